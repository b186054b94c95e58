"""The figures of some business days, grouped in one way: for the page, the API and the file."""

from __future__ import annotations

import datetime as dt
from typing import Any

from figures import passages, scores
from figures.names import NOBODY, names
from figures.period import Period, between
from tickets import Moment

NONE = {"n": 0, "median_s": None, "p90_s": None}


def figures(begin: dt.date, end: dt.date, by: str, moment: Moment) -> dict[str, Any]:
    """{"from", "to", "by", "days", "turn", "now", "total": figures, "rows": [figures…]}.

    Each of these: {"key", "label", "label_en", the COUNTS of passages, "waiting" and
    "waiting_max" (None where nobody can wait), "wait", "walk", "service" and "work" as
    {"n", "median_s", "p90_s"}, "ratings": {"opened", "n" (answered), "unanswered", "withdrawn",
    "response" (n / opened), "scores": [one for each scale, see `scores.score`]}}.

    Live, but by clerk they change only at the turn of a half-day, and so does every average of
    ratings: `turn` (ISO 8601) is how far these go today, None when that is not at all.
    """
    period = between(begin, end, moment)
    found = _Found(by, period)
    known = names(by, period)
    groups = found.groups()
    keys = [key for key in known if key in groups]
    if None in groups and by in NOBODY:
        keys.append(None)
    return {
        "from": period.begin, "to": period.end, "by": by, "days": len(period.days),
        "turn": moment.iso(period.turn) if period.turn else None,
        "open": bool(period.open_day), "now": moment.iso(), "total": found.total(),
        "rows": [found.row(key, *(known.get(key) or NOBODY[by])) for key in keys],
    }  # fmt: skip


class _Found:
    """The answers of the database, by group and in all."""

    def __init__(self, by: str, period: Period) -> None:
        self._by, self._period = by, period
        self._counts = passages.counts(by, period)
        self._spans, self._spans_all = passages.spans(by, period)
        self._waiting, self._waiting_all = passages.waiting(by, period)
        self._asked = scores.asked(by, period)
        self._levels, self._levels_all = scores.levels(by, period)

    def groups(self) -> set[Any]:
        """Every group of which there is something to say."""
        return {*self._counts, *self._asked, *self._levels}

    def row(self, key: Any, label: str, label_en: str) -> dict[str, Any]:
        """One group."""
        counts = self._counts.get(key) or dict.fromkeys(passages.COUNTS, 0)
        asked = self._asked.get(key) or dict.fromkeys(scores.ASKED, 0)
        return {
            "key": key if self._by != "day" else self._period.days[key],
            "label": label, "label_en": label_en, **counts,
            **self._lines(self._waiting.get(key, (0, 0))), **_spans(self._spans.get(key, {})),
            "ratings": _ratings(asked, self._levels.get(key, {})),
        }  # fmt: skip

    def total(self) -> dict[str, Any]:
        """All groups together, and what belongs to none."""
        counts = {n: sum(row[n] for row in self._counts.values()) for n in passages.COUNTS}
        asked = {how: sum(row[how] for row in self._asked.values()) for how in scores.ASKED}
        return {
            "key": None, "label": "Tổng", "label_en": "Total", **counts,
            **self._lines(self._waiting_all, whole=True), **_spans(self._spans_all),
            "ratings": _ratings(asked, self._levels_all),
        }  # fmt: skip

    def _lines(self, found: tuple[int, int], whole: bool = False) -> dict[str, int | None]:
        # Nobody stands before one counter or one clerk; by clerk not even all of them are live.
        if self._by == "clerk" or (self._by == "counter" and not whole):
            return {"waiting": None, "waiting_max": None}
        # Nobody waits in a day that is over, and nobody "now" in an hour of several days.
        now = found[0] if self._period.open_day and self._by != "hour" else None
        return {"waiting": now, "waiting_max": found[1]}


def _spans(found: dict[str, dict[str, Any]]) -> dict[str, Any]:
    told = {}
    for span in passages.SPANS:
        own = found.get(span)
        told[span] = (
            {
                "n": own["n"],
                "median_s": _seconds(own["median_ms"]),
                "p90_s": _seconds(own["p90_ms"]),
            }
            if own
            else dict(NONE)
        )
    return told


def _seconds(ms: int) -> float:
    return round(ms / 1000, 1)


def _ratings(asked: dict[str, int], levels: dict[int, list[int]]) -> dict[str, Any]:
    return {
        "opened": asked["opened"], "n": asked["answered"], "unanswered": asked["unanswered"],
        "withdrawn": asked["withdrawn"],
        "response": round(asked["answered"] / asked["opened"], 3) if asked["opened"] else None,
        "scores": [scores.score(scale, levels[scale]) for scale in sorted(levels, reverse=True)],
    }  # fmt: skip
