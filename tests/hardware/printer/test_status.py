"""Every answer a printer may give is understood, and no other byte is taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.health import BLOCKING, STATES, Health
from hardware.printer.status import condition, proved, sort, tag_of, tagged_completion

PAIRS = (0x00, 0x03, 0x0C, 0x0F)
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
    assert set(sort(received).states) <= set(received) & set(VALID)


@pytest.mark.parametrize("byte", range(256))
def test_one_byte_is_one_word_at_most(byte: int) -> None:
    heard = sort(bytes([byte]))
    words = [bool(heard.states), bool(heard.proofs), bool(heard.noise)]
    assert sum(words) <= 1
    assert heard.state == (byte if byte in VALID else None)
    assert (proved(heard, 1, 0) is not None) == (byte & 0x90 == 0 and byte & 0x0F in PAIRS)


UNASKED = [b"\x11", b"\x13", b"\x10\x00\x00\x0f", b"\x14\x03\x0c\x6f\x13"]


@pytest.mark.parametrize("unasked", UNASKED)
def test_what_is_said_unasked_is_no_answer_and_hides_none(unasked: bytes) -> None:
    assert sort(unasked).state is None
    assert proved(sort(unasked), 1, 0) is None
    assert sort(unasked + b"\x1a" + unasked).state == 0x1A
    assert proved(sort(unasked + b"\x03" + unasked), 1, 0) == 0x03


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_a_word_that_is_still_arriving_is_not_taken_for_another(cut: int) -> None:
    assert sort(b"\x10\x00\x00\x0f"[:cut]) == sort(b"")


def test_two_answers_to_one_question_are_none() -> None:
    assert sort(b"\x12\x7e").state is None
    assert sort(b"\x00\x7e").state is None
    assert sort(b"\xff\x7e").state is None


@pytest.mark.parametrize(
    ("received", "asked", "owed", "proof"),
    [
        (b"\x00", 1, 0, 0x00),
        (b"\x00\x00", 1, 0, None),  # one too many: not all of them are answers
        (b"\x01", 1, 0, None),  # half a sensor
        (b"\x00\xff", 1, 0, None),
        (b"\x00", 2, 1, None),  # an earlier job's, perhaps
        (b"\x00\x0c", 2, 1, 0x0C),
        (b"\x00\x00\x0c", 2, 1, 0x0C),
        (b"\x00\x00\x00\x0c", 2, 1, None),
    ],
)
def test_a_proof_without_a_name_counts(
    received: bytes, asked: int, owed: int, proof: int | None
) -> None:
    assert proved(sort(received), asked, owed) == proof


@given(st.integers(0, 95**4 - 1), st.integers(0, 95**4 - 1))
def test_a_proof_with_a_name_is_of_one_job(one: int, other: int) -> None:
    tag = tag_of(one)
    assert all(32 <= sign <= 126 for sign in tag)
    assert (tag == tag_of(other)) == (one == other)
    assert tagged_completion(tag) == bytes.fromhex("1d284806003030") + tag
    assert sort(b"\x37\x22" + tag + b"\x00").tags == [tag]
    assert sort((b"\x37\x22" + tag + b"\x00")[:-1]).tags == []


@pytest.mark.parametrize("state", STATES)
def test_a_person_is_told_what_to_do_in_both_languages(state: str) -> None:
    todo = Health(state, "", 0.0, None).todo("printer")
    assert set(todo) == {"vi", "en"}
    assert all(todo.values()) == (state != "ok")


def test_a_silent_printer_stops_nobody() -> None:
    assert "unknown" not in BLOCKING
