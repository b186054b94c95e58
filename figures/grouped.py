"""The figures of some business days, grouped in one way: for the page, the API and the file."""

from __future__ import annotations

import datetime as dt
from typing import Any

import office
from figures import passages, scores
from figures.cell import Cell, Told
from figures.kept import cells
from figures.names import NOBODY, names
from figures.period import Period, between
from figures.spans import SPANS
from ratings import exclusions
from tickets import Moment


def figures(begin: dt.date, end: dt.date, by: str, moment: Moment) -> dict[str, Any]:
    """{"from", "to", "by", "days", "turn", "now", "wait_target_s", "service_late_percent", …}.

    Besides "excluded", "total" and "rows". The total and each row: {"key", "label", "label_en", the
    COUNTS of passages, "waiting" and "waiting_max" (None where nobody can wait), the SPANS as
    {"n", "median_s", "p90_s", "within"} (the exact ones, rounded up to the grid's step; `within` of
    waits the office's target, of services so many percent of their own usual minutes), "ratings":
    {"opened", "n" (answered), "unanswered", "withdrawn", "response" (n / opened), "scores", "way"
    and "manner": [one for each scale, see `scores.score`]}}.

    Live, but by clerk they change only at the turn of a half-day, and so does every average of
    ratings: `turn` (ISO 8601) is how far these go today, None when that is not at all.
    """
    period = between(begin, end, moment)
    found = _Found(by, period, moment.machine.timezone)
    known = names(by, period)
    groups = found.groups()
    keys = [key for key in known if key in groups]
    if None in groups and by in NOBODY:
        keys.append(None)
    return {
        "from": period.begin, "to": period.end, "by": by, "days": len(period.days),
        "turn": moment.iso(period.turn) if period.turn else None,
        "open": bool(period.open_day), "now": moment.iso(), "wait_target_s": found.target_s,
        "service_late_percent": found.percent,
        "excluded": exclusions.counted(period.first, period.last)["answers"],
        "total": found.total(),
        "rows": [found.row(key, *(known.get(key) or NOBODY[by])) for key in keys],
    }  # fmt: skip


class _Found:
    """The cells of the period, by group and in all."""

    def __init__(self, by: str, period: Period, timezone: str) -> None:
        self._by, self._period = by, period
        self._cells, self._whole, self._waiting, self._left = cells(by, period, timezone)
        self.target_s = office.rule("wait_target_min") * 60
        self.percent = office.rule("service_late_percent")

    def groups(self) -> set[Any]:
        """Every group of which there is something to say."""
        return set(self._cells)

    def row(self, key: Any, label: str, label_en: str) -> dict[str, Any]:
        """One group."""
        cell = self._cells[key]
        if self._by in ("day", "weekday"):
            # Answers that were too few for a day belong to their week: to no day of it.
            cell = cell.without_week()
        return {
            "key": key if self._by != "day" else self._period.days[key],
            "label": label, "label_en": label_en, **self._figures(cell, self._waiting.get(key, 0)),
        }  # fmt: skip

    def total(self) -> dict[str, Any]:
        """All groups together, and what belongs to none."""
        told = self._figures(self._whole, self._left, whole=True)
        return {"key": None, "label": "Tổng", "label_en": "Total", **told}

    def _figures(self, cell: Cell, waiting: int, *, whole: bool = False) -> dict[str, Any]:
        told = Told(cell)
        figures: dict[str, Any] = {
            **{name: told.count(name) for name in passages.COUNTS},
            **self._lines(waiting, told.top, whole=whole),
            **{span: told.times(span, self.target_s if span == "wait" else 0) for span in SPANS},
            "ratings": _ratings(told),
        }
        # Each service had a time of its own, so that was counted when the others were.
        if (n := figures["service"]["n"]) and self.percent:
            figures["service"]["within"] = round(told.count("in_time") / n, 3)
        return figures

    def _lines(self, waiting: int, top: int, *, whole: bool) -> dict[str, int | None]:
        # Nobody stands before one counter or one clerk; by clerk not even all of them are live.
        if self._by == "clerk" or (self._by == "counter" and not whole):
            return {"waiting": None, "waiting_max": None}
        # Nobody waits in a day that is over, and nobody "now" in an hour of several days.
        now = waiting if self._period.open_day and self._by not in ("hour", "weekday") else None
        return {"waiting": now, "waiting_max": top}


def _ratings(told: Told) -> dict[str, Any]:
    asked = {how: told.count(how) for how in scores.ASKED}
    return {
        "opened": asked["opened"], "n": asked["answered"], "unanswered": asked["unanswered"],
        "withdrawn": asked["withdrawn"],
        "response": round(asked["answered"] / asked["opened"], 3) if asked["opened"] else None,
        "scores": _scores(told, "level"), "way": _scores(told, "way"),
        "manner": _scores(told, "manner"),
    }  # fmt: skip


def _scores(told: Told, side: str) -> list[dict[str, Any]]:
    return [scores.score(*found) for found in sorted(told.levels(side).items(), reverse=True)]
