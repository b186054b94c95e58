"""The days gone by: who came in each hour, who of them waited too long, and which counters worked.

Whoever went home without being called came as well, and has waited too long.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import office
from db.models import Day, Journal, Service
from db.statement import rows
from figures import Period
from figures.passages import CALLED, holds, hour_of
from figures.period import rows_of

# Of one business day.
Hour = tuple[int, int]
# {field: people} of each hour.
Crowds = dict[Hour, Counter[str]]
NOBODY: Counter[Any] = Counter()


class GoneBy(NamedTuple):
    """What a period was like; everybody stands in the hour in which they took their number.

    `late` were not called within the target, `home` never. `called` is {counter: people} of each
    hour, `at_work` {counter: first and last hour in which it called} of each day.
    """

    come: Crowds
    late: Crowds
    home: Crowds
    called: dict[Hour, Counter[int]]
    at_work: dict[int, dict[int, tuple[int, int]]]

    def working(self, day: int, hour: int) -> list[int]:
        """The counters that were at work then: between their first call of the day and the last."""
        at_work = self.at_work.get(day, {}).items()
        return [n for n, (first, last) in at_work if first <= hour <= last]


class _Taken(NamedTuple):
    """A number: where its holder counts, and when (wall ms) they took it."""

    at: Hour
    field: str
    wall: int


def gone_by(period: Period) -> GoneBy:
    """What the journal tells of these days; a number that was made void is nobody who came."""
    told = GoneBy({}, {}, {}, {}, {})
    fields = dict(rows(Service.select(Service.id, Service.field)))
    target, breaks = office.rule("wait_target_min") * 60_000, _breaks(period)
    waiting: dict[str, _Taken] = {}
    for ref, action, day, hour, wall, service, counter in _passages(period):
        if action == "take":
            waiting[ref] = _Taken((day, hour), fields.get(service, ""), wall)
            _count(told.come, waiting[ref])
        elif action == "expire" and ref in waiting:
            _count(told.late, waiting[ref])
            _count(told.home, waiting.pop(ref))
        elif action in CALLED:
            _work(told, day, hour, counter)
            one = waiting.pop(ref, None)
            if one and target and _open_time(one.wall, wall, breaks.get(day, [])) > target:
                _count(told.late, one)
    return told


def _passages(period: Period) -> Iterator[tuple[Any, ...]]:
    asked = Journal.select(
        Journal.ref, Journal.action, Journal.day, hour_of(Journal.wall, period), Journal.wall,
        Journal.service, Journal.counter,
    ).where(
        rows_of(period, "ticket") & holds(period)
        & Journal.action.in_(["take", "expire", *CALLED])
        # Nobody knows whether their paper ever came out.
        & ~((Journal.action == "expire") & Journal.flags.contains("unconfirmed"))
    )  # fmt: skip
    yield from rows(asked.order_by(Journal.seq))


def _count(crowds: Crowds, one: _Taken) -> None:
    crowds.setdefault(one.at, Counter())[one.field] += 1


def _work(told: GoneBy, day: int, hour: int, counter: int) -> None:
    told.called.setdefault((day, hour), Counter())[counter] += 1
    mine = told.at_work.setdefault(day, {})
    mine[counter] = (mine.get(counter, (hour, hour))[0], hour)


def _breaks(period: Period) -> dict[int, list[list[int]]]:
    found = rows(Day.select(Day.id, Day.breaks).where(Day.id.in_(list(period.days))))
    return {id: json.loads(breaks or "[]") for id, breaks in found}


def _open_time(since: int, until: int, breaks: list[list[int]]) -> int:
    """So much of this time (wall ms) as did not lie in a break of the day."""
    return until - since - sum(max(0, min(until, to) - max(since, at)) for at, to in breaks)
