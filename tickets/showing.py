"""What the screens of the waiting rooms show besides calls and lines: figures, who serves what."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

from db.models import Counter, CounterLine, Field, Ticket
from db.statement import Statement, hole

PAUSE = 50  # times as long as counting took
FEWEST = 5  # of two or three waits nobody would know whether they are usual

_visits = Statement(
    Ticket.select(Ticket.state, Ticket.joined, Ticket.called_hall).where(Ticket.day == hole("day"))
)
_served_by = Statement(
    CounterLine.select(CounterLine.counter, CounterLine.field)
    .join(Counter, on=(Counter.n == CounterLine.counter))
    .join_from(CounterLine, Field, on=(Field.id == CounterLine.field))
    .where((Counter.retired == 0) & (Field.retired == 0))
    .order_by(CounterLine.counter, CounterLine.offset, Field.position)
)


class Figures:
    """The open figures of a day, for screens that are drawn up to twenty times a second.

    They are counted through all its numbers, so never for more than a fiftieth of the time: on a
    day of a thousand they are as good as new, on one of a hundred thousand some seconds old.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._day, self._told, self._not_before = 0, dict[str, int | None](), 0.0

    def of(self, day_id: int) -> dict[str, int | None]:
        """As `figures` gives them, now or a little while ago."""
        began = self._clock()
        if day_id != self._day or began >= self._not_before:
            self._day, self._told = day_id, figures(day_id)
            self._not_before = began + PAUSE * (self._clock() - began)
        return self._told


def figures(day_id: int) -> dict[str, int | None]:
    """{"taken", "served", "wait_min"} of one business day.

    `wait_min`: half of those called so far had waited no longer, in whole minutes, at least 1; None
    for fewer than FEWEST of them.
    """
    visits = [row for row in _visits.all(day=day_id) if row[0] != "void"]
    waits = [
        called - joined
        for state, joined, called in visits
        if state in ("called", "serving", "served") and called is not None and called >= joined
    ]
    return {
        "taken": len(visits),
        "served": sum(state == "served" for state, _, _ in visits),
        "wait_min": max(1, round(median(waits) / 60_000)) if len(waits) >= FEWEST else None,
    }


def fields_by_counter() -> dict[int, list[str]]:
    """The fields that each counter serves, its own before those that it helps with."""
    found: dict[int, list[str]] = {}
    for n, field in _served_by.all():
        found.setdefault(n, []).append(field)
    return found
