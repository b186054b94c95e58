"""The newest month that is published, in the few figures that a hall's screen has room for."""

from __future__ import annotations

import math
from typing import Any

import peewee as pw

import office
from db.models import Day, Rolled
from db.statement import rows
from figures.opened import months, opened
from figures.rolls import layout
from tickets import Moment


def newest(moment: Moment) -> dict[str, Any] | None:
    """{"month", "median_min", "p90_min", "quiet", "short", "satisfied"} of it, or None.

    `quiet` and `short` have hours (0 … 23), as `opened` says; `satisfied` is {"share", "low",
    "high", "n"}, its share None where only `low` to `high` may be told, or None of too few answers.
    Only of a month that is kept, so that it takes some milliseconds, and only where the office
    shows its open figures.
    """
    known = months(moment) if office.setting("open_figures")["shown"] else []
    if not known or not _is_kept(known[0], moment):
        return None
    found = opened(known[0], moment)
    if not found["enough"]:
        return None
    median, p90 = (found["wait"][key] for key in ("median_s", "p90_s"))
    scores = found["ratings"]["scores"]
    return {
        "month": found["month"], "median_min": _minutes(median), "p90_min": _minutes(p90),
        "quiet": found["quiet"], "short": found["short"],
        "satisfied": _satisfied(scores[0]) if scores else None,
    }  # fmt: skip


def _is_kept(month: str, moment: Moment) -> bool:
    """Whether the month has been counted: else its figures would be those of every row of it."""
    ((first,),) = rows(Day.select(pw.fn.MIN(Day.id)).where(Day.date.startswith(month)))
    kept = (Rolled.span == "month") & (Rolled.first == first)
    now = Rolled.layout == layout(moment.machine.timezone)
    return Rolled.select().where(kept & now).exists()


def _minutes(seconds: float | None) -> int | None:
    return None if seconds is None else max(1, math.ceil(seconds / 60))


def _satisfied(score: dict[str, Any]) -> dict[str, Any]:
    if score["satisfied"]:
        return {**score["satisfied"], "n": score["n"]}
    low, high = score["between"]
    return {"share": None, "low": low, "high": high, "n": score["n"]}
