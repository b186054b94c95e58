"""What the screens of the waiting rooms show besides lines: calls, figures, who serves what."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median
from typing import Any

import peewee as pw

from db.models import Announcement, Counter, CounterLine, Field, Need, Ticket
from db.statement import Statement, hole

PAUSE = 50  # times as long as counting took
FEWEST = 5  # of two or three waits nobody would know whether they are usual

LATEST = 30  # announcements; some screens show a part of them

_announced = (
    Announcement.select(
        Announcement.id, Announcement.number, Announcement.counter, Announcement.created_wall,
        Announcement.recall, Ticket.state, Ticket.id, Need.ticket,
    )
    .join(Ticket, on=(Ticket.id == Announcement.ticket))
    .join(Need, pw.JOIN.LEFT_OUTER, on=(Need.ticket == Ticket.id))
    .order_by(Announcement.id.desc())
)  # fmt: skip
_calls = Statement(
    # Who waits again, or fills in a form, is called nowhere: a transfer, a pass, an undo.
    _announced.where(
        (Announcement.day == hole("day")) & Ticket.state.not_in(["waiting", "held"])
    ).limit(LATEST)
)
_call_of = Statement(
    _announced.where(
        (Announcement.day == hole("day"))
        & (Announcement.ticket == hole("ticket"))
        # A call is younger than the number: what was announced before it is not looked through.
        & (Announcement.id > hole("ticket"))
    ).limit(1)
)
_in_hand = Statement(
    Counter.select(Counter.ticket).where(
        (Counter.retired == 0) & Counter.ticket.is_null(is_null=False)
    )
)

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


def calls(day_id: int) -> list[tuple[Any, ...]]:
    """The day's last announcements, and that of whoever still stands at a counter; newest first.

    (id, number, counter, wall, recall, ticket's state, ticket, ticket if it needs time).
    """
    last = _calls.all(day=day_id)
    if len(last) < LATEST:
        return last
    told = {row[6] for row in last}
    # Where little happens the others' calls would push it off its own screen.
    standing = [
        row
        for (ticket,) in _in_hand.all()
        if ticket not in told
        for row in _call_of.all(day=day_id, ticket=ticket)
    ]
    return last + sorted(standing, reverse=True)


class Figures:
    """The open figures of a day, for screens that are drawn up to twenty times a second.

    They are counted through all its numbers, so never for more than a fiftieth of the time: on a
    day of a thousand they are as good as new, on one of a hundred thousand some seconds old.
    `month` are those of the last published month, as the background has read them.
    """

    month: dict[str, Any] | None = None

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
