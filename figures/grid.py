"""The steps to which times are rounded up, so that counts of them can be kept, added and ranked.

A median of many days cannot be had from the medians of the days, but from how many times fell
into each step it can: it is the exact one (nearest rank), rounded up to its step.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Any, NamedTuple

import peewee as pw

# From each of these (s) on a step is so long (s), up to the next of them.
STEPS = ((0, 1), (60, 5), (600, 15), (1_800, 60), (7_200, 300))
END = 43_200


def _stretches() -> list[tuple[int, int, int]]:
    """(from ms, step ms, places before it) of each stretch."""
    told, before = [], 0
    for (start, step), (end, _) in zip(STEPS, (*STEPS[1:], (END, 0)), strict=True):
        told.append((start * 1000, step * 1000, before))
        before += (end - start) // step
    return told


STRETCHES = _stretches()
# Each place by the most seconds that stand in it; in the last one also all that took longer.
UPTO = (
    0,
    *(
        s
        for (start, step), (end, _) in zip(STEPS, (*STEPS[1:], (END, 0)), strict=True)
        for s in range(start + step, end + 1, step)
    ),
)
PLACES = len(UPTO)


def place(ms: Any) -> Any:
    """The place of a time (ms) on the grid, as an expression."""
    cases = [
        (ms > start, before + (ms - start + step - 1) / step)
        for start, step, before in reversed(STRETCHES)
    ]
    most = STRETCHES[-1]
    last = most[2] + (END * 1000 - most[0]) // most[1]
    return pw.Case(None, [(ms > END * 1000, last), *cases], 0)


def least(seconds: int) -> int:
    """The shortest time (ms) that is rounded up to so many seconds, which end a step."""
    return UPTO[UPTO.index(seconds) - 1] * 1000 + 1 if seconds else 0


class Spread(NamedTuple):
    """How many times there were, and how many at each place or before it, from place `first` on."""

    n: int
    upto: list[int]
    first: int


def spread(counts: Sequence[int], first: int) -> Spread:
    """The times of one span, as they are counted by place from `first` on."""
    upto = list(itertools.accumulate(counts))
    return Spread(upto[-1] if upto else 0, upto, first)


def ranked(times: Spread, percent: int) -> int | None:
    """The smallest time (s) that so many percent did not exceed; None of no times."""
    if not times.n:
        return None
    # Nearest rank.
    return UPTO[times.first + bisect_left(times.upto, -(-times.n * percent // 100))]


def within(times: Spread, seconds: int) -> float | None:
    """The share (0 … 1) that took no longer than so many seconds; None of no times.

    Exact when `seconds` is a whole step, as whole minutes up to two hours are.
    """
    if not times.n:
        return None
    at = bisect_right(UPTO, seconds) - times.first
    kept = times.upto[min(at, len(times.upto)) - 1] if at > 0 else 0
    return round(kept / times.n, 3)
