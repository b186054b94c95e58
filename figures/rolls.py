"""Keeps the figures of closed days and of months that are over; the one place that writes them.

A day is counted once it is closed, a month once a day of a later one has begun. Whatever happens
to such a day afterwards (a service that ends at night, an answer that is left out) takes it out in
its own transaction, and until it has been counted again its figures come from the journal: slower,
and never wrong.
"""

from __future__ import annotations

import datetime as dt
import itertools
import zlib
from collections.abc import Iterator

import peewee as pw

import office
from db.models import Day, Figure, Rolled, Service
from db.statement import Statement, rows
from db.transaction import Transaction
from figures.arrivals import arrivals
from figures.calls import calls
from figures.cell import LAYOUT, Cell, packed, unpacked
from figures.counted import counted
from figures.passages import BY
from figures.period import between, part
from ratings import reasons
from tickets import Moment

# One row of a day or month, its key "": everything.
ALL = "all"
# A row for each rule or reason and clerk (figures/calls.py).
CALLS = "call"
# A row for each hour in which somebody came (figures/arrivals.py).
ARRIVALS = "arrival"
Groups = dict[tuple[str, str], Cell]
_usual = Statement(Service.select(Service.id, Service.minutes))


def layout(timezone: str) -> str:
    """How days were counted.

    By another program, in another zone, with other reasons that are nothing a clerk can help, or
    other services that take too long, their figures are others.
    """
    spared = sorted(each["code"] for each in reasons.known() if not each["of_clerk"])
    return f"{LAYOUT} {timezone} {','.join(spared)} {_long_from()}"


def _long_from() -> str:
    """From how many percent of which minutes on a service is long: `200:3f2a91c0`."""
    usual = ",".join(f"{id}={minutes}" for id, minutes in sorted(_usual.all()))
    return f"{office.rule('service_late_percent')}:{zlib.crc32(usual.encode()):08x}"


Days = list[tuple[int, str]]


def is_missing(moment: Moment) -> bool:
    """Whether a day or a month is still to be counted."""
    return next(_missing(layout(moment.machine.timezone)), None) is not None


def keep_next(tx: Transaction) -> None:
    """Counts one day or month that is not kept yet, if there is one.

    One at a time, the latest first: people at counters wait for the writer too.
    """
    moment = Moment(tx.now, tx.wall, tx.machine)
    span, days = next(_missing(layout(tx.machine.timezone)), ("", []))
    if span == "day":
        _write(span, days, _of_day(*days[0], moment), moment)
    elif span == "month":
        _write(span, days, _of_days([id for id, _ in days]), moment)


def _missing(wanted: str) -> Iterator[tuple[str, Days]]:
    known = set(rows(Rolled.select(Rolled.span, Rolled.first).where(Rolled.layout == wanted)))
    closed = rows(Day.select(Day.id, Day.date).where(Day.state == "closed").order_by(Day.id))
    for day in reversed(closed):
        if ("day", day[0]) not in known:
            yield "day", [day]
    ((latest,),) = rows(Day.select(pw.fn.MAX(Day.date)))
    for month, days in itertools.groupby(closed, lambda day: day[1][:7]):
        whole = list(days)
        if month < latest[:7] and ("month", whole[0][0]) not in known:
            yield "month", whole


def _of_day(id: int, date: str, moment: Moment) -> Groups:
    on = dt.date.fromisoformat(date)
    period = part(between(on, on, moment)._replace(cut_week=0), id, id)
    told: Groups = {}
    for by in BY:
        groups, whole, *_ = counted(by, period)
        if by == "day":
            told[ALL, ""] = whole
        else:
            told |= {(by, "" if key is None else str(key)): c for key, c in groups.items()}
    told |= {(ARRIVALS, str(hour)): cell for hour, cell in arrivals(period).items()}
    return told | {(CALLS, key): cell for key, cell in calls(period).items()}


def _of_days(days: list[int]) -> Groups:
    """Adds up what is kept of each day: `_missing` names a month after all of its days."""
    kept = Figure.select(Figure.by, Figure.key, Figure.sums, Figure.top)
    told: Groups = {}
    for by, key, sums, top in rows(
        kept.where((Figure.span == "day") & Figure.first.between(days[0], days[-1]))
    ):
        told[by, key] = told.get((by, key), Cell()) + unpacked(sums, top)
    return told


def _write(span: str, days: Days, groups: Groups, moment: Moment) -> None:
    first, last = days[0][0], days[-1][0]
    Figure.delete().where((Figure.span == span) & (Figure.first == first)).execute()
    for (by, key), cell in groups.items():
        kept = {"by": by, "span": span, "first": first, "key": key}
        Figure.insert(**kept, sums=packed(cell), top=cell.top).execute()
    how = layout(moment.machine.timezone)
    Rolled.replace(span=span, first=first, last=last, layout=how).execute()
