"""Blocks in the printer's own letters, for lines too slow for a picture: 2 KB instead of 25.

At 9600 baud a picture takes half a minute and this 2.5 s. Letters are 24 dots high or twice that,
the number six times; only the QR code is a picture, because cheap printers print the commands of
`GS ( k` as text. What the code page lacks comes unaccented (see `codepages`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from escpos.constants import HW_INIT, TXT_SIZE, TXT_STYLE

from hardware.printer import codepages
from hardware.printer.blocks import Block
from hardware.printer.paper import BlockUnknown, draw
from hardware.printer.wire import CUT_AFTER_FEED, MARGIN, UNITS_203_DPI, strips

CELL = 12
"""Dots to a letter of font A, which is 24 high."""

LARGEST = 6
"""Times the cell; 144 dots, as high as the number of a picture."""

NO_KANJI = b"\x1c."
"""Firmware for China reads two bytes above 127 as one character, until told not to."""

NO_MARGIN = MARGIN + b"\x00\x00"
FEED_ROWS = b"\x1bJ"

TALL, LARGE = 30, 36
"""Dots of a block's letters, from which on the printer's are twice as high, and twice as wide."""

LONG = 1_000


class Letters(NamedTuple):
    """Which letters a printer has: one of codepages.TEXTS, and the number of its page."""

    mode: str
    number: int

    @classmethod
    def of(cls, mode: str, number: int) -> Letters:
        """The usual page of a mode, unless a number other than 0 is given."""
        return cls(mode, number or codepages.NUMBERS.get(mode, (0,))[0])


def encode(blocks: Sequence[Block], width_px: int, letters: Letters) -> bytes:
    """The job of these blocks: initialise, text and one small picture, cut. BlockUnknown."""
    sheet = _Sheet(width_px, letters)
    for block in blocks:
        try:
            _WRITERS[block["block"]](sheet, block)
        except (AttributeError, KeyError, TypeError, ValueError) as fault:
            raise BlockUnknown(f"cannot write {block!r}: {fault!r}") from fault
    return sheet.done()


class _Sheet:
    """Grows from top to bottom."""

    def __init__(self, width_px: int, letters: Letters) -> None:
        self.columns = width_px // CELL
        self.width_px = width_px
        self._letters = letters
        self._job = bytearray(HW_INIT + NO_KANJI + UNITS_203_DPI)

    def raw(self, data: bytes) -> None:
        self._job += data

    def style(
        self, align: str = "left", *, bold: bool = False, invert: bool = False,
        wide: int = 1, high: int = 1,
    ) -> None:  # fmt: skip
        """How the next lines look; `wide` and `high` are times the usual cell."""
        size = TXT_STYLE["width"][wide] + TXT_STYLE["height"][high]
        self.raw(TXT_SIZE + bytes([size]) + TXT_STYLE["bold"][bold])
        self.raw(TXT_STYLE["align"][align] + TXT_STYLE["invert"][invert])

    def line(self, text: str) -> None:
        """One line, no longer than the paper is wide."""
        self.raw(codepages.written(text, *self._letters) + b"\n")

    def lines(self, text: str, columns: int | None = None) -> None:
        """Words, wrapped."""
        for line in self.wrapped(text, columns or self.columns):
            self.line(line)

    def wrapped(self, text: str, columns: int) -> list[str]:
        """As lines of at most so many letters; without words none."""
        mode = self._letters.mode
        return [
            line
            for paragraph in text.split("\n")
            for line in _filled(codepages.shown(paragraph, mode).split(), columns)
        ]

    def done(self) -> bytes:
        """The whole job."""
        return bytes(self._job + CUT_AFTER_FEED)


def _filled(words: list[str], columns: int) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and len(lines[-1]) + 1 + len(word) <= columns:
            lines[-1] += f" {word}"
        else:
            lines += [word[at : at + columns] for at in range(0, len(word), columns)]
    return lines


def _text(sheet: _Sheet, block: Block) -> None:
    half = sheet.columns // 2
    wide = block["size"] >= LARGE and len(sheet.wrapped(block["text"], half)) <= 2
    sheet.style(
        block["align"], bold=block["weight"] >= 700, wide=1 + wide, high=1 + (block["size"] >= TALL)
    )
    sheet.lines(block["text"], half if wide else None)


def _number(sheet: _Sheet, block: Block) -> None:
    times = min(LARGEST, sheet.columns // max(1, len(block["text"])))
    sheet.style("center", bold=True, wide=times, high=times)
    sheet.line(block["text"])


def _pair(sheet: _Sheet, block: Block) -> None:
    label, value = (" ".join(sheet.wrapped(block[key], LONG)) for key in ("label", "value"))
    blanks = sheet.columns - len(label) - len(value)
    sheet.style()
    if blanks > 0:
        sheet.line(label + " " * blanks + value)
        return
    sheet.lines(label)
    sheet.style("right")
    sheet.lines(value)


def _rule(sheet: _Sheet, block: Block) -> None:
    sheet.style()
    sheet.line("-" * sheet.columns)


def _space(sheet: _Sheet, block: Block) -> None:
    # Letters bring air of their own; a picture's have none.
    sheet.raw(FEED_ROWS + bytes([min(block["height"] // 2, 255)]))


def _mark(sheet: _Sheet, block: Block) -> None:
    sheet.style("center", bold=True, invert=True, high=2)
    for line in sheet.wrapped(block["text"], sheet.columns - 2):
        sheet.line(f" {line} ")


def _qr(sheet: _Sheet, block: Block) -> None:
    picture = draw([{**block, "caption": ""}], sheet.width_px)
    sheet.style()
    sheet.raw(strips(picture, sheet.width_px) + NO_MARGIN)
    sheet.style("center")
    sheet.lines(block["caption"])


_WRITERS: dict[str, Callable[[_Sheet, Block], None]] = {
    "text": _text,
    "number": _number,
    "pair": _pair,
    "rule": _rule,
    "space": _space,
    "mark": _mark,
    "qr": _qr,
}
