"""How long it took in a period: waits, walks, services, work without a number. Journal rows alone.

Each time stands in the group of the row that ended it, on a place of the grid (`figures.grid`).
"""

from __future__ import annotations

from typing import Any, NamedTuple

import peewee as pw

import office
from db.engine import database
from db.models import Journal, Service
from db.statement import rows
from figures import grid
from figures.passages import CALLED, PLACED, hour_of, key_in, key_of, rows_by
from figures.period import Period, rows_of

# `wait_open` is the wait without the hours between two sessions of the day, when nobody serves.
SPANS = ("wait", "wait_open", "walk", "service", "work")

# A span lasts from the row before it in this list's rows of one ticket: place, call, start, end.
_STEPS = (*PLACED, *CALLED, "start", "hold", "resume", "finish")
_ENDS = {"call": "wait", "call-this": "wait", "start": "walk", "finish": "service", "end": "work"}
# How much (ms) of the time from `since` to `wall` lay in a break of the day.
_IN_BREAKS = pw.SQL(
    "(SELECT COALESCE(SUM(MAX(0, MIN(p.wall, b.value ->> 1) - MAX(p.since, b.value ->> 0))), 0)"
    " FROM day, json_each(day.breaks) AS b WHERE day.id = p.day)"
)


class Times(NamedTuple):
    """{span: {place on the grid: how many}}; how many services took no longer than is usual."""

    places: dict[str, dict[int, int]]
    in_time: int


NONE = Times({}, 0)


def times(by: str, period: Period) -> dict[Any, Times]:
    """How long it took in each group.

    wait: from standing in line (again) → call; walk: call → start; service: start → finish
    without the time somebody was held; work: quick work from begin to end; by hall time.
    Of an `unmeasured` leg neither walk nor service is a measurement, of a `forgotten` one service
    is not, of an `unconfirmed` ticket the wait is not: they are left out.
    """
    steps = (_steps(by, period) + _works(by, period)).alias("s")
    s = steps.c
    at, open_at = grid.place(s.took).alias("at"), grid.place(s.open).alias("open_at")
    columns = [s.g, s.step, at, open_at, s.in_time]
    found = pw.Select([steps], [*columns, pw.fn.COUNT(s.took)]).where(_measured(s))
    told: dict[Any, Times] = {}
    for group, step, place, open_place, in_time, n in rows(
        found.group_by(s.g, s.step, at, open_at, s.in_time).bind(database)
    ):
        places, already = told.get(group, Times({}, 0))
        _add(places, _ENDS[step], place, n)
        if step == "call":
            _add(places, "wait_open", open_place, n)
        told[group] = Times(places, already + n * in_time)
    return told


def _add(places: dict[str, dict[int, int]], span: str, place: int, n: int) -> None:
    mine = places.setdefault(span, {})
    mine[place] = mine.get(place, 0) + n


def _steps(by: str, period: Period) -> Any:
    """Each step of each ticket, with the time since the one before it; of a finish all spans."""
    step = _stepped(by, period, Journal.seq.alias("seq")).alias("p")
    p = step.c
    served = pw.fn.SUM(pw.Case(None, [(p.step.in_(["hold", "finish"]), p.took)], 0)).over(
        partition_by=[p.ref, p.stay], order_by=[p.seq]
    )
    took = pw.Case(None, [(p.step == "finish", served)], p.took)
    named = pw.Case(None, [(p.step == "call-this", "call")], p.step)
    opened = pw.Case(None, [(p.step.in_(CALLED), pw.fn.MAX(0, p.took - _IN_BREAKS))], p.took)
    percent = office.rule("service_late_percent")
    in_time = pw.Case(None, [(p.step == "finish", served <= p.minutes * 600 * percent)], 0)
    return pw.Select(
        [step],
        [p.g, named.alias("step"), p.flags, took.alias("took"), opened.alias("open"),
         in_time.alias("in_time")],
    )  # fmt: skip


def _stepped(by: str, period: Period, *more: Any) -> Any:
    """The steps in order: `took` since the one before, `stay` in line so many times."""
    in_order: dict[str, Any] = {"partition_by": [Journal.ref], "order_by": [Journal.seq]}
    last, since = (pw.fn.LAG(time).over(**in_order) for time in (Journal.hall, Journal.wall))
    begun = pw.fn.SUM(pw.Case(None, [(Journal.action.in_(PLACED), 1)], 0)).over(**in_order)
    stands = (Journal.action != "release") | (Journal.before == "held")
    each = Service.alias("each")  # by field the query has services of its own
    usual = each.select(each.minutes).where(each.id == Journal.service)
    return rows_by(
        by, period, key_of(by, period).alias("g"), Journal.ref.alias("ref"),
        Journal.action.alias("step"), Journal.flags.alias("flags"), Journal.day.alias("day"),
        (Journal.hall - last).alias("took"), begun.alias("stay"), since.alias("since"),
        Journal.wall.alias("wall"), usual.alias("minutes"), *more,
    ).where(Journal.action.in_(_STEPS) & stands)  # fmt: skip


def longest_waits(period: Period, seconds: int) -> Any:
    """Every measured wait of so many seconds on the grid, the most of the period, to select from.

    (ref, took: ms, counter, wall: ms of the call). Nobody waits longer than since their number was
    given: only those are followed step by step for whom that is long enough, of thousands some.
    """
    given = Journal.alias("given")
    called = rows_of(period, "ticket") & Journal.action.in_(CALLED)
    long_ago = Journal.hall - given.hall >= grid.least(seconds)
    some = Journal.select(Journal.ref).join(given, on=(given.seq == Journal.ref.cast("INTEGER")))
    steps = _stepped("day", period, Journal.counter.alias("counter"))
    step = steps.where(Journal.ref.in_(some.where(called & long_ago))).alias("p")
    p = step.c
    return pw.Select([step], [p.ref, p.took, p.counter, p.wall]).where(
        p.step.in_(CALLED) & ~p.flags.contains("unconfirmed")
    )


def waits_from(period: Period) -> Any:
    """Every measured wait, counted: (hour in which it began, its places on the grid, how many)."""
    step = _stepped("day", period).alias("p")
    p = step.c
    hour = hour_of(p.since, period).alias("hour")
    at = grid.place(p.took).alias("at")
    open_at = grid.place(pw.fn.MAX(0, p.took - _IN_BREAKS)).alias("open_at")
    asked = pw.Select([step], [hour, at, open_at, pw.fn.COUNT(p.took)]).where(
        p.step.in_(CALLED) & ~p.flags.contains("unconfirmed")
    )
    return asked.group_by(hour, at, open_at).bind(database)


def _works(by: str, period: Period) -> Any:
    """Quick work, with the time since its begin; one that nobody ended is no measurement."""
    last = pw.fn.LAG(Journal.hall).over(partition_by=[Journal.ref], order_by=[Journal.seq])
    took = Journal.hall - last
    return rows_by(
        by, period, key_in(by, period, "quick"), Journal.action,
        pw.fn.COALESCE(Journal.reason, ""), took, took, pw.Value(0), subject="quick",
    )  # fmt: skip


def _measured(s: Any) -> Any:
    return s.step.in_(list(_ENDS)) & ~(
        ((s.step == "call") & s.flags.contains("unconfirmed"))
        | (s.step.in_(["start", "finish"]) & s.flags.contains("unmeasured"))
        | ((s.step == "finish") & s.flags.contains("forgotten"))
        | ((s.step == "end") & (s.flags != ""))
    )
