"""The cells of some business days, counted from the journal row by row."""

from __future__ import annotations

from typing import Any, NamedTuple

from figures import passages, scores, spans
from figures.cell import Cell, made
from figures.period import Period

Cells = dict[Any, Cell]


class Counted(NamedTuple):
    """The cell of each group and of all; how many wait at the end in each, and in all."""

    groups: Cells
    whole: Cell
    waiting: dict[Any, int]
    left: int


def counted(by: str, period: Period) -> Counted:
    """What happened in the period by one of passages.BY.

    Live of the open day, but by clerk only up to its turn, as its ratings are by anything. None is
    a group as well: what was done at no counter, by no clerk, under no number.
    """
    counts, times = passages.counts(by, period), spans.times(by, period)
    waiting, (left, top) = passages.waiting(by, period)
    asked, levels = scores.asked(by, period), scores.levels(by, period)
    # Answers that keep no such group belong to the whole alone.
    apart = made({}, {}, levels.pop(None, {}), 0)
    told: Cells = {}
    for key in {*counts, *asked, *levels}:
        places, in_time = times.get(key, spans.NONE)
        many = {**counts.get(key, {}), **asked.get(key, {}), "in_time": in_time}
        told[key] = made(many, places, levels.get(key, {}), waiting.get(key, (0, 0))[1])
    whole = Cell(sum(cell.sums for cell in told.values()) + apart.sums, top)
    return Counted(told, whole, {key: n for key, (n, _) in waiting.items()}, left)
