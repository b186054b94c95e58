"""A second pair of eyes: reads ESC/POS bytes as a printer would, knowing nothing of our encoder.

Written from the printers' manuals, on numpy arrays, byte by byte as they arrive; it shares no
line with hardware/. Used as the paper of the fake printer and as the judge of the golden slips.
"""

from __future__ import annotations

from collections.abc import Callable, Generator

import numpy as np
from numpy.typing import NDArray

Dots = NDArray[np.bool_]


LOOKS = {(0x1B, 0x74), (0x1B, 0x61), (0x1B, 0x45), (0x1D, 0x42), (0x1D, 0x21), (0x1C, 0x2E)}
"""Code page, alignment, bold, white on black, size; and no Chinese, which alone has no value."""


class Garbage(Exception):
    """Bytes that a printer would have printed as letters."""


class Reader:
    """Takes bytes in pieces of any size; `papers` are the sheets already cut, True = black.

    `heard` is every byte; with `takes_letters` words are not garbage (text_printer reads them).
    `most_blank_rows` were sent as a picture, one after the other, which might have been fed.
    """

    def __init__(self, head: int, answer: Callable[[bytes], None] = lambda _: None) -> None:
        self.papers: list[Dots] = []
        self.tallest_strip = 0
        self.most_blank_rows = 0
        self.takes_letters = False
        self.heard = bytearray()
        self._head = head
        self._answer = answer
        self._rows: list[Dots] = []
        self._left = 0
        self._machine = self._run()
        next(self._machine)

    def feed(self, data: bytes) -> None:
        self.heard += data
        for byte in data:
            self._machine.send(byte)

    @property
    def uncut(self) -> int:
        """Rows that left the head and were not cut off yet."""
        return len(self._rows)

    def _run(self) -> Generator[None, int, None]:
        while True:
            first = yield
            if first == 0x00:  # NUL outside a command means nothing
                continue
            if self.takes_letters and (first >= 0x20 or first == 0x0A):
                continue
            second = yield
            if self.takes_letters and (first, second) in LOOKS:
                if (first, second) != (0x1C, 0x2E):
                    yield
                continue
            match first, second:
                case 0x1B, 0x40:
                    self._left = 0
                case 0x1B, 0x4A:
                    self._blank((yield))
                case 0x1D, 0x4C:
                    low = yield
                    self._left = low + 256 * (yield)
                case 0x1D, 0x50:
                    units = ((yield), (yield))
                    assert units == (203, 203), units
                case 0x1D, 0x61:
                    assert (yield) == 0
                case 0x1D, 0x72:
                    self._answer(bytes([0x1D, 0x72, (yield)]))
                case 0x1D, 0x28:
                    yield from self._function()
                case 0x10, 0x04:
                    self._answer(bytes([0x10, 0x04, (yield)]))
                case 0x1D, 0x56:
                    yield from self._cut()
                case 0x1D, 0x76:
                    yield from self._raster()
                case _:
                    raise Garbage(f"{first:02x} {second:02x}")

    def _function(self) -> Generator[None, int, None]:
        letter = yield
        low = yield
        length = low + 256 * (yield)
        content = bytearray(length)
        for at in range(length):
            content[at] = yield
        self._answer(bytes([0x1D, 0x28, letter]) + content)

    def _cut(self) -> Generator[None, int, None]:
        assert (yield) == 0x42  # feed to the blade, then cut
        self._blank((yield))
        sheet = np.array(self._rows, dtype=bool).reshape(len(self._rows), self._head)
        self.papers.append(sheet)
        self._rows = []

    def _raster(self) -> Generator[None, int, None]:
        assert (yield) == 0x30
        mode = yield
        header = [(yield), (yield), (yield), (yield)]
        pitch, rows = header[0] + 256 * header[1], header[2] + 256 * header[3]
        self.tallest_strip = max(self.tallest_strip, rows)
        blank = 0
        for _ in range(rows):
            packed = np.zeros(pitch, dtype=np.uint8)
            for at in range(pitch):
                packed[at] = yield
            dots = np.unpackbits(packed).astype(bool)
            blank = 0 if dots.any() else blank + 1
            self.most_blank_rows = max(self.most_blank_rows, blank)
            if mode & 1:
                dots = np.repeat(dots, 2)
            self._burn(dots)
            if mode & 2:
                self._burn(dots)

    def _burn(self, dots: Dots) -> None:
        right = self._left + len(dots)
        assert right <= self._head, f"{right} dots on a head of {self._head}"
        row = np.zeros(self._head, dtype=bool)
        row[self._left : right] = dots
        self._rows.append(row)

    def _blank(self, rows: int) -> None:
        self._rows.extend(np.zeros(self._head, dtype=bool) for _ in range(rows))


def read(job: bytes, head: int) -> Dots:
    """The one sheet of a whole job."""
    reader = Reader(head)
    reader.feed(job)
    assert reader.uncut == 0, "the job ends without a cut"
    [paper] = reader.papers
    return paper
