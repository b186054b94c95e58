"""What a clerk may know of the own ratings: sums of whole weeks, from ten answers on, never one.

Whole weeks that are over: whoever looked each evening at sums that grow by the day would read the
day's answers from the difference, and knows who was there.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import office
from db.models import Day, Journal, Rating
from db.statement import rows
from office.hours import local
from office.moment import Moment
from ratings import reasons

WEEKS = 4


def of(clerk: str, moment: Moment) -> dict[str, Any] | None:
    """{"from", "to", "asked", "n", "least", "scores": [{"scale", "n", "mean", "levels"}]}.

    The last four whole weeks; `scores` is empty for fewer answers than `least`, None without a day
    in them. What is left out, or about nothing that a clerk can help, does not count.
    """
    monday = local(moment.wall, moment.machine).date()
    monday -= dt.timedelta(days=monday.weekday())
    begin, end = monday - dt.timedelta(weeks=WEEKS), monday - dt.timedelta(days=1)
    dates = Day.date.between(begin.isoformat(), end.isoformat())
    days = rows(Day.select(Day.id, Day.opened_seq).where(dates).order_by(Day.id))
    if not days:
        return None
    mine = (Rating.clerk == clerk) & Rating.day.between(days[0][0], days[-1][0])
    kept = rows(
        Rating.select(Rating.scale, Rating.level, Rating.reasons).where(
            mine & Rating.excluded.is_null()
        )
    )
    levels: dict[int, list[int]] = {}
    for scale, level, why in kept:
        if reasons.of_clerk(why):
            levels.setdefault(scale, [0] * scale)[level - 1] += 1
    least = office.setting("checks")["own_figures_n"]
    return {
        "from": begin.isoformat(), "to": end.isoformat(), "least": least,
        "asked": _asked(clerk, days), "n": sum(map(sum, levels.values())),
        "scores": [
            _score(scale, counted) for scale, counted in sorted(levels.items())
            if sum(counted) >= least
        ],
    }  # fmt: skip


def _score(scale: int, counted: list[int]) -> dict[str, Any]:
    n = sum(counted)
    mean = sum(level * many for level, many in enumerate(counted, 1)) / n
    return {"scale": scale, "n": n, "mean": round(mean, 2), "levels": counted}


def _asked(clerk: str, days: list[tuple[Any, ...]]) -> int:
    """How many were asked about this clerk: an average stands beside its response."""
    mine = (Journal.seq >= days[0][1]) & Journal.day.between(days[0][0], days[-1][0])
    opened = (Journal.action == "opened") & (Journal.clerk == clerk)
    return Journal.select().where(mine & opened).count()
