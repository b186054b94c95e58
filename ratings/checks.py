"""Ratings that a person should look at: patterns of a clerk's day, named and never judged.

Each check counts per clerk and day, from what is kept after the close, so that what it tells leads
to no answer. What is named stays in the journal; whether it counts is a person's word
(tickets/exclusions.py). What no check can see: docs/ratings.md.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

import peewee as pw

import office
from db.models import Journal, OpenRating, OwnPress, Rating
from db.statement import Statement, hole, rows
from db.transaction import Transaction
from ratings.asked import Asked

MINUTE = 60_000
# Answers kept of a clerk's day: {half: (how many, of these the best level)}.
Cells = Mapping[str, tuple[int, int]]
Limits = Mapping[str, int]

SESSION, MACHINE = "session", "machine"
OWN = (SESSION, MACHINE)

_count_own = Statement(
    OwnPress.insert(day=hole("day"), clerk=hole("clerk"), kind=hole("kind"), n=1).on_conflict(
        conflict_target=[OwnPress.day, OwnPress.clerk, OwnPress.kind],
        update={OwnPress.n: OwnPress.n + 1},
    )
)
_whose = Statement(
    OpenRating.select(OpenRating.day, OpenRating.clerk).where(OpenRating.id == hole("id"))
)


class Named(NamedTuple):
    """A check names a clerk's day: `n` of what it counts, `of` all answers."""

    clerk: str
    check: str
    n: int
    of: int


def from_own_side(tx: Transaction, rating: str, kind: str) -> None:
    """This answer came from the clerk's own session or machine: counted, and taken all the same."""
    day, clerk = _whose.one(id=rating) or (0, "")
    _count_own(day=day, clerk=clerk, kind=kind)


def name(tx: Transaction, day: int, asked: list[Asked]) -> dict[str, int]:
    """At the close: writes down what each check names; the thresholds by which it did."""
    limits: dict[str, int] = office.setting("checks")
    for found in judge(asked, _cells(day), _own(day), limits):
        told = {"n": found.n, "of": found.of}
        tx.append(
            "check", found.clerk, "named", "hall", clerk=found.clerk, reason=found.check,
            detail=json.dumps(told),
        )  # fmt: skip
    return limits


def judge(
    asked: Iterable[Asked],
    cells: Mapping[str, Cells],
    own: Mapping[str, Mapping[str, int]],
    limits: Limits,
) -> list[Named]:
    """What each check names of one day, by clerk; `own` is {clerk: {kind: presses}}."""
    by_clerk: dict[str, list[Asked]] = defaultdict(list)
    for each in asked:
        by_clerk[each.clerk].append(each)
    named = []
    for clerk, mine in sorted(by_clerk.items()):
        answered = [each for each in mine if each.at is not None]
        for check, count in CHECKS.items():
            if n := count(mine, cells.get(clerk, {}), limits):
                named.append(Named(clerk, check, n, len(answered)))
        for kind in OWN:
            n = own.get(clerk, {}).get(kind, 0)
            if n and n >= limits["own_n"] > 0:
                named.append(Named(clerk, kind, n, len(answered)))
    return named


def short(mine: list[Asked], cells: Cells, limits: Limits) -> int:
    """Services too short to be one, and rated best: as many as their half-day's share of best.

    Which of its answers belong to them nobody knows; so many of them would by chance.
    """
    expected = 0.0
    for half, (n, best) in cells.items():
        few = [
            each for each in mine
            if each.at is not None and half in (each.half, "day")
            and each.service is not None and each.service < limits["short_s"] * 1000
        ]  # fmt: skip
        expected += min(len(few), n) * best / n
    return int(expected) if expected >= limits["short_n"] > 0 else 0


def burst(mine: list[Asked], cells: Cells, limits: Limits) -> int:
    """The most answers at one counter within `burst_min`, when they are more than `burst_n`."""
    most = 0
    for counter in {each.counter for each in mine}:
        times = _times(each for each in mine if each.counter == counter)
        first = 0
        for last, at in enumerate(times):
            while at - times[first] > limits["burst_min"] * MINUTE:
                first += 1
            most = max(most, last - first + 1)
    return most if most > limits["burst_n"] > 0 else 0


def perfect(mine: list[Asked], cells: Cells, limits: Limits) -> int:
    """Everybody answered, and everybody the best: so many, from `perfect_n` on."""
    n = sum(many for many, _ in cells.values())
    spotless = n == len(mine) == sum(best for _, best in cells.values())
    return n if spotless and n >= limits["perfect_n"] > 0 else 0


def equal(mine: list[Asked], cells: Cells, limits: Limits) -> int:
    """Answers one after another at intervals that differ by `equal_s` at most: the longest run."""
    times = _times(mine)
    gaps = [late - early for early, late in pairwise(times)]
    most, first = 0, 0
    for last in range(len(gaps)):
        while max(gaps[first : last + 1]) - min(gaps[first : last + 1]) > limits["equal_s"] * 1000:
            first += 1
        most = max(most, last - first + 1)
    return most if most >= limits["equal_n"] > 0 else 0


CHECKS: dict[str, Callable[[list[Asked], Cells, Limits], int]] = {
    "short": short, "burst": burst, "perfect": perfect, "equal": equal,
}  # fmt: skip


def _times(asked: Iterable[Asked]) -> list[int]:
    return sorted(each.at for each in asked if each.at is not None)


def _cells(day: int) -> dict[str, dict[str, tuple[int, int]]]:
    """What is kept of the day by clerk and half-day; the few that went into their week are not."""
    best = pw.fn.SUM(pw.Case(None, [(Rating.level == Rating.scale, 1)], 0))
    found = (
        Rating.select(Rating.clerk, Rating.half, pw.fn.COUNT(Rating.key), best)
        .where((Rating.day == day) & (Rating.half != "week"))
        .group_by(Rating.clerk, Rating.half)
    )
    told: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    for clerk, half, n, top in rows(found):
        told[clerk][half] = (n, top)
    return told


def _own(day: int) -> dict[str, dict[str, int]]:
    told: dict[str, dict[str, int]] = defaultdict(dict)
    mine = OwnPress.select(OwnPress.clerk, OwnPress.kind, OwnPress.n).where(OwnPress.day == day)
    for clerk, kind, n in rows(mine):
        told[clerk][kind] = n
    return told


def listed(first: int, last: int) -> list[dict[str, Any]]:
    """What was named of these days (ids): {"day", "clerk", "check", "n", "of"}, newest first."""
    found = (
        Journal.select(Journal.day, Journal.clerk, Journal.reason, Journal.detail)
        .where((Journal.subject == "check") & Journal.day.between(first, last))
        .order_by(Journal.seq.desc())
    )
    told: dict[tuple[Any, ...], dict[str, Any]] = {}
    for day, clerk, check, detail in rows(found):
        # Of a day that was closed twice the last word counts.
        told.setdefault(
            (day, clerk, check), {"day": day, "clerk": clerk, "check": check, **json.loads(detail)}
        )
    return list(told.values())
