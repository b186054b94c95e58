"""The figures of a report, taken at one moment: what is frozen, before anybody lays it out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import peewee as pw

import office
from config.reporting import Span
from db.models import Day
from db.statement import rows
from figures import Period, between, figures
from figures.apart import later
from figures.box import box
from figures.reasons import touched
from ratings import clerk_sheet, exclusions
from tickets import Moment

Content = dict[str, Any]
# Groups of the figures, each one step; by clerk only for those who answer for the clerks.
GROUPS = ("field", "service", "counter", "hour", "day", "weekday", "class", "clerk")
STEPS = (*GROUPS, "reasons", "clerks", "box")
# Cases that only the head may know of are counted in no report.
AS = "supervisor"
VERSION = 1


def gather(kind: str, span: Span, moment: Moment, told: Callable[[str], None]) -> Content:
    """Everything that a report of these days says, but for the words of people.

    {"version", "kind", "begins", "ends", "since": the first date of which there are records,
    "made", "days", "complete": no day of it is still open or
    to come, "office", "letterhead", "wait_target_min", "seal": of its last day that was closed
    ({"date", "seal"} or None), "total", "by": {group: rows of `figures.figures`}, "reasons",
    "later", "excluded", "clerks": rows of `clerk_sheet.sheet`, "box"}. `told` hears the name of
    each step as it begins.
    """
    period = between(span.begin, span.end, moment)
    by = {}
    for group in GROUPS:
        told(group)
        by[group] = figures(span.begin, span.end, group, moment)
    told("reasons")
    left_out = exclusions.counted(period.first, period.last)["answers"]
    answers = {"reasons": touched(period), "later": later(period), "excluded": left_out}
    told("clerks")
    clerks = clerk_sheet.sheet(span.begin, span.end, moment, None, AS)
    told("box")
    return {
        "version": VERSION, "kind": kind, "begins": period.begin, "ends": period.end,
        "since": rows(Day.select(pw.fn.MIN(Day.date)))[0][0],
        "made": moment.iso(), "days": len(period.days),
        "complete": not period.open_day and _over(span, moment),
        "office": office.setting("office"), "letterhead": office.setting("letterhead"),
        "seal": _last_seal(period), "wait_target_min": office.rule("wait_target_min"),
        "total": by["field"]["total"], "by": {group: by[group]["rows"] for group in GROUPS},
        **answers, "clerks": clerks, "box": box(period, moment),
    }  # fmt: skip


def _last_seal(period: Period) -> dict[str, str] | None:
    """By which the journal up to there is known to be the one that was printed."""
    row = (
        Day.select(Day.date, Day.seal)
        .where(Day.id.between(period.first, period.last) & ~Day.seal.is_null())
        .order_by(Day.id.desc())
        .first()
    )
    return {"date": row.date, "seal": row.seal} if row else None


def _over(span: Span, moment: Moment) -> bool:
    return dt.datetime.fromisoformat(moment.iso()).date() >= span.end
