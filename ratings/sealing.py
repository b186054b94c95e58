"""The close of a day of answers: small cells gathered, places kept where they tell nothing, a seal.

An answer is born without counter and field: with the journal beside it, which says whose ticket was
of which field, they would part the answers of one half-day. Where all of a clerk's half-day were
at one counter, or of one field, they part nothing, and are filled in.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

import peewee as pw

from db.models import Rating
from db.statement import rows
from ratings.asked import Asked

# Of fewer answers no figure is shown.
FEW = 5
NOWHERE: dict[str, Any] = {"counter": 0, "field": ""}
AXES = (Rating.way, Rating.manner)
_SEALED = (
    Rating.key, Rating.clerk, Rating.counter, Rating.field, Rating.day, Rating.half,
    Rating.scale, Rating.level, Rating.reasons, *AXES,
)  # fmt: skip


def gather_small_cells(day_id: int, week: list[int]) -> None:
    """Fewer than FEW answers of a clerk in a half-day become the day, or the week.

    `week` holds the business days of the same week up to this one, first first.
    """
    few = (
        Rating.select(Rating.clerk, Rating.half)
        .where((Rating.day == day_id) & (Rating.half != "week"))
        .group_by(Rating.clerk, Rating.half)
        .having(pw.fn.COUNT(Rating.key) < FEW)
    )
    for clerk in {clerk for clerk, _ in rows(few)}:
        mine = (Rating.day == day_id) & (Rating.clerk == clerk) & (Rating.half != "week")
        Rating.update(half="day").where(mine).execute()
        if Rating.select().where(mine).count() < FEW:
            Rating.update(half="week", day=week[0], **NOWHERE).where(mine).execute()


def fill_places(day_id: int, asked: Iterable[Asked]) -> None:
    """Counter and field of the day's answers, where a whole cell of a clerk has the same."""
    answered = [each for each in asked if each.at is not None]
    mine = (Rating.day == day_id) & (Rating.half != "week")
    cells = Rating.select(Rating.clerk, Rating.half).where(mine).distinct()
    for clerk, half in rows(cells):
        here = [a for a in answered if a.clerk == clerk and half in (a.half, "day")]
        same = {
            name: each.pop() if len(each) == 1 else NOWHERE[name]
            for name, each in (
                ("counter", {a.counter for a in here}), ("field", {a.field for a in here})
            )
        }  # fmt: skip
        Rating.update(same).where(mine & (Rating.clerk == clerk) & (Rating.half == half)).execute()


def digests(day_id: int, week: list[int]) -> dict[str, str]:
    """What the seal holds of the answers: {"ratings": of this day, "week": gathered so far}.

    Apart, because the week goes on growing after the day is sealed.
    """
    gathered = Rating.half == "week"
    return {
        "ratings": _digest((Rating.day == day_id) & ~gathered),
        "week": _digest((Rating.day == week[0]) & gathered),
    }


def _digest(which: Any) -> str:
    """SHA-256 over ratings in the order of their random keys.

    Without `excluded`: an answer that is left out later is still the answer that was sealed.
    """
    found = rows(Rating.select(*_SEALED).where(which).order_by(Rating.key))
    text = json.dumps([_told(row) for row in found])
    return hashlib.sha256(text.encode()).hexdigest()


def _told(row: tuple[Any, ...]) -> list[Any]:
    """An answer as it is sealed; without the axes when none was given: so older seals hold."""
    key, *rest = row
    return [key.hex(), *(rest if any(rest[-2:]) else rest[:-2])]
