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

from figures.grid import PLACES, Spread, ranked, spread, within
from figures.passages import COUNTS
from figures.scores import ASKED, SCALES, SIDES
from figures.spans import SPANS

# Whoever changes what stands in a lane, or which cells are kept, changes this: what was kept before
# is counted again.
LAYOUT = 4
_COUNTED = (*COUNTS, *ASKED, "passed", "in_time")
_AT = {name: at for at, name in enumerate(_COUNTED)}
_ROOM = 32  # for the counts
# Behind them the levels of all scales, of each side, twice: of the day, and of its week.
_SCALE = {scale: sum(other for other in SCALES if other < scale) for scale in SCALES}
_SIDE = {side: at * sum(SCALES) for at, side in enumerate(SIDES)}
_WEEK = len(SIDES) * sum(SCALES)
_HEAD = _ROOM + 2 * _WEEK
_TIMES = {span: _HEAD + at * PLACES for at, span in enumerate(SPANS)}
_LANES = struct.Struct(f"<{_HEAD + len(SPANS) * PLACES}I")
_BITS = 32
_OF_WEEK = ((1 << _BITS * _WEEK) - 1) << _BITS * (_ROOM + _WEEK)

NONE: dict[str, float | None] = {"n": 0, "median_s": None, "p90_s": None, "within": None}

Times = Mapping[str, Mapping[int, int]]
# (gathered into the week, side, scale) → answers of level 1, 2, …
Levels = Mapping[tuple[bool, str, int], list[int]]


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
    for (week, side, scale), answers in levels.items():
        at = _ROOM + week * _WEEK + _SIDE[side] + _SCALE[scale]
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
    """A cell, read: of a year's days each, so no lane is looked at that nothing stands in."""

    def __init__(self, cell: Cell) -> None:
        # A number of 9 KB is written out in 30 µs; a day that was added to nothing need not be.
        raw = cell.raw or cell.sums.to_bytes(_LANES.size, "little")
        self._raw = raw.ljust(_LANES.size, b"\0")
        self._lanes = _read(self._raw[: 4 * _HEAD])
        self._rated = any(self._lanes[_ROOM:])
        self._spreads: dict[bytes, Spread] = {}
        self.top = cell.top

    def count(self, name: str) -> int:
        """How many, by a name of COUNTS or ASKED, `in_time` of services, `passed` of calls."""
        return self._lanes[_AT[name]]

    def times(self, span: str, target_s: int) -> dict[str, float | None]:
        """{"n", "median_s", "p90_s", "within"}; `within` the target, None where there is none."""
        times = self._spread(span)
        if not times.n:
            return dict(NONE)
        return {
            "n": times.n, "median_s": ranked(times, 50), "p90_s": ranked(times, 90),
            "within": within(times, target_s) if target_s else None,
        }  # fmt: skip

    def wait_at(self, percent: int) -> int | None:
        """The wait (s) that so many percent did not exceed; 100 is the longest one."""
        return ranked(self._spread("wait"), percent)

    def _spread(self, span: str) -> Spread:
        at = 4 * _TIMES[span]
        raw = self._raw[at : at + 4 * PLACES]
        # Where nobody waited through a break, both waits are the same.
        known = self._spreads.get(raw)
        if known is None:
            number = int.from_bytes(raw, "little")
            first = ((number & -number).bit_length() - 1) // _BITS
            end = -(-number.bit_length() // _BITS)
            lanes = _read(raw[4 * first : 4 * end]) if number else []
            known = self._spreads[raw] = spread(lanes, first)
        return known

    def levels(self, side: str) -> dict[int, list[int]]:
        """{scale: answers of level 1, 2, …} of every scale that was used, of one of SIDES."""
        if not self._rated:
            return {}
        first = _ROOM + _SIDE[side]
        of_day, of_week = (self._lanes[at : at + sum(SCALES)] for at in (first, first + _WEEK))
        both = [day + week for day, week in zip(of_day, of_week, strict=True)]
        told = {scale: both[at : at + scale] for scale, at in _SCALE.items()}
        return {scale: answers for scale, answers in told.items() if any(answers)}


def _read(raw: bytes) -> array[int]:
    lanes = array("I", raw)
    if sys.byteorder == "big":
        lanes.byteswap()
    return lanes
