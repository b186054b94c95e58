"""Each clerk's numbers over some dates: answers, praise, reminders, cases. Numbers, never a grade.

Of closed business days alone, so that watching the sheet shows no answer as it comes.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from typing import Any
from zoneinfo import ZoneInfo

import peewee as pw

from db.models import Day, LowCase, OpenRating, Rating, Reminder, Staff
from db.statement import rows
from office.moment import Moment
from ratings import cases, low, reasons

# Of fewer answers no mean is told.
SMALL = 5


def sheet(
    begin: dt.date, end: dt.date, moment: Moment, who: str | None, role: str
) -> list[dict[str, Any]]:
    """Everybody who was rated, reminded or has a case on these dates, both included.

    [{"clerk", "label", "answers": [{"scale", "n", "low", "mean" | None}], "praise": {code: n},
    "reminders", "cases": opened, "closed"}] by label; what the reader may not know is not counted.
    """
    days = _days(begin, end)
    spoken, praised = _answers(days)
    opened, closed = _cases(days, who, role)
    zone = ZoneInfo(moment.machine.timezone)
    walls = _begins(begin, zone), _begins(end + dt.timedelta(1), zone) - 1
    reminded = _reminders(walls, who, role)
    known = {*spoken, *opened, *reminded}
    people = dict(rows(Staff.select(Staff.id, Staff.label)))
    told = [
        {
            "clerk": clerk, "label": people.get(clerk, clerk), "answers": spoken.get(clerk, []),
            "praise": dict(sorted(praised[clerk].items())), "reminders": reminded[clerk],
            "cases": opened[clerk], "closed": closed[clerk],
        }
        for clerk in known
    ]  # fmt: skip
    return sorted(told, key=lambda row: str(row["label"]))


def months(moment: Moment) -> list[str]:
    """The months of which there are closed days, and this one: "2026-11", the newest first."""
    month = pw.fn.SUBSTR(Day.date, 1, 7)
    worked = {found for (found,) in rows(Day.select(month).where(_over()).distinct())}
    return sorted(worked | {moment.iso()[:7]}, reverse=True)


def base(begin: dt.date, end: dt.date) -> dict[str, Any]:
    """What the numbers of these dates are counted from.

    {"weeks": [{"from", "to", "month"}], the weeks that lie in another month too, whose gathered
    answers count in the month where they begin; "answered": {clerk: n}, how many answers came on
    the dates themselves, as the figures count them}.
    """
    mine = Day.date.between(begin.isoformat(), end.isoformat())
    found = (
        OpenRating.select(OpenRating.clerk, pw.fn.COUNT(OpenRating.id))
        .join(Day, on=(Day.id == OpenRating.day))
        .where(mine & _over() & (OpenRating.state == "answered"))
    )
    weeks = [_week_of(begin), _week_of(end)]
    return {
        "weeks": [week for week in weeks if week and week["from"][:7] != week["to"][:7]],
        "answered": dict(rows(found.group_by(OpenRating.clerk))),
    }


def _week_of(date: dt.date) -> dict[str, str] | None:
    monday = date - dt.timedelta(date.weekday())
    edges = monday.isoformat(), (monday + dt.timedelta(6)).isoformat()
    ((first, last),) = rows(
        Day.select(pw.fn.MIN(Day.date), pw.fn.MAX(Day.date)).where(Day.date.between(*edges))
    )
    return {"from": first, "to": last, "month": first[:7]} if first else None


def _over() -> Any:
    return Day.state == "closed"


def _days(begin: dt.date, end: dt.date) -> tuple[int, int]:
    over = _over() & Day.date.between(begin.isoformat(), end.isoformat())
    ((first, last),) = rows(Day.select(pw.fn.MIN(Day.id), pw.fn.MAX(Day.id)).where(over))
    return first or 0, last or 0


def _answers(days: tuple[int, int]) -> tuple[dict[str, Any], dict[str, Counter[str]]]:
    what = (Rating.clerk, Rating.scale, Rating.level, Rating.reasons)
    found = Rating.select(*what, pw.fn.COUNT(Rating.key)).where(
        Rating.day.between(*days) & Rating.excluded.is_null()
    )
    levels: dict[tuple[str, int], list[int]] = {}
    praised: dict[str, Counter[str]] = defaultdict(Counter)
    for clerk, scale, level, codes, n in rows(found.group_by(*what)):
        if reasons.of_clerk(codes):
            levels.setdefault((clerk, scale), [0] * scale)[level - 1] += n
        if codes and not reasons.is_low(scale, level):
            praised[clerk].update(dict.fromkeys(codes.split(","), n))
    told: dict[str, Any] = defaultdict(list)
    for (clerk, scale), counted in sorted(levels.items()):
        told[clerk].append(_one(scale, counted))
    return told, praised


def _one(scale: int, counted: list[int]) -> dict[str, Any]:
    n = sum(counted)
    total = sum(level * many for level, many in enumerate(counted, 1))
    poor = sum(many for level, many in enumerate(counted, 1) if low.is_low(scale, level))
    if n < SMALL:
        return {"scale": scale, "n": n, "low": None, "mean": None}
    return {"scale": scale, "n": n, "low": poor, "mean": round(total / n, 2)}


def _cases(days: tuple[int, int], who: str | None, role: str) -> tuple[Counter[str], Counter[str]]:
    mine = cases.visible(who, role) & LowCase.last.between(*days)
    opened, closed = Counter[str](), Counter[str]()
    for clerk, state in rows(LowCase.select(LowCase.clerk, LowCase.state).where(mine)):
        opened[clerk] += 1
        closed[clerk] += state == cases.CLOSED
    return opened, closed


def _reminders(walls: tuple[int, int], who: str | None, role: str) -> Counter[str]:
    known = cases.visible(who, role) | Reminder.low_case.is_null()
    found = (
        Reminder.select(Reminder.clerk, pw.fn.COUNT(Reminder.id))
        .join(LowCase, pw.JOIN.LEFT_OUTER, on=(LowCase.id == Reminder.low_case))
        .where(known & Reminder.at_wall.between(*walls) & (Reminder.clerk != (who or "")))
    )
    return Counter(dict(rows(found.group_by(Reminder.clerk))))


def _begins(date: dt.date, zone: ZoneInfo) -> int:
    """Its midnight (wall ms)."""
    return int(dt.datetime.combine(date, dt.time(), zone).timestamp() * 1000)
