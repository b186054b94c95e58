"""One group of figures as numbers that can be added: counts, levels and times side by side.

All of them are lanes of one long number, each of 32 bits, so that adding two cells is adding two
numbers: a year is a few hundred of them.
"""

from __future__ import annotations

import struct
import sys
import zlib
from array import array
from collections.abc import Mapping
from typing import NamedTuple

from figures.grid import PLACES, ranked, spread, within
from figures.passages import COUNTS, SPANS
from figures.scores import ASKED, SCALES

# Whoever changes what stands in a lane changes this: what was kept in other lanes is counted again.
LAYOUT = 2
_COUNTED = (*COUNTS, *ASKED, "passed")
_AT = {name: at for at, name in enumerate(_COUNTED)}
_ROOM = 32  # for the counts, and for the levels of all scales twice: of the day, of its week
_LEVELS = {scale: sum(other for other in SCALES if other < scale) for scale in SCALES}
_WEEK = sum(SCALES)
_TIMES = {span: 2 * _ROOM + at * PLACES for at, span in enumerate(SPANS)}
_LANES = struct.Struct(f"<{2 * _ROOM + len(SPANS) * PLACES}I")
_BITS = 32
_OF_WEEK = ((1 << _BITS * _WEEK) - 1) << _BITS * (_ROOM + _WEEK)

NONE: dict[str, float | None] = {"n": 0, "median_s": None, "p90_s": None, "within": None}

Times = Mapping[str, Mapping[int, int]]
# (gathered into the week, scale) → answers of level 1, 2, …
Levels = Mapping[tuple[bool, int], list[int]]


class Cell(NamedTuple):
    """`sums` are the lanes; `top` is the most that waited at once; `raw` the lanes as they came."""

    sums: int = 0
    top: int = 0
    raw: bytes = b""

    def __add__(self, other: Cell) -> Cell:  # type: ignore[override]
        return Cell(self.sums + other.sums, max(self.top, other.top))

    def without_week(self) -> Cell:
        """Without the answers that were gathered into their week."""
        return Cell(self.sums & ~_OF_WEEK, self.top) if self.sums & _OF_WEEK else self


def made(counts: Mapping[str, int], times: Times, levels: Levels, top: int) -> Cell:
    """A cell of what was counted."""
    lanes = [0] * (_LANES.size // 4)
    for name, n in counts.items():
        lanes[_AT[name]] = n
    for (week, scale), answers in levels.items():
        at = _ROOM + week * _WEEK + _LEVELS[scale]
        lanes[at : at + scale] = answers
    for span, placed in times.items():
        for place, n in placed.items():
            lanes[_TIMES[span] + place] = n
    return Cell(int.from_bytes(_LANES.pack(*lanes), "little"), top)


def packed(cell: Cell) -> bytes:
    """The lanes of a cell as they are kept."""
    return zlib.compress(cell.sums.to_bytes((cell.sums.bit_length() + 7) // 8, "little"))


def unpacked(kept: bytes, top: int) -> Cell:
    """The cell that was kept so."""
    raw = zlib.decompress(kept)
    return Cell(int.from_bytes(raw, "little"), top, raw)


class Told:
    """A cell, read."""

    def __init__(self, cell: Cell) -> None:
        # A number of 7 KB is written out in 30 µs; a day that was added to nothing need not be.
        raw = cell.raw or cell.sums.to_bytes(_LANES.size, "little")
        self._lanes = array("I", raw.ljust(_LANES.size, b"\0"))
        if sys.byteorder == "big":
            self._lanes.byteswap()
        self.top = cell.top

    def count(self, name: str) -> int:
        """How many, by a name of COUNTS or ASKED; `passed` of the cells of calls."""
        return self._lanes[_AT[name]]

    def times(self, span: str, target_s: int) -> dict[str, float | None]:
        """{"n", "median_s", "p90_s", "within"}; `within` the target, None where there is none."""
        counts = self._lanes[_TIMES[span] : _TIMES[span] + PLACES]
        if not any(counts):
            return dict(NONE)
        times = spread(counts)
        return {
            "n": times.n, "median_s": ranked(times, 50), "p90_s": ranked(times, 90),
            "within": within(times, target_s) if target_s else None,
        }  # fmt: skip

    def wait_at(self, percent: int) -> int | None:
        """The wait (s) that so many percent did not exceed; 100 is the longest one."""
        return ranked(spread(self._lanes[_TIMES["wait"] : _TIMES["wait"] + PLACES]), percent)

    def levels(self) -> dict[int, list[int]]:
        """{scale: answers of level 1, 2, …} of every scale that was used."""
        told: dict[int, list[int]] = {}
        if not any(self._lanes[_ROOM : 2 * _ROOM]):
            return told
        for scale, at in _LEVELS.items():
            of_day, of_week = (_ROOM + week + at for week in (0, _WEEK))
            told[scale] = [self._lanes[of_day + i] + self._lanes[of_week + i] for i in range(scale)]
        return {scale: answers for scale, answers in told.items() if any(answers)}
