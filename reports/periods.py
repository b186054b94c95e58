"""Which report is about which days, when it is due, and when people are reminded of it."""

from __future__ import annotations

import datetime as dt
from itertools import islice
from typing import Any

from config.reporting import ONE_DAY, Preset, Span, presets
from db.errors import Unknown
from db.models import Day
from office import hours
from tickets import Moment

# Outside them no office reports, and dates come to their end.
YEARS = range(2000, 2200)
# How many of the latest of each kind may be chosen on the page.
LISTED = {"day": 14, "week": 8}
FEWER = 4
# A reminder is urgent from so many working days before the date.
URGENT = 3
HURRY = ("urgent", "soon", "late")


def of(kind: str, begins: str) -> tuple[Preset, Span]:
    """The kind of this id and its period that begins on this date; Unknown when there is none."""
    preset = presets().get(kind)
    try:
        date = dt.date.fromisoformat(begins)
        span = preset.holds(date) if preset and date.year in YEARS else None
    except ValueError:
        span = None
    if not preset or not span:
        raise Unknown("period")
    return preset, span


def latest(preset: Preset, today: dt.date) -> list[Span]:
    """The periods that may be reported on now, the newest first; the last has perhaps not ended."""
    return list(islice(preset.begun(today), LISTED.get(preset.id, FEWER)))


def today(moment: Moment) -> dt.date:
    """The date on the office's wall."""
    return hours.local(moment.wall, moment.machine).date()


def reminders(sent: set[tuple[str, str]], moment: Moment) -> list[dict[str, Any]]:
    """[{"kind", "begins", "ends", "due", "state": "urgent" | "soon" | "late"}] of now.

    What is due next stands first, and what is late last, the newest of it first.

    `sent` are the reports that are on their way: (kind, first date). Of the last period that
    ended, and of the one that is about to; of one in which the hall was never open, nobody.
    """
    now, open_on = today(moment), [row.date for row in Day.select(Day.date)]
    found = []
    for preset in presets().values():
        for span in islice(preset.begun(now), 2) if preset.remind else ():
            state = _state(preset, span, now, moment)
            begin, end = (date.isoformat() for date in span)
            worked = any(begin <= date <= end for date in open_on)
            if state and worked and (preset.id, begin) not in sent:
                found.append((_hurry(state, preset, span), _told(preset, span) | {"state": state}))
    return [told for _, told in sorted(found, key=lambda each: each[0])]


def _hurry(state: str, preset: Preset, span: Span) -> tuple[int, int]:
    due = preset.due(span)
    assert due
    return HURRY.index(state), -due.toordinal() if state == "late" else due.toordinal()


def _state(preset: Preset, span: Span, now: dt.date, moment: Moment) -> str:
    due = preset.due(span)
    assert due
    if now >= due:
        # Of the one before last nobody is reminded: the last has taken its place.
        return "late" if _is_last_ended(preset, span, now) else ""
    first = max(preset.remind)
    if now < working_days_before(due, first, moment):
        return ""
    near = min(URGENT, first)
    return "urgent" if now >= working_days_before(due, near, moment) else "soon"


def _is_last_ended(preset: Preset, span: Span, now: dt.date) -> bool:
    return span == next(each for each in preset.begun(now) if each.end < now)


def working_days_before(due: dt.date, n: int, moment: Moment) -> dt.date:
    """The date so many working days before another; a month without any is passed over by dates."""
    date, left = due, n
    for _ in range(31 + n):
        if left == 0:
            break
        date -= ONE_DAY
        left -= bool(hours.sessions_on(date, moment.machine))
    return date


def _told(preset: Preset, span: Span) -> dict[str, Any]:
    due = preset.due(span)
    return {
        "kind": preset.id, "begins": span.begin.isoformat(), "ends": span.end.isoformat(),
        "due": due.isoformat() if due else None,
    }  # fmt: skip


def offered(moment: Moment) -> list[dict[str, Any]]:
    """Every kind with its latest periods.

    [{"kind", "sheet", "source", "source_en", "example": it is another office's, "spans"}].
    """
    now = today(moment)
    return [
        {"kind": preset.id, "sheet": preset.sheet, "source": preset.source,
         "source_en": preset.source_en, "example": preset.example,
         "spans": [_told(preset, span) for span in latest(preset, now)]}
        for preset in presets().values()
    ]  # fmt: skip
