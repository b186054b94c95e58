"""Which rows a question about business days is about, and how far some figures may go."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import peewee as pw

from db.models import Day, Journal, Rating
from db.statement import rows
from office import hours
from tickets import Moment

HOUR = 3_600_000


class Period(NamedTuple):
    """Business days from one date to another; ids and sequences are 0 when there are none.

    `turn` is the wall time (ms) up to which the open day may be told apart by clerk, and its
    ratings be averaged: its noon once that is past, else 0. `shift` is the office's offset from
    UTC (ms) on the last date: hours of the day are counted with it.
    """

    begin: str
    end: str
    days: dict[int, str]
    first: int
    last: int
    since: int
    until: int
    open_day: int
    turn: int
    shift: int
    cut_week: int


def between(begin: dt.date, end: dt.date, moment: Moment) -> Period:
    """The business days of these dates, both included."""
    dates = (begin.isoformat(), end.isoformat())
    found = rows(
        Day.select(Day.id, Day.date, Day.state, Day.opened_seq)
        .where(Day.date.between(*dates))
        .order_by(Day.id)
    )
    running = next((row for row in found if row[2] == "open"), None)
    noon = hours.noon(running[1], moment.machine) if running else 0
    zone = ZoneInfo(moment.machine.timezone)
    shift = dt.datetime.combine(end, dt.time(12), zone).utcoffset() or dt.timedelta()
    return Period(
        begin=dates[0], end=dates[1], days={row[0]: row[1] for row in found},
        first=found[0][0] if found else 0, last=found[-1][0] if found else 0,
        since=found[0][3] if found else 0, until=_end_of(found[-1][0]) if found else 0,
        open_day=running[0] if running else 0, turn=noon if moment.wall >= noon else 0,
        shift=int(shift.total_seconds() * 1000), cut_week=_cut_week(found),
    )  # fmt: skip


def part(period: Period, first: int, last: int) -> Period:
    """The days of a period from one id to another; what may be told of them stays as it was."""
    ((since,),) = rows(Day.select(Day.opened_seq).where(Day.id == first))
    days = {id: date for id, date in period.days.items() if first <= id <= last}
    return period._replace(days=days, first=first, last=last, since=since, until=_end_of(last))


def _end_of(last: int) -> int:
    """The sequence that no row of day `last` reaches.

    A service may end a day later (`forgotten_after_min` is a day at most), so the next day's
    rows may stand among the last one's, those of the day after that never.
    """
    later = Day.select(Day.opened_seq).where(Day.id > last).order_by(Day.id).offset(1).first()
    return later.opened_seq if later else 2**62


def _cut_week(found: list[tuple[Any, ...]]) -> int:
    """The first day of the week that the period's end cuts in two; 0 if it cuts none.

    Answers that were too few for a day stand under the first day of their week: they belong to
    the whole week or to nothing.
    """
    if not found:
        return 0
    last = dt.date.fromisoformat(found[-1][1])
    monday = last - dt.timedelta(days=last.weekday())
    edges = (monday.isoformat(), (monday + dt.timedelta(days=6)).isoformat())
    week = rows(Day.select(Day.id).where(Day.date.between(*edges)).order_by(Day.id))
    return week[0][0] if week[-1][0] > found[-1][0] else 0


def rows_of(period: Period, subject: str, row: Any = Journal) -> Any:
    """The journal rows of one subject in the period, as a condition on `row`."""
    # coalesce() keeps SQLite from its index by subject, which holds every day there ever was.
    return (
        (row.seq >= period.since)
        & (row.seq < period.until)
        & row.day.between(period.first, period.last)
        & (pw.fn.COALESCE(row.subject, "") == subject)
    )


def before_turn(period: Period, row: Any = Journal) -> Any:
    """The rows that may be told apart by clerk, as a condition on `row`."""
    return (row.day != period.open_day) | (row.wall < period.turn)


def rated(period: Period) -> Any:
    """The answers that may be averaged now, as a condition on Rating."""
    turned = (Rating.half == "am") if period.turn else pw.SQL("1 = 0")
    return (
        Rating.day.between(period.first, period.last)
        & Rating.excluded.is_null()
        & ((Rating.day != period.open_day) | turned)
        & ((Rating.half != "week") | (Rating.day != period.cut_week))
    )
