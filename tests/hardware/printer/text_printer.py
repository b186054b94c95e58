"""What a printer with letters of its own would show: the judge of native text.

Written from the printers' manuals and from TCVN 5712-3 as fonts of that time have it; it shares no
line and no table with hardware/ and none with python-escpos.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from tests.hardware.printer.escpos_reader import Dots

_TCVN = {
    0xA8: "ăâêôơưđ", 0xB5: "àảãáạ", 0xBB: "ằẳẵắ", 0xC6: "ặầẩẫấậè", 0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò", 0xE1: "ỏõóọồổỗốộờởỡớợù", 0xF1: "ủũúụừửữứựỳỷỹýỵ",
}  # fmt: skip
SMALL = {start + n: letter for start, run in _TCVN.items() for n, letter in enumerate(run)}
CAPITALS = {code: letter.upper() for code, letter in SMALL.items() if code >= 0xAA}
CAPITALS |= {0xA1: "Ă", 0xA2: "Â", 0xA7: "Đ"}  # where TCVN 5712-1 has these
WESTERN = {code: bytes([code]).decode("cp437") for code in range(128, 256)}
WINDOWS = {code: bytes([code]).decode("cp1258", "replace") for code in range(128, 256)}
PAGES = {0: WESTERN, 30: SMALL, 31: CAPITALS, 52: WINDOWS}
"""As Epson numbers them."""


@dataclass(frozen=True)
class Look:
    """How letters stand."""

    align: str = "left"
    bold: bool = False
    invert: bool = False
    wide: int = 1
    high: int = 1


@dataclass(frozen=True)
class Line:
    """One line of letters."""

    text: str
    look: Look


class TextPrinter:
    """Takes one whole job; a letter that its page does not have shows as a black diamond."""

    def __init__(
        self, job: bytes, head: int, pages: dict[int, dict[int, str]] = PAGES, *,
        stacks: bool = True,
    ) -> None:  # fmt: skip
        """`stacks`: a tone mark of page 52 lands on its letter, and not in a cell of its own."""
        self.lines: list[Line] = []
        self.pictures: list[Dots] = []
        self.cuts = 0
        self.chinese = True
        self._head, self._pages, self._stacks = head, pages, stacks
        self._look, self._page, self._written = Look(), 0, ""
        self._left = 0
        self._rows: list[Dots] = []
        rest = iter(job)
        for byte in rest:
            self._take(byte, rest)

    @property
    def text(self) -> str:
        """All lines."""
        return "\n".join(line.text.strip() for line in self.lines)

    def _take(self, byte: int, rest: Iterator[int]) -> None:
        match byte:
            case 0x0A:
                self._end_of_line()
            case 0x1B | 0x1C | 0x1D:
                self._command(byte, next(rest), rest)
            case _ if byte < 0x20:
                raise AssertionError(f"control byte {byte:02x} among letters")
            case _ if byte < 0x80:
                self._written += chr(byte)
            case _ if self.chinese:
                self._written += "\u56fd"
                next(rest)
            case _:
                self._written += self._pages.get(self._page, {}).get(byte, "\u25c6")

    def _end_of_picture(self) -> None:
        if self._rows:
            self.pictures.append(np.array(self._rows))
            self._rows = []

    def _end_of_line(self) -> None:
        self._end_of_picture()
        assert not self._left, "a picture's margin would shift the words"
        text = self._written
        text = unicodedata.normalize("NFC", text) if self._stacks else text
        assert len(text) * 12 * self._look.wide <= self._head, f"wider than the paper: {text!r}"
        self.lines.append(Line(text, self._look))
        self._written = ""

    def _command(self, first: int, second: int, rest: Iterator[int]) -> None:
        match first, chr(second):
            case 0x1B, "@":
                self._look, self._page, self.chinese = Look(), 0, True
            case 0x1C, ".":
                self.chinese = False
            case 0x1B, "t":
                self._page = next(rest)
            case 0x1B, "J":
                self._blank(next(rest))
            case 0x1B, "a":
                self._change(align=("left", "center", "right")[next(rest)])
            case 0x1B, "E":
                self._change(bold=bool(next(rest)))
            case 0x1D, "B":
                self._change(invert=bool(next(rest)))
            case 0x1D, "!":
                size = next(rest)
                self._change(wide=1 + (size >> 4), high=1 + (size & 15))
            case 0x1D, "P":
                assert (next(rest), next(rest)) == (203, 203)
            case 0x1D, "L":
                self._left = next(rest) + 256 * next(rest)
            case 0x1D, "v":
                self._raster(rest)
            case 0x1D, "V":
                assert (next(rest), next(rest)) == (0x42, 0)
                self.cuts += 1
            case other:
                raise AssertionError(f"unknown command {other}")

    def _change(self, **look: object) -> None:
        assert not self._written, "a line changes its look halfway"
        self._end_of_picture()
        self._look = replace(self._look, **look)  # type: ignore[arg-type]

    def _blank(self, rows: int) -> None:
        if self._rows:
            self._rows += [np.zeros(self._head, dtype=bool)] * rows

    def _raster(self, rest: Iterator[int]) -> None:
        assert self._look == Look(), "letters' looks may move a picture"
        assert next(rest) == 0x30
        mode, *size = (next(rest) for _ in range(5))
        pitch, rows = size[0] + 256 * size[1], size[2] + 256 * size[3]
        for _ in range(rows):
            packed = np.array([next(rest) for _ in range(pitch)], dtype=np.uint8)
            dots = np.repeat(np.unpackbits(packed).astype(bool), 1 + (mode & 1))
            row = np.zeros(self._head, dtype=bool)
            row[self._left : self._left + len(dots)] = dots
            self._rows += [row] * (1 + (mode >> 1))
