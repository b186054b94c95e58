"""What of a text a kind of board can show: letters without marks, and no more than its digits."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from hardware.boards.panel import Panel

SEGMENTS = {
    " ": 0x00, "-": 0x40, "_": 0x08,
    "0": 0x3F, "1": 0x06, "2": 0x5B, "3": 0x4F, "4": 0x66,
    "5": 0x6D, "6": 0x7D, "7": 0x07, "8": 0x7F, "9": 0x6F,
    "A": 0x77, "B": 0x7C, "C": 0x39, "D": 0x5E, "E": 0x79, "F": 0x71, "H": 0x76,
    "J": 0x1E, "L": 0x38, "N": 0x54, "P": 0x73, "R": 0x50, "T": 0x78, "U": 0x3E,
}  # fmt: skip
"""Bit 0 is segment a, at the top, then clockwise to f; bit 6 is g, the middle."""

ROW = "|"
"""What begins the second row of a board that has two."""


class Shown(NamedTuple):
    """What a board can show of a text."""

    rows: tuple[str, str]
    whole: bool
    """False when the text is longer than the board: it shows dashes then, never a part."""

    @property
    def digits(self) -> str:
        """The digits of the first row: what a board of numbers is told."""
        return "".join(sign for sign in self.rows[0] if sign.isdigit())


def plain(text: str) -> str:
    """ASCII: letters without their marks, Đ as D, and a blank for what has no such letter."""
    split = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    bare = "".join(sign for sign in split if not unicodedata.combining(sign))
    return "".join(sign if sign.isascii() and sign.isprintable() else " " for sign in bare)


def shown(text: str, panel: Panel) -> Shown:
    """The rows that a board of this kind shows for a text."""
    rows = [_row(row, panel) for row in plain(text).split(ROW)[: panel.rows]]
    upper, lower = (row for row, _ in [*rows, ("", True), ("", True)][:2])
    return Shown((upper, lower), all(whole for _, whole in rows))


def segments(text: str, width: int) -> list[int]:
    """The segments of each digit, right-aligned; nothing lit for what cannot be shown."""
    fits = text.upper().rjust(width) if len(text) <= width else "-" * width
    return [SEGMENTS.get(sign, 0) for sign in fits]


def _row(row: str, panel: Panel) -> tuple[str, bool]:
    if not panel.letters:
        row = "".join(sign for sign in row if sign.isdigit() or sign in " -")
    elif panel.signs == "seven-segment":
        row = "".join(sign if sign in SEGMENTS else " " for sign in row.upper())
    row = row.strip()
    return (row, True) if len(row) <= panel.width else ("-" * panel.width, False)
