"""The coming week: how many people each hour may bring, and how many counters they need."""

from __future__ import annotations

import datetime as dt
import math
import statistics
from collections import Counter
from typing import Any, NamedTuple

import peewee as pw

from config.words import DAYS as WEEKDAYS
from db.models import Counter as Desk
from db.models import Journal
from db.statement import rows
from figures import Period, between
from figures.passages import CALLED, hour_of
from figures.period import HOUR, rows_of
from tickets import Moment, hours, office, pace, reading

WEEKS = 8
AHEAD = 7
# A counter that is busy for more than so much of an hour has a line that only grows.
BUSY = 0.8

# Of fewer days like it nothing is recommended: one market day would be a rule.
ENOUGH = 4

# Of one business day.
Hour = tuple[int, int]


class _Past(NamedTuple):
    """The days gone by: those that keep each weekday's hours, who came, how many counters worked.

    `come` is {hour: {service: people who took a number}}.
    """

    days: dict[str, list[int]]
    come: dict[Hour, dict[str, int]]
    worked: dict[Hour, int]


def coming(today: dt.date, moment: Moment) -> dict[str, Any]:
    """{"weeks", "enough", "seen", "counters", "days": [{"date", "seen", "closing", "hours": […]}]}.

    `seen` is how many past days it stands on; hours: [{"hour", "people", "counters", "usual",
    "over", "more", "field": {"name", "name_en"} with most of the work}]: people as the mean of
    those days, counters as their usual service times over BUSY of an hour. `usual` counters worked
    in this hour (median of the days), too few for the people of `over` of them; `more` should open
    besides: 0 below `enough` days, and where they were enough on half of them. Corrections of the
    calendar count: a Saturday worked like a Monday is a Monday.
    """
    period = between(today - dt.timedelta(weeks=WEEKS), today - dt.timedelta(1), moment)
    past, work = _past(period, moment), _Work()
    known = Desk.select().where(Desk.retired == 0).count()
    days = [today + dt.timedelta(1 + ahead) for ahead in range(AHEAD)]
    return {
        "weeks": WEEKS, "enough": ENOUGH, "seen": len(period.days), "counters": known,
        "days": [_day(date, past, work, known, moment) for date in days],
    }  # fmt: skip


class _Work:
    """How long a service usually takes (ms), and whose it is; each is looked up once."""

    def __init__(self) -> None:
        self._ms: dict[str, int] = {}
        self._fields = {id: (name, name_en) for id, _, name, name_en in reading.fields()}

    def ms(self, service: str) -> int:
        if service not in self._ms:
            self._ms[service] = round(pace.of(service)[1])
        return self._ms[service]

    def field(self, service: str) -> dict[str, str] | None:
        served = office.served(service)
        names = self._fields.get(served.field) if served else None
        return {"name": names[0], "name_en": names[1]} if names else None


def _past(period: Period, moment: Moment) -> _Past:
    days: dict[str, list[int]] = {}
    for day, date in period.days.items():
        days.setdefault(_weekday(dt.date.fromisoformat(date), moment), []).append(day)
    hour = hour_of(Journal.wall, period)
    tickets = rows_of(period, "ticket")
    taken = Journal.select(Journal.day, hour, Journal.service, pw.fn.COUNT(Journal.seq))
    taken = taken.where(tickets & (Journal.action == "take"))
    come: dict[Hour, dict[str, int]] = {}
    for day, at, service, n in rows(taken.group_by(Journal.day, hour, Journal.service)):
        come.setdefault((day, at), {})[service] = n
    worked = Journal.select(Journal.day, hour, pw.fn.COUNT(pw.fn.DISTINCT(Journal.counter)))
    worked = worked.where(tickets & Journal.action.in_([*CALLED, "start", "finish"]))
    at_work = rows(worked.group_by(Journal.day, hour))
    return _Past(days, come, {(day, at): n for day, at, n in at_work})


def _weekday(date: dt.date, moment: Moment) -> str:
    """The weekday whose hours this date keeps."""
    if office.setting("always_open"):
        return WEEKDAYS[date.weekday()]
    return hours.plan(date, moment.machine).weekday


def _day(date: dt.date, past: _Past, work: _Work, known: int, moment: Moment) -> dict[str, Any]:
    days = past.days.get(_weekday(date, moment), [])
    told: dict[str, Any] = {"date": date.isoformat(), "seen": len(days), "closing": None}
    at = sorted({hour for day, hour in past.come if day in days})
    if not office.setting("always_open"):
        plan = hours.plan(date, moment.machine)
        at = [hour for hour in at if _open(hour, plan.sessions)]
        if not plan.sessions:
            told["closing"] = plan.closing._asdict() if plan.closing else {}
    return told | {"hours": [_hour(hour, days, past, work, known) for hour in at]}


def _open(hour: int, sessions: list[hours.Session]) -> bool:
    return any(begin.hour <= hour and (hour, 0) < (end.hour, end.minute) for begin, end in sessions)


def _hour(hour: int, days: list[int], past: _Past, work: _Work, known: int) -> dict[str, Any]:
    come = [past.come.get((day, hour), {}) for day in days]
    loads = [sum(n * work.ms(service) for service, n in each.items()) for each in come]
    people = sum((Counter(each) for each in come), Counter[str]())
    counters = _counters(statistics.mean(loads))
    usual = statistics.median_high(past.worked.get((day, hour), 0) for day in days)
    over = sum(_counters(load) > usual for load in loads)
    certain = len(days) >= ENOUGH and over * 2 > len(days)
    return {
        "hour": hour, "people": round(people.total() / len(days), 1), "counters": counters,
        "usual": usual, "over": over,
        "more": max(0, min(counters, known) - usual) if certain else 0,
        "field": work.field(max(people, key=lambda service: people[service] * work.ms(service))),
    }  # fmt: skip


def _counters(ms: float) -> int:
    """How many it takes for so much work in one hour."""
    return max(1, math.ceil(ms / HOUR / BUSY))
