"""Why people were displeased or pleased: how often each reason was touched."""

from __future__ import annotations

from collections import Counter
from typing import Any

import peewee as pw

from db.models import Rating
from db.statement import rows
from figures.period import Period, rated
from figures.scores import SMALL
from ratings import reasons

# Reasons that go straight to the head are told as one: nobody else reads which of them it was.
OTHERS = "head"


def touched(period: Period) -> list[dict[str, Any]]:
    """[{"code", "name", "name_en", "kind", "n"}], the most frequent first.

    Reasons that only the head reads stand together under the code OTHERS. `n` is None where it is
    below SMALL: so few could be known by who they were.
    """
    counted = Counter[str]()
    found = Rating.select(Rating.reasons, pw.fn.COUNT(Rating.key)).where(
        rated(period) & (Rating.reasons != "")
    )
    for codes, n in rows(found.group_by(Rating.reasons)):
        for code in codes.split(","):
            counted[code] += n
    known = {each["code"]: each for each in reasons.known()}
    open_to_all = reasons.seen_by("observer")
    told = Counter[str]()
    for code, n in counted.items():
        told[code if code in open_to_all else OTHERS] += n
    return [_one(code, n, known.get(code)) for code, n in told.most_common()]


def _one(code: str, n: int, known: dict[str, Any] | None) -> dict[str, Any]:
    named = known or {"name": "", "name_en": "", "kind": "reason"}
    parts = {key: named[key] for key in ("name", "name_en", "kind")}
    return {"code": code, **parts, "n": n if n >= SMALL else None}
