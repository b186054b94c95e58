"""Figures that anybody may read: of months that are over, and nothing that tells of a few people.

Months alone: no period that is shown lies within another, so no two can be subtracted from each
other. In each table the cells with fewer than SMALL people are held back, and with them as many
others as it takes that the sum of all leads back to none of them.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping
from typing import Any

import peewee as pw

from db.models import Day
from db.statement import rows
from figures.cell import Told
from figures.grouped import figures
from figures.kept import kept_arrivals
from figures.period import Period, between
from figures.scores import SMALL
from figures.tellable import range_of_good
from ratings import exclusions, sheets
from tickets import Moment

# Of fewer, the ninth in ten is the longest: somebody's own.
ENOUGH_FOR_P90 = 10
# So many hours are named at most.
CALM = 2
# Of an hour in which more than the rest came in vain the waits of those who were called say little.
NEARLY_ALL = 0.9


def months(moment: Moment) -> list[str]:
    """The months ("2026-10") that are over and of which every day is closed, newest first."""
    month, still_open = pw.fn.SUBSTR(Day.date, 1, 7), pw.fn.SUM(Day.state == "open")
    over = Day.select(month).where(month < moment.iso()[:7]).group_by(month)
    return [row[0] for row in rows(over.having(still_open == 0).order_by(month.desc()))]


def days_of(month: str) -> tuple[dt.date, dt.date]:
    """The first and the last date of a month ("2026-10")."""
    begin = dt.date.fromisoformat(f"{month}-01")
    return begin, begin.replace(day=calendar.monthrange(begin.year, begin.month)[1])


def opened(month: str, moment: Moment) -> dict[str, Any]:
    """What may be published of a month.

    {"month", "days", "enough", "wait", "fields", "hours", "quiet", "short", "never_called",
    "ratings", "excluded", "struck"}
    `wait` and each row of `fields` and `hours`: {"key", "label", "label_en", "n", "median_s",
    "p90_s", "open_median_s", "open_p90_s"} of the waits as people lived them, and without the hours
    between two sessions; `n` is None where it is held back. An hour is the one from which they
    waited. `quiet` are hours in which few come and wait a short time, `short` those with short
    waits, however many come. `never_called` had no wait that anybody measured; None of a few.
    With `enough` False there were too few people, and nothing else is told.
    """
    begin, end = days_of(month)
    by_field, period = figures(begin, end, "field", moment), between(begin, end, moment)
    came, whole = _came(period, moment), by_field["total"]
    fields, hours = _table(by_field["rows"]), _table(came)
    told = {"month": month, "days": by_field["days"], "enough": bool(fields and hours)}
    if not fields or not hours:
        return told
    return told | {
        "wait": _cell(whole, hidden=False), "fields": fields, "hours": hours,
        **_calm(came, hours, whole["wait"]["median_s"]),
        "never_called": None if 0 < whole["expired"] < SMALL else whole["expired"],
        "ratings": _ratings(whole["ratings"]),
        "excluded": exclusions.counted(period.first, period.last)["answers"],
        "struck": sheets.struck_out(period.first, period.last),
    }  # fmt: skip


def held_back(counts: Mapping[Any, int]) -> set[Any] | None:
    """The keys whose counts are not shown beside their sum; None when nothing can be shown.

    Who knows the sum, and that nobody is shown as 0 who is not, knows of each hidden count only
    that it lies between 1 and what the others leave: never that it is below SMALL.
    """
    people = sorted((key for key in counts if counts[key]), key=lambda key: counts[key])
    hidden = [key for key in people if counts[key] < SMALL]
    for key in people[len(hidden) :]:
        if not hidden or _leads_nowhere(hidden, counts):
            break
        hidden.append(key)
    return {*hidden} if not hidden or _leads_nowhere(hidden, counts) else None


def _leads_nowhere(hidden: list[Any], counts: Mapping[Any, int]) -> bool:
    most = sum(counts[key] for key in hidden) - (len(hidden) - 1)
    return len(hidden) > 1 and most >= SMALL


def hours_held_back(period: Period, moment: Moment) -> set[Any] | None:
    """The hours that everybody reads nothing about; None when they read of none."""
    return held_back({row["key"]: row["wait"]["n"] for row in _came(period, moment)})


def _came(period: Period, moment: Moment) -> list[dict[str, Any]]:
    """A row for each hour in which somebody came, with the waits of those who came then."""
    return [
        {
            "key": hour, "label": f"{hour}–{hour + 1} giờ", "label_en": f"{hour}:00–{hour + 1}:00",
            "taken": told.count("taken"),
            **{span: told.times(span, 0) for span in ("wait", "wait_open")},
        }
        for hour, cell in sorted(kept_arrivals(period, moment.machine.timezone).items())
        for told in [Told(cell)]
    ]  # fmt: skip


def _table(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows as everybody may read them; none when there are too few people."""
    used = [row for row in found if row["wait"]["n"]]
    hidden = held_back({row["key"]: row["wait"]["n"] for row in used})
    if hidden is None:
        return []
    return [_cell(row, hidden=row["key"] in hidden) for row in used]


def _cell(row: dict[str, Any], *, hidden: bool) -> dict[str, Any]:
    n = None if hidden else row["wait"]["n"]
    told = {"key": row["key"], "label": row["label"], "label_en": row["label_en"], "n": n}
    for name, span in (("", "wait"), ("open_", "wait_open")):
        told[f"{name}median_s"] = row[span]["median_s"] if n else None
        told[f"{name}p90_s"] = row[span]["p90_s"] if n and n >= ENOUGH_FOR_P90 else None
    return told


def _calm(
    came: list[dict[str, Any]], shown: list[dict[str, Any]], usual_s: float
) -> dict[str, list[int]]:
    """The hours, at most CALM, in which half waited less than usual: few people, or any."""
    taken = {hour["key"]: hour["taken"] for hour in came}
    many = sum(taken.values()) / len(taken)
    known = [
        hour for hour in shown
        if hour["n"] and hour["median_s"] < usual_s
        and hour["n"] >= NEARLY_ALL * taken[hour["key"]]
    ]  # fmt: skip
    short = [hour["key"] for hour in sorted(known, key=_least)]
    few = [key for key in short if taken[key] < many]
    return {"quiet": sorted(few[:CALM]), "short": sorted(short[:CALM])}


def _least(hour: dict[str, Any]) -> tuple[float, int]:
    return hour["median_s"], hour["n"]


def _ratings(found: dict[str, Any]) -> dict[str, Any]:
    """`response` is the share of those asked whose answers these are, of all scales and of each."""
    asked, told = found["opened"], [one for one in found["scores"] if one["satisfied"]]
    scores = [_score(one) | {"response": _response(one["n"], asked)} for one in told]
    return {"response": _response(sum(one["n"] for one in told), asked), "scores": scores}


def _response(n: int, asked: int) -> float | None:
    """None where it would say that only a few did not answer: how many answered is told."""
    return None if not asked or 0 < asked - n < SMALL else _share(n, asked)


def _score(one: dict[str, Any]) -> dict[str, Any]:
    """{"scale", "n", "satisfied", "between"}: how many were satisfied, of how many.

    Where a few were not, or only a few were, the share is not told, only what it lies `between`.
    """
    n, few = one["n"], range_of_good(one["levels"])
    return {
        "scale": one["scale"], "n": n, "satisfied": None if few else one["satisfied"],
        "between": [_share(good, n) for good in few] if few else None,
    }  # fmt: skip


def _share(part: int, n: int) -> float:
    return round(part / n, 3)
