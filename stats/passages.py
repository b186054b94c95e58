"""What happened to tickets in a period: how many, how long, how many waited. Journal rows alone.

Every row counts in the group of its own service, counter, clerk, hour and day, so that groups
always add up to the whole; what happened at no counter stands in the group None.
"""

from __future__ import annotations

from typing import Any

import peewee as pw

from db.engine import database
from db.models import Journal, Service
from db.statement import rows
from stats.period import HOUR, Period, before_turn, rows_of

BY = ("service", "field", "counter", "clerk", "hour", "day")
SPANS = {"call": "wait", "start": "walk", "finish": "service"}
COUNTS = ("taken", "called", "served", "missed", "left", "expired", "unmeasured", "forgotten")

# A span lasts from the row before it in this list's rows of one ticket: place, call, start, end.
_STEPS = ("take", "rejoin", *SPANS)


def key_of(by: str, period: Period, row: Any = Journal) -> Any:
    """The group of a journal row, as an expression."""
    if by == "hour":
        return hour_of(row.wall, period)
    return Service.field if by == "field" else getattr(row, by)


def hour_of(wall: Any, period: Period) -> Any:
    """The hour of the office's day (0 … 23) of a wall time, as an expression."""
    hours = (wall + period.shift) / HOUR
    # Not `%`: peewee writes that as GLOB for SQLite.
    return hours - hours / 24 * 24


def _rows(by: str, period: Period, *columns: Any) -> Any:
    """The period's ticket rows, with what the grouping needs."""
    asked = Journal.select(*columns).where(rows_of(period, "ticket"))
    if by == "field":
        asked = asked.join(Service, on=(Service.id == Journal.service))
    return asked.where(before_turn(period)) if by == "clerk" else asked


def counts(by: str, period: Period) -> dict[Any, dict[str, int]]:
    """How many tickets were {"taken", "called", "served", …} in each group.

    `missed` ended as no-show: after a miss, by the end of the grace or of the day; `expired`
    ended with the day before they were called. `unmeasured` and `forgotten` are among `served`.
    """
    columns = (key_of(by, period), Journal.action, Journal.before, Journal.flags)
    found = _rows(by, period, *columns, pw.fn.COUNT(Journal.seq)).group_by(*columns)
    told: dict[Any, dict[str, int]] = {}
    for key, action, before, flags, n in rows(found):
        mine = told.setdefault(key, dict.fromkeys(COUNTS, 0))
        for name in _counted_as(action, before, flags.split()):
            mine[name] += n
    return told


def _counted_as(action: str, before: str | None, flags: list[str]) -> list[str]:
    if action == "expire":
        return ["missed" if before == "missed" else "expired"]
    if action == "finish":
        return ["served", *(f for f in ("unmeasured", "forgotten") if f in flags)]
    return {"take": ["taken"], "call": ["called"], "leave": ["left"]}.get(action, [])


def spans(by: str, period: Period) -> tuple[dict[Any, dict[str, Any]], dict[str, Any]]:
    """How long it took, in each group and in all.

    {"wait", "walk", "service"}, each with {"n", "median_ms", "p90_ms"}; missing when none was.
    wait: take or rejoin → call; walk: call → start; service: start → finish; by hall time.
    Median and p90 are nearest-rank: the smallest time that at least 50 % (90 %) did not exceed,
    so each is a time that somebody really had. Of an `unmeasured` leg neither walk nor service
    is a measurement, of a `forgotten` one service is not: they are left out.
    """
    began = pw.fn.LAG(Journal.hall).over(partition_by=[Journal.ref], order_by=[Journal.seq])
    steps = _rows(
        by, period, key_of(by, period).alias("g"), Journal.action.alias("step"),
        Journal.flags.alias("flags"), (Journal.hall - began).alias("took"),
    ).where(Journal.action.in_(_STEPS))  # fmt: skip
    ranked = _ranked(steps.alias("s")).alias("r")
    r = ranked.c
    times = [_reached(upto, r.took, share) for upto in (r.upto, r.upto_all) for share in (0.5, 0.9)]
    found = pw.Select([ranked], [r.g, r.step, pw.fn.COUNT(r.took), *times])
    return _told(rows(found.group_by(r.g, r.step).bind(database)))


def _ranked(steps: Any) -> Any:
    """Every measured span, and the share of its group and of all that did not exceed it."""
    s = steps.c
    measured = s.step.in_(list(SPANS)) & ~(
        ((s.step != "call") & s.flags.contains("unmeasured"))
        | ((s.step == "finish") & s.flags.contains("forgotten"))
    )
    upto = pw.fn.CUME_DIST()
    return pw.Select([steps], [
        s.g, s.step, s.took,
        upto.over(partition_by=[s.step, s.g], order_by=[s.took]).alias("upto"),
        upto.over(partition_by=[s.step], order_by=[s.took]).alias("upto_all"),
    ]).where(measured)  # fmt: skip


def _reached(upto: Any, took: Any, share: float) -> Any:
    """The smallest time that this share of its group (0 … 1) did not exceed."""
    return pw.fn.MIN(pw.Case(None, [(upto >= share, took)]))


def _told(found: list[tuple[Any, ...]]) -> tuple[dict[Any, dict[str, Any]], dict[str, Any]]:
    groups: dict[Any, dict[str, Any]] = {}
    whole: dict[str, Any] = {}
    for key, step, n, median, p90, median_all, p90_all in found:
        span = SPANS[step]
        groups.setdefault(key, {})[span] = {"n": n, "median_ms": median, "p90_ms": p90}
        every = whole.setdefault(span, {"n": 0, "median_ms": median_all, "p90_ms": p90_all})
        every["n"] += n
        # Each group tells the smallest of its own; the smallest of these is that of all.
        every["median_ms"] = _smaller(every["median_ms"], median_all)
        every["p90_ms"] = _smaller(every["p90_ms"], p90_all)
    return groups, whole


def _smaller(a: int | None, b: int | None) -> int | None:
    return min((x for x in (a, b) if x is not None), default=None)


def waiting(by: str, period: Period) -> tuple[dict[Any, tuple[int, int]], tuple[int, int]]:
    """(waiting at the end, most at once) in each group and in all.

    A line stands before no counter and no clerk: by these there is only the whole.
    """
    step = pw.Case(None, [(Journal.after == "waiting", 1)], -1)
    moves = (Journal.after == "waiting") | (Journal.before == "waiting")
    changed = pw.fn.COALESCE(Journal.before, "") != pw.fn.COALESCE(Journal.after, "")
    own = {"hour": Journal.day, "counter": None, "clerk": None}.get(by, key_of(by, period))
    moved = _rows(
        by, period, key_of(by, period).alias("g"), step.alias("step"),
        pw.fn.SUM(step).over(
            partition_by=[own] if own is not None else [], order_by=[Journal.seq]
        ).alias("level"),
        pw.fn.SUM(step).over(order_by=[Journal.seq]).alias("level_all"),
    ).where(moves & changed).alias("w")  # fmt: skip
    w = moved.c
    top, top_all = (
        pw.fn.MAX(pw.Case(None, [(w.step < 0, level + 1)], level))
        for level in (w.level, w.level_all)
    )
    found = rows(
        pw.Select([moved], [w.g, pw.fn.SUM(w.step), top, top_all])
        .group_by(w.g).bind(database)
    )  # fmt: skip
    whole = (sum(row[1] for row in found), max((row[3] for row in found), default=0))
    alone = by in ("counter", "clerk")
    return {} if alone else {row[0]: (row[1], row[2]) for row in found}, whole
