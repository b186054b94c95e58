"""What happened to tickets in a period: how many, and how many waited. Journal rows alone.

Every row counts in the group of its own service, counter, clerk, hour and day, so that groups
always add up to the whole; what happened at no counter stands in the group None. A row that was
undone counts nowhere, and neither does its undo.
"""

from __future__ import annotations

from typing import Any

import peewee as pw

from db.engine import database
from db.models import Day, Journal, Service, Ticket, Token
from db.statement import rows
from figures.period import HOUR, Period, before_turn, rows_of

BY = ("service", "field", "counter", "clerk", "hour", "day", "weekday", "class", "channel")
COUNTS = (
    "taken", "called", "served", "missed", "left", "expired", "unmeasured", "forgotten",
    "transferred", "voided", "unconfirmed", "quick", "overtakes", "reprints",
)  # fmt: skip
# Key of the tickets of no priority class; a class is named by a slug.
PLAIN = "-"

# Somebody stands in line from here on; `release` only of those who were held.
PLACED = ("take", "rejoin", "transfer", "add-service", "return", "release")
CALLED = ("call", "call-this")

# The row that gave a ticket its number: its sequence is the ticket's id.
_taken = Journal.alias("t")
_device = Token.select(Token.role).where(pw.Value("token:").concat(Token.id) == _taken.actor)
# How somebody came by a number; staff may take one for somebody on any of their own screens.
_CHANNEL = pw.Case(
    None,
    [
        (_taken.reason == "paper-list", "paper"),
        (_taken.detail.contains('"appointment":'), "appointment"),
        (pw.fn.COALESCE(_device, "").in_(["kiosk", "api"]), _device),
    ],
    "staff",
)


def key_of(by: str, period: Period, row: Any = Journal) -> Any:
    """The group of a journal row, as an expression."""
    match by:
        case "hour":
            return hour_of(row.wall, period)
        case "weekday":
            return weekday_of(row.day)
        case "field":
            return Service.field
        case "class":
            return pw.fn.COALESCE(Ticket.priority, PLAIN)
        case "channel":
            return _CHANNEL
        case _:
            return getattr(row, by)


def hour_of(wall: Any, period: Period) -> Any:
    """The hour of the office's day (0 … 23) of a wall time, as an expression."""
    hours = (wall + period.shift) / HOUR
    # Not `%`: peewee writes that as GLOB for SQLite.
    return hours - hours / 24 * 24


def weekday_of(day: Any) -> Any:
    """The weekday (0 Sunday … 6 Saturday, as SQLite counts) of a business day, as an expression."""
    return Day.select(pw.fn.strftime("%w", Day.date).cast("INTEGER")).where(Day.id == day)


def of_ticket(asked: Any, by: str, id: Any) -> Any:
    """The query with what the class or the channel of this ticket needs."""
    if by == "class":
        return asked.join(Ticket, on=(Ticket.id == id))
    return asked.join(_taken, on=(_taken.seq == id)) if by == "channel" else asked


def rows_by(by: str, period: Period, *columns: Any, subject: str = "ticket") -> Any:
    """The period's rows of one subject that hold, with what the grouping needs."""
    asked = Journal.select(*columns).where(rows_of(period, subject) & holds(period))
    if by == "field":
        # Back-office work is of no service, and so of no field.
        how = pw.JOIN.LEFT_OUTER if subject == "quick" else pw.JOIN.INNER
        asked = asked.join(Service, how, on=(Service.id == Journal.service))
    if subject == "ticket":
        asked = of_ticket(asked, by, Journal.ref.cast("INTEGER"))
    return asked.where(before_turn(period)) if by == "clerk" else asked


def holds(period: Period, row: Any = Journal) -> Any:
    """Rows that were not undone, nor are an undo themselves, as a condition on `row`."""
    undo = Journal.alias("u")
    undone = undo.select(undo.undoes).where(
        rows_of(period, "ticket", undo) & ~undo.undoes.is_null()
    )
    return row.undoes.is_null() & row.seq.not_in(undone)


def counts(by: str, period: Period) -> dict[Any, dict[str, int]]:
    """How many tickets were {"taken", "called", "served", …} in each group; legs, when several.

    `missed` ended as no-show: after a miss, by the end of the grace or of the day; `expired`
    ended with the day before they were called. `unmeasured` and `forgotten` are among `served`.
    `unconfirmed` ended while nobody knew whether their paper had ever come out: they are no
    no-shows and stand in no other count. `quick` is work without a number.
    """
    told: dict[Any, dict[str, int]] = {}
    for subject in ("ticket", "quick"):
        key = key_in(by, period, subject)
        columns = (key, Journal.action, Journal.before, Journal.flags, ~Journal.detail.is_null())
        found = rows_by(by, period, *columns, pw.fn.COUNT(Journal.seq), subject=subject)
        for group, action, before, flags, detailed, n in rows(found.group_by(*columns)):
            mine = told.setdefault(group, dict.fromkeys(COUNTS, 0))
            for name in _counted_as(action, before, flags.split(), bool(detailed)):
                mine[name] += n
    return told


def key_in(by: str, period: Period, subject: str) -> Any:
    """Work without a number has no class and came by no channel."""
    apart = subject == "quick" and by in ("class", "channel")
    return pw.SQL("NULL") if apart else key_of(by, period)


def _counted_as(action: str, before: str | None, flags: list[str], detailed: bool) -> list[str]:
    if action in ("expire", "void") and "unconfirmed" in flags:
        return ["unconfirmed"]
    if action == "expire":
        return ["missed" if before == "missed" else "expired"]
    if action == "finish":
        return ["served", *(f for f in ("unmeasured", "forgotten") if f in flags)]
    if action in CALLED:
        # A call's detail names those whom it passed.
        return ["called", *(["overtakes"] if detailed else [])]
    return {
        "take": ["taken"], "leave": ["left"], "transfer": ["transferred"], "void": ["voided"],
        "end": ["quick"], "reprint": ["reprints"],
    }.get(action, [])  # fmt: skip


def waiting(by: str, period: Period) -> tuple[dict[Any, tuple[int, int]], tuple[int, int]]:
    """(waiting at the end, most at once) in each group and in all.

    A line stands before no counter and no clerk: by these there is only the whole.
    """
    step = pw.Case(None, [(Journal.after == "waiting", 1)], -1)
    moves = (Journal.after == "waiting") | (Journal.before == "waiting")
    changed = pw.fn.COALESCE(Journal.before, "") != pw.fn.COALESCE(Journal.after, "")
    daily = dict.fromkeys(("hour", "weekday"), Journal.day)
    own = {**daily, "counter": None, "clerk": None}.get(by, key_of(by, period))
    moved = rows_by(
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
