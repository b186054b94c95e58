"""What a person is told to do: for every kind of device, in every state, in both languages."""

from __future__ import annotations

import unicodedata

import pytest

from hardware.health import BLOCKING, NOTHING, STATES, Health, _catalogue

PRINTER_ONLY = {"paper-out", "cover-open"}
KINDS = ("printer", "board", "speaker", "keypad")


def health(state: str, detail: str = "") -> Health:
    return Health(state, detail, 0.0, None)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("state", STATES)
def test_a_person_is_told_what_to_do_in_both_languages(kind: str, state: str) -> None:
    if kind != "printer" and state in PRINTER_ONLY:
        return
    todo = health(state).todo(kind)
    assert set(todo) == {"vi", "en"}
    assert all(todo.values()) == (state != "ok")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "detail",
    ["driver is down", "driver-missing: x", "driver-failed: y", "held-elsewhere", "left-out"],
)
def test_what_every_kind_may_suffer_has_words_of_its_own(kind: str, detail: str) -> None:
    assert health("error", detail).todo(kind) != health("error").todo(kind)
    assert health("error", detail).todo(kind) == health("error", detail).todo("any")


def test_a_detail_that_nobody_wrote_about_is_the_state() -> None:
    assert health("offline", "errno 71").todo("board") == health("offline").todo("board")
    assert health("offline", "line: gone").todo("board") != health("offline").todo("board")


def test_good_is_good_and_what_somebody_should_look_at_is_not() -> None:
    assert health("ok").level("printer") == "good"
    assert health("ok", "paper-low").level("printer") == "watch"
    assert health("unknown").level("board") == "watch"
    assert {health(state).level("printer") for state in BLOCKING} == {"bad"}
    assert health("ok", "key K9").todo("keypad") == NOTHING


def test_every_word_is_whole_in_both_languages() -> None:
    for table in _catalogue().values():
        for place, words in table.items():
            assert place.partition(":")[0] in STATES
            assert set(words) == {"vi", "en"}
            for text in words.values():
                assert unicodedata.is_normalized("NFC", text)
                assert text.endswith(".")
