"""The coming week: how many people each hour may bring, and which lines will be short."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

import office
from config.words import DAYS as WEEKDAYS
from figures import Period, between
from office import hours
from stats.gone_by import NOBODY, GoneBy, gone_by
from stats.short import ENOUGH, Office, found, short
from tickets import Moment

WEEKS = 8
AHEAD = 7


class _Past(NamedTuple):
    """The days gone by, by the weekday whose hours they kept; what they were like."""

    days: dict[str, list[int]]
    were: GoneBy


def coming(today: dt.date, moment: Moment) -> dict[str, Any]:
    """{"weeks", "enough", "target", "seen", "days": [{"date", "seen", "closing", …}]}.

    `seen` is how many past days it stands on, `target` the minutes that the office aims at; each
    day has {"people", "hours": [{"hour", "people"}], "needs": as stats.short tells them}: people
    as the mean of those days, all who took a number. Corrections of the calendar count: a Saturday
    worked like a Monday is a Monday. `closing` of a day of rest is why, {} when it always is.
    """
    period = between(today - dt.timedelta(weeks=WEEKS), today - dt.timedelta(1), moment)
    past, known = _Past(_weekdays(period, moment), gone_by(period)), found()
    days = [today + dt.timedelta(1 + ahead) for ahead in range(AHEAD)]
    return {
        "weeks": WEEKS, "enough": ENOUGH, "target": office.rule("wait_target_min"),
        "seen": len(period.days), "days": [_day(date, past, known, moment) for date in days],
    }  # fmt: skip


def _weekdays(period: Period, moment: Moment) -> dict[str, list[int]]:
    days: dict[str, list[int]] = {}
    for day, date in period.days.items():
        days.setdefault(_weekday(dt.date.fromisoformat(date), moment), []).append(day)
    return days


def _weekday(date: dt.date, moment: Moment) -> str:
    """The weekday whose hours this date keeps."""
    if office.setting("always_open"):
        return WEEKDAYS[date.weekday()]
    return hours.plan(date, moment.machine).weekday


def _day(date: dt.date, past: _Past, known: Office, moment: Moment) -> dict[str, Any]:
    days, were = past.days.get(_weekday(date, moment), []), past.were
    closing: dict[str, Any] | None = None
    at = sorted({hour for day, hour in were.come if day in days})
    if not office.setting("always_open"):
        plan = hours.plan(date, moment.machine)
        at = [hour for hour in at if _open(hour, plan.sessions)]
        if not plan.sessions:
            closing = plan.closing._asdict() if plan.closing else {}
    each = [{"hour": hour, "people": _people(days, hour, were)} for hour in at]
    return {
        "date": date.isoformat(), "seen": len(days), "closing": closing,
        "people": round(sum(one["people"] for one in each), 1), "hours": each,
        "needs": short(days, at, were, known),
    }  # fmt: skip


def _open(hour: int, sessions: list[hours.Session]) -> bool:
    return any(begin.hour <= hour and (hour, 0) < (end.hour, end.minute) for begin, end in sessions)


def _people(days: list[int], hour: int, were: GoneBy) -> float:
    return round(
        sum(sum(were.come.get((day, hour), NOBODY).values()) for day in days) / len(days), 1
    )
