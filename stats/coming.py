"""The coming week: how many people each hour may bring, and how many counters they need."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from typing import Any

import peewee as pw

from config.words import DAYS as WEEKDAYS
from db.models import Counter as Desk
from db.models import Journal
from db.statement import rows
from figures import Period, between
from figures.passages import hour_of
from figures.period import rows_of
from tickets import Moment, hours, office, pace, reading

WEEKS = 8
AHEAD = 7
# A counter that is busy for more than so much of an hour has a line that only grows.
BUSY = 0.8

# (weekday, hour, service) → people in all the days of that weekday.
Come = Counter[tuple[str, int, str]]


def coming(today: dt.date, moment: Moment) -> dict[str, Any]:
    """{"weeks", "seen", "counters", "days": [{"date", "seen", "closing", "hours": […]}]}.

    `seen` is how many past days it stands on; hours: [{"hour", "people", "counters", "field":
    {"name", "name_en"} with most of the work}]: people as the mean of those days, counters as
    their usual service times over BUSY of an hour. Corrections of the calendar count: a Saturday
    worked like a Monday is a Monday.
    """
    begin = today - dt.timedelta(weeks=WEEKS)
    period = between(begin, today - dt.timedelta(1), moment)
    seen = Counter(_weekday(dt.date.fromisoformat(date), moment) for date in period.days.values())
    come, work = _come(period, moment), _Work()
    days = [today + dt.timedelta(1 + ahead) for ahead in range(AHEAD)]
    return {
        "weeks": WEEKS, "seen": len(period.days),
        "counters": Desk.select().where(Desk.retired == 0).count(),
        "days": [_day(date, come, seen, work, moment) for date in days],
    }  # fmt: skip


class _Work:
    """How long a service usually takes (h), and whose it is; each is looked up once."""

    def __init__(self) -> None:
        self._hours: dict[str, float] = {}
        self._fields = {id: (name, name_en) for id, _, name, name_en in reading.fields()}

    def hours(self, service: str) -> float:
        if service not in self._hours:
            self._hours[service] = pace.of(service)[1] / 3_600_000
        return self._hours[service]

    def field(self, service: str) -> dict[str, str] | None:
        served = office.served(service)
        names = self._fields.get(served.field) if served else None
        return {"name": names[0], "name_en": names[1]} if names else None


def _come(period: Period, moment: Moment) -> Come:
    hour = hour_of(Journal.wall, period)
    taken = rows_of(period, "ticket") & (Journal.action == "take")
    counted = Journal.select(Journal.day, hour, Journal.service, pw.fn.COUNT(Journal.seq))
    come: Come = Counter()
    for day, at, service, n in rows(
        counted.where(taken).group_by(Journal.day, hour, Journal.service)
    ):
        if day in period.days:
            weekday = _weekday(dt.date.fromisoformat(period.days[day]), moment)
            come[weekday, at, service] += n
    return come


def _weekday(date: dt.date, moment: Moment) -> str:
    """The weekday whose hours this date keeps."""
    if office.setting("always_open"):
        return WEEKDAYS[date.weekday()]
    return hours.plan(date, moment.machine).weekday


def _day(
    date: dt.date, come: Come, seen: Counter[str], work: _Work, moment: Moment
) -> dict[str, Any]:
    weekday = _weekday(date, moment)
    told: dict[str, Any] = {"date": date.isoformat(), "seen": seen[weekday], "closing": None}
    at = sorted({hour for day, hour, _ in come if day == weekday})
    if not office.setting("always_open"):
        plan = hours.plan(date, moment.machine)
        at = [hour for hour in at if _open(hour, plan.sessions)]
        if not plan.sessions:
            told["closing"] = plan.closing._asdict() if plan.closing else {}
    return told | {"hours": [_hour(hour, weekday, come, seen[weekday], work) for hour in at]}


def _open(hour: int, sessions: list[hours.Session]) -> bool:
    return any(begin.hour <= hour and (hour, 0) < (end.hour, end.minute) for begin, end in sessions)


def _hour(hour: int, weekday: str, come: Come, days: int, work: _Work) -> dict[str, Any]:
    people = {
        service: n / days for (day, at, service), n in come.items() if (day, at) == (weekday, hour)
    }
    loads = {service: n * work.hours(service) for service, n in people.items()}
    return {
        "hour": hour, "people": round(sum(people.values()), 1),
        "counters": max(1, math.ceil(sum(loads.values()) / BUSY)),
        "field": work.field(max(loads, key=lambda service: loads[service])),
    }  # fmt: skip
