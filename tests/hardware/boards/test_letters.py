"""What of a text each kind of board can show: never a wrong number, and never a part of one."""

from __future__ import annotations

import pytest

from config import SERIES, Panel
from config.boards import SEVEN_SEGMENT_LETTERS, shipped_panels
from hardware.boards.letters import SEGMENTS, plain, segments, shown

# Segments a to g as they stand on a digit, drawn by hand from pictures of such displays.
DRAWN = {
    "A": "abcefg", "B": "cdefg", "C": "adef", "D": "bcdeg", "E": "adefg", "F": "aefg",
    "H": "bcefg", "J": "bcde", "L": "def", "N": "ceg", "P": "abefg", "R": "eg", "T": "defg",
    "U": "bcdef", "0": "abcdef", "1": "bc", "2": "abdeg", "3": "abcdg", "4": "bcfg", "5": "acdfg",
    "6": "acdefg", "7": "abc", "8": "abcdefg", "9": "abcdfg", "-": "g", "_": "d", " ": "",
}  # fmt: skip


def test_every_digit_and_letter_has_the_segments_of_its_picture() -> None:
    lit = {
        sign: "".join(name for bit, name in enumerate("abcdefg") if code >> bit & 1)
        for sign, code in SEGMENTS.items()
    }
    assert lit == DRAWN


def test_no_two_signs_look_the_same_and_every_letter_that_is_promised_is_there() -> None:
    assert len(set(SEGMENTS.values())) == len(SEGMENTS)
    assert set(SEVEN_SEGMENT_LETTERS) <= set(SEGMENTS)


@pytest.mark.parametrize(
    ("text", "ascii_"),
    [("Mời số", "Moi so"), ("ĐƯỜNG đi", "DUONG di"), ("A012 → 3", "A012   3"), ("tab\tx", "tab x")],
)
def test_marks_are_taken_off(text: str, ascii_: str) -> None:
    assert plain(text) == ascii_


@pytest.mark.parametrize("series", SERIES)
@pytest.mark.parametrize("number", [1, 12, 999, 1000, 1200])
@pytest.mark.parametrize("kind", ["alpha", "modbus-ascii", "modbus-number", "four-byte"])
def test_a_number_is_shown_whole_or_not_at_all(series: str, number: int, kind: str) -> None:
    panel = shipped_panels()[kind]
    label = f"{series}{number:03}"
    found = shown(label, panel)
    letter = series if series in panel.letters else ""
    fits = len(label) - (not letter) <= panel.width
    assert found.rows[0] == (label[1 - len(letter) :] if fits else "-" * panel.width)
    assert found.whole == fits
    assert found.digits == (f"{number:03}" if fits else "")


def test_two_rows_on_a_board_of_one_show_the_first() -> None:
    one = Panel(name="one", width=8, frame="AA")
    assert shown("A012|QUAY 3", one).rows == ("A012", "")
    assert shown("A012|QUAY 3|x", one.model_copy(update={"rows": 2})).rows == ("A012", "QUAY 3")


def test_what_seven_segments_cannot_show_is_dark_there() -> None:
    assert segments("K1", 3) == [0, 0, SEGMENTS["1"]]
    assert segments("12345", 4) == [SEGMENTS["-"]] * 4
