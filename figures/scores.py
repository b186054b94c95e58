"""What citizens said: questions and answers counted by the journal, levels by the rating table.

The table knows neither ticket nor time, and no service: an answer leads back to nobody. So that
watching the figures does not undo this, levels and averages change only at the turn of a
half-day, and an average of fewer than SMALL answers is not shown at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import peewee as pw

from db.engine import database
from db.models import Journal, OpenRating, Rating, Service
from db.statement import rows
from figures.passages import key_of, of_ticket, weekday_of
from figures.period import Period, before_turn, rated, rows_of
from ratings.reasons import of_clerk
from ratings.shares import interval

SMALL = 5
Counts = Sequence[int]
SCALES = (3, 4, 5)
ASKED = ("opened", "answered", "unanswered", "withdrawn")
# What a level is given to: the whole, and on the second screen, where the office asks for them, the
# way the work was settled and the manner of the clerk.
SIDES = ("level", "way", "manner")

# The groups that an answer keeps; counter and field only where they lead to nobody.
_KEPT = {
    "counter": pw.fn.NULLIF(Rating.counter, 0), "clerk": Rating.clerk,
    "field": pw.fn.NULLIF(Rating.field, ""), "day": Rating.day, "weekday": weekday_of(Rating.day),
}  # fmt: skip


def asked(by: str, period: Period) -> dict[Any, dict[str, int]]:
    """How many questions were opened in each group, and what became of these."""
    base = Journal.alias()
    question = base.select(
        base.ref.alias("ref"), pw.fn.MIN(base.wall).alias("wall"),
        pw.fn.MIN(base.day).alias("day"), pw.fn.MIN(base.counter).alias("counter"),
        pw.fn.MIN(base.clerk).alias("clerk"),
        *(pw.fn.MAX(pw.Case(None, [(base.action == how, 1)], 0)).alias(how) for how in ASKED),
    ).where(rows_of(period, "rating", base)).group_by(base.ref)  # fmt: skip
    if by == "clerk":
        question = question.where(before_turn(period, base))
    source = question.alias("q")
    q = source.c
    found = pw.Select([source], [])
    if by in ("service", "field", "class", "channel"):
        # The question names its ticket and leg; the row that ended this leg names the service.
        found = found.join(OpenRating, on=(OpenRating.id == q.ref))
    if by in ("service", "field"):
        found = found.join(Service, on=(Service.id == _service_asked_about()))
    found = of_ticket(found, by, OpenRating.ticket)
    key = Service.id if by == "service" else key_of(by, period, q)
    counted = found.select(key, *(pw.fn.SUM(getattr(q, how)) for how in ASKED)).group_by(key)
    return {row[0]: dict(zip(ASKED, row[1:], strict=True)) for row in rows(counted.bind(database))}


def _service_asked_about() -> Any:
    """Within a leg the service never changes, however often its end was undone."""
    ended = Journal.alias("e")
    return ended.select(pw.fn.MIN(ended.service)).where(
        (ended.subject == "ticket")
        & (ended.ref == OpenRating.ticket.cast("TEXT"))
        & (ended.leg == OpenRating.leg)
        & (ended.action == "finish")
    )


def levels(by: str, period: Period) -> dict[Any, dict[tuple[bool, str, int], list[int]]]:
    """{group: {(gathered into the week, one of SIDES, scale): [answers of level 1, 2, …]}}.

    Answers that keep no such group (service, hour, class, channel) all stand under None, by clerk
    those whose reasons are nothing that a clerk can help.
    """
    week = Rating.half == "week"
    key = _KEPT.get(by, pw.SQL("NULL"))
    why = Rating.reasons if by == "clerk" else pw.Value("")
    sides = [getattr(Rating, side) for side in SIDES]
    told: dict[Any, dict[tuple[bool, str, int], list[int]]] = {}
    found = Rating.select(key, week, Rating.scale, why, *sides, pw.fn.COUNT(Rating.key))
    found = found.where(rated(period)).group_by(key, week, Rating.scale, why, *sides)
    for group, gathered, scale, codes, *given, n in rows(found):
        mine = told.setdefault(group if of_clerk(codes) else None, {})
        for side, level in zip(SIDES, given, strict=True):
            if level:
                mine.setdefault((bool(gathered), side, scale), [0] * scale)[level - 1] += n
    return told


def score(scale: int, counted: list[int]) -> dict[str, Any]:
    """{"scale", "n", "mean", "levels", "satisfied"}; only scale and n below SMALL answers.

    `levels` counts the answers from level 1 up. `satisfied` is the share above the middle of
    the scale with its 95 % Wilson interval: {"share", "low", "high"}.
    """
    n = sum(counted)
    told: dict[str, Any] = {"scale": scale, "n": n, "mean": None, "levels": None, "satisfied": None}
    if n < SMALL:
        return told
    good, _ = good_and_bad(counted)
    mean = sum(level * answers for level, answers in enumerate(counted, 1)) / n
    return told | {"mean": round(mean, 2), "levels": counted, "satisfied": interval(good, n)}


def good_and_bad(levels: Counts) -> tuple[int, int]:
    """How many answers were above the middle of their scale, and how many were not."""
    good = sum(levels[(len(levels) + 1) // 2 :])
    return good, sum(levels) - good
