"""The suggestion box over some dates, from the journal: the words may be gone, the rows stay."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import office
from db.models import Journal
from db.statement import rows
from figures.period import Period
from tickets import Moment

DAY_MS = 86_400_000


def box(period: Period, moment: Moment) -> dict[str, int]:
    """{"left", "answered", "in_time", "late", "open", "guided"} of what was left on these dates.

    `in_time`: answered within the days that the office allows itself; `late`: later, or open for
    longer than that; `guided`: told where a complaint goes, among `answered`. By dates of the
    wall: a box is emptied also when no business day is open.
    """
    begin, end = (_midnight(date, moment) for date in (period.begin, period.end))
    patience = office.rule("suggestion_answer_days") * DAY_MS
    told = dict.fromkeys(("left", "answered", "in_time", "late", "open", "guided"), 0)
    found = rows(
        Journal.select(Journal.ref, Journal.action, Journal.after, Journal.wall)
        .where((Journal.subject == "suggestion") & (Journal.wall >= begin))
        .order_by(Journal.seq)
    )
    left = {
        ref: wall for ref, action, _, wall in found if action == "leave" and wall < end + DAY_MS
    }
    answers = {ref: (after, wall) for ref, action, after, wall in found if action == "answer"}
    for ref, at in left.items():
        after, answered = answers.get(ref, ("open", moment.wall))
        told["left"] += 1
        told["answered" if ref in answers else "open"] += 1
        told["guided"] += after == "guided"
        quick = answered - at <= patience
        told["late"] += not quick
        told["in_time"] += quick and ref in answers
    return told


def _midnight(date: str, moment: Moment) -> int:
    """The wall time (ms) at which a date begins in the office's zone."""
    at = dt.datetime.combine(
        dt.date.fromisoformat(date), dt.time(), ZoneInfo(moment.machine.timezone)
    )
    return int(at.timestamp() * 1000)
