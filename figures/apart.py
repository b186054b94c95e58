"""What is counted apart from the pads' answers: those given later, by phone and on paper."""

from __future__ import annotations

from typing import Any

import peewee as pw

from db.models import Answer
from db.statement import rows
from figures.period import Period
from figures.scores import score


def later(period: Period) -> list[dict[str, Any]]:
    """Answers by phone and on paper: [{"channel", and what `scores.score` tells}], by channel.

    Never added to the pads': whoever answers at home has chosen to.
    """
    found = Answer.select(Answer.channel, Answer.scale, Answer.level, pw.fn.COUNT(Answer.key))
    found = found.where(Answer.day.between(period.first, period.last) & Answer.excluded.is_null())
    counted: dict[tuple[str, int], list[int]] = {}
    for channel, scale, level, n in rows(
        found.group_by(Answer.channel, Answer.scale, Answer.level)
    ):
        counted.setdefault((channel, scale), [0] * scale)[level - 1] += n
    return [
        {"channel": channel, **score(scale, levels)}
        for (channel, scale), levels in sorted(counted.items())
    ]
