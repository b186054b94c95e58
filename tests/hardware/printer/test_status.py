"""Every answer a printer may give is understood, and no other byte is taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.health import BLOCKING, STATES, Health
from hardware.printer.status import completion_byte, condition, status_byte

VALID = [byte for byte in range(256) if byte & 0x93 == 0x12]


@pytest.mark.parametrize(
    ("answers", "state", "detail"),
    [
        ({}, "unknown", "no answer"),
        ({1: 0x12, 2: 0x12, 3: 0x12, 4: 0x12}, "ok", ""),
        ({1: 0x12, 2: 0x12, 3: 0x12, 4: 0x1E}, "ok", "paper-low"),
        ({1: 0x1A, 2: 0x32, 3: 0x12, 4: 0x7E}, "paper-out", ""),
        ({1: 0x1A, 2: 0x16, 3: 0x12, 4: 0x12}, "cover-open", ""),
        ({1: 0x1A, 2: 0x16, 3: 0x12, 4: 0x7E}, "cover-open", ""),
        ({1: 0x1A, 2: 0x52, 3: 0x1A, 4: 0x12}, "error", "cutter"),
        ({1: 0x1A, 2: 0x52, 3: 0x32, 4: 0x12}, "error", "unrecoverable"),
        ({1: 0x1A, 2: 0x12, 3: 0x12, 4: 0x12}, "offline", "says it is offline"),
        ({1: 0x12}, "ok", ""),
    ],
)
def test_the_bits_of_the_manual(answers: dict[int, int], state: str, detail: str) -> None:
    assert (condition(answers).state, condition(answers).detail) == (state, detail)


@pytest.mark.parametrize("query", [1, 2, 3, 4])
def test_each_valid_answer_means_one_known_state(query: int) -> None:
    assert {condition({query: byte}).state for byte in VALID} <= set(STATES)


@given(st.binary(max_size=40))
def test_only_status_bytes_are_status(received: bytes) -> None:
    found = status_byte(received)
    assert (found is None) == (not set(received) & set(VALID))
    assert found is None or found in VALID


@pytest.mark.parametrize("flow", [b"\x11", b"\x13", b"\x12", b"\x1a"])
def test_flow_control_and_status_are_no_proof(flow: bytes) -> None:
    assert completion_byte(flow) is None


def test_the_proof_is_found_behind_other_bytes() -> None:
    assert completion_byte(b"\x13\x11\x12\x00") == 0


@pytest.mark.parametrize("state", STATES)
def test_a_person_is_told_what_to_do_in_both_languages(state: str) -> None:
    todo = Health(state, "", 0.0, None).todo("printer")
    assert set(todo) == {"vi", "en"}
    assert all(todo.values()) == (state != "ok")


def test_a_silent_printer_stops_nobody() -> None:
    assert "unknown" not in BLOCKING
