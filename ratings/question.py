"""The question: asked after each service, tied to the clerk, never leading back to a ticket.

The journal keeps only opened, answered, unanswered, withdrawn. The answer is a row under a random
key, with neither ticket nor time.
"""

from __future__ import annotations

import json
import secrets
from typing import Any, NamedTuple

import peewee as pw

import office
from db.errors import Refused, Unknown
from db.models import Day, OpenRating, Rating
from db.statement import Statement, hole, rows
from db.transaction import Transaction
from office import hours
from ratings import reasons, sealing

_is_open = OpenRating.state == pw.SQL("'open'")
_insert = Statement(
    OpenRating.insert(
        id=hole("id"), counter=hole("counter"), clerk=hole("clerk"), ticket=hole("ticket"),
        leg=hole("leg"), field=hole("field"), day=hole("day"), state="open",
        opened_hall=hole("now"), closes_hall=hole("closes"),
    )
)  # fmt: skip
_at_counter = Statement(
    OpenRating.select(OpenRating.id, OpenRating.opened_hall).where(
        _is_open & (OpenRating.counter == hole("counter"))
    )
)
_by_id = Statement(
    OpenRating.select(
        OpenRating.id, OpenRating.counter, OpenRating.clerk, OpenRating.field, OpenRating.day,
        OpenRating.state, OpenRating.closes_hall,
    ).where(OpenRating.id == hole("id"))
)  # fmt: skip
_close = Statement(OpenRating.update(state=hole("state")).where(OpenRating.id == hole("id")))
_later = Statement(OpenRating.update(closes_hall=hole("at")).where(OpenRating.id == hole("id")))
AXES = (Rating.way, Rating.manner)
_scale = Statement(Day.select(Day.levels).where(Day.id == hole("id")))
_kept = Statement(
    Rating.select(Rating.scale, Rating.level, Rating.reasons, *AXES, Rating.day).where(
        Rating.key == hole("key")
    )
)


class More(NamedTuple):
    """What may follow the first touch: codes of reasons, and a level on each of the two axes."""

    reasons: tuple[str, ...] = ()
    way: int | None = None
    manner: int | None = None


NONE = More()


class Asked(NamedTuple):
    """An open question as the answer needs it."""

    id: str
    counter: int
    clerk: str
    field: str
    day: int
    state: str
    closes_hall: int


def ask(tx: Transaction, row: Any) -> None:
    """Opens the one rating of this leg, for the clerk signed in where it was served."""
    _close_at(tx, row.counter)
    id = secrets.token_urlsafe(9)
    closes = tx.now + office.rule("rating_window_s") * 1000
    earliest = tx.now + office.rule("rating_min_s") * 1000
    _insert(
        id=id, counter=row.counter, clerk=row.clerk, ticket=row.id, leg=row.leg,
        field=row.field, day=row.day, now=tx.now, closes=closes,
    )  # fmt: skip
    asked = Asked(id, row.counter, row.clerk, row.field, row.day, "open", closes)
    told = {"ticket": row.id, "field": row.field, "closes": closes, "earliest": earliest}
    _note(tx, asked, "opened", leg=row.leg, detail=json.dumps(told))
    tx.due(closes, "rating", id)
    tx.before.append(("rating", id))


def is_answered(id: str) -> bool:
    """Whether the citizen has given the answer."""
    asked = _asked(id)
    return asked is not None and asked.state == "answered"


def withdraw(tx: Transaction, id: str) -> None:
    """The service goes on after all: the question is taken back, and counted as withdrawn."""
    asked = _asked(id)
    if asked and asked.state == "open":
        _end(tx, asked, "withdrawn")


def next_has_started(tx: Transaction, counter: int) -> None:
    """The next citizen's service starts: the question closes, but never before `rating_min_s`."""
    row = _at_counter.one(counter=counter)
    if row is None:
        return
    earliest = row[1] + office.rule("rating_min_s") * 1000
    if tx.now >= earliest:
        unanswered(tx, row[0])
    else:
        _later(id=row[0], at=earliest)
        tx.not_due("rating", row[0])
        tx.due(earliest, "rating", row[0])
        tx.touch(f"pad:{counter}")


def unanswered(tx: Transaction, id: str) -> None:
    """The time is over; unanswered is counted."""
    asked = _asked(id)
    if asked and asked.state == "open":
        _end(tx, asked, "unanswered")


def answer(tx: Transaction, id: str, counter: int, level: int, key: bytes) -> dict[str, Any]:
    """Takes the citizen's answer under the random `key`; Refused `rating_closed` when too late."""
    asked = _asked(id)
    if asked is None or asked.counter != counter or asked.state != "open":
        raise Refused("rating_closed")
    if asked.closes_hall <= tx.now:
        raise Refused("rating_closed")
    scale = levels_of(asked.day)
    if level > scale:
        raise Unknown("level")
    # By the business date: an hour past midnight still is the afternoon of its day.
    early = tx.day and tx.wall < hours.noon(tx.day.date, tx.machine)
    half = "am" if early else "pm"
    Rating.insert(
        key=key, clerk=asked.clerk, **sealing.NOWHERE, day=asked.day, half=half, scale=scale,
        level=level,
    ).execute()  # fmt: skip
    _end(tx, asked, "answered")
    return {"rating": id, "state": "answered"}


def levels_of(day_id: int) -> int:
    """The scale of a day's ratings: fixed when it opened, so that no average mixes two."""
    row = _scale.one(id=day_id)
    levels: int = row[0] if row and row[0] else office.rule("rating_levels")
    return levels


def add(tx: Transaction, id: str, key: bytes, more: More) -> dict[str, Any]:
    """Adds axes or reasons to an answer, each once; Refused `rating_closed` when they are there.

    Unknown for what the office does not ask: nobody's own words may stand beside an answer.
    """
    row = _kept.one(key=key)
    # Once the day is sealed its answers are as they are.
    if row is None or row[5] != (tx.day.id if tx.day else None):
        raise Refused("rating_closed")
    scale, level, there, *axes, _ = row
    new: dict[str, Any] = {}
    if more.reasons:
        new["reasons"] = reasons.must_fit(scale, level, more.reasons)
    if more.way or more.manner:
        if not office.rule("rating_axes") or max(more.way or 0, more.manner or 0) > scale:
            raise Unknown("level")
        new |= {"way": more.way, "manner": more.manner}
    if ("reasons" in new and there) or ("way" in new and any(axes)):
        raise Refused("rating_closed")
    if new:
        Rating.update(**new).where(Rating.key == key).execute()
    return {"rating": id, "state": "answered"}


def close_all(tx: Transaction) -> None:
    """Closes every open question, at the end of the day."""
    for row in rows(OpenRating.select(OpenRating.id).where(_is_open)):
        unanswered(tx, row[0])


def _asked(id: str) -> Asked | None:
    row = _by_id.one(id=id)
    return Asked(*row) if row else None


def _close_at(tx: Transaction, counter: int) -> None:
    if row := _at_counter.one(counter=counter):
        unanswered(tx, row[0])


def _end(tx: Transaction, asked: Asked, how: str) -> None:
    _close(id=asked.id, state=how)
    tx.not_due("rating", asked.id)
    _note(tx, asked, how)


def _note(tx: Transaction, asked: Asked, action: str, **more: Any) -> None:
    tx.append(
        "rating", asked.id, action, "hall", day=asked.day, counter=asked.counter,
        clerk=asked.clerk, **more,
    )  # fmt: skip
    tx.touch(f"pad:{asked.counter}")
    tx.touch("stats")
