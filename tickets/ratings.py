"""The rating: asked after each service, tied to the clerk, never leading back to a ticket.

The journal keeps only opened, answered, unanswered, withdrawn. The answer is a row under a random
key, with neither ticket nor time.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from typing import Any, NamedTuple

import peewee as pw

from db.errors import Refused, Unknown
from db.models import OpenRating, Rating
from db.statement import Statement, hole, rows
from db.transaction import Transaction
from tickets import day, office

REASONS_WITHIN_MS = 15_000
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
_SEALED = (
    Rating.key, Rating.clerk, Rating.counter, Rating.field, Rating.day, Rating.half,
    Rating.scale, Rating.level, Rating.reasons,
)  # fmt: skip


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
    if level > office.rule("rating_levels"):
        raise Unknown("level")
    # By the business date: an hour past midnight still is the afternoon of its day.
    early = tx.day and tx.wall < day.noon(tx.day.date, tx.machine)
    half = "am" if early else "pm"
    Rating.insert(
        key=key, clerk=asked.clerk, counter=counter, field=asked.field, day=asked.day,
        half=half, scale=office.rule("rating_levels"), level=level,
    ).execute()  # fmt: skip
    _end(tx, asked, "answered")
    return {"rating": id, "state": "answered"}


def add_reasons(tx: Transaction, id: str, key: bytes, reasons: list[str]) -> dict[str, Any]:
    """Adds the reasons to an answer, once; Refused `rating_closed` when it has some already.

    Unknown for what is no code of the office: nobody's own words may stand beside an answer.
    """
    if not {*reasons} <= {known["code"] for known in office.setting("reasons")}:
        raise Unknown("reasons")
    same = (Rating.key == key) & (Rating.reasons == "")
    # Once the day is sealed its answers are as they are.
    same &= Rating.day == (tx.day.id if tx.day else None)
    if not Rating.update(reasons=",".join(dict.fromkeys(reasons))).where(same).execute():
        raise Refused("rating_closed")
    return {"rating": id, "state": "answered"}


class Pending:
    """For 15 s, which answer belongs to which question, so that reasons may follow.

    In memory only: nothing on disk may lead from a question to its answer.
    """

    def __init__(self) -> None:
        self._kept: dict[str, tuple[bytes, tuple[int, int], int]] = {}

    def keep(self, id: str, counter: int, level: int, key: bytes, now: int) -> None:
        """An answer was given now (hall ms) at this counter's pad."""
        self._kept[id] = (key, (counter, level), now)

    def of(self, id: str, counter: int, level: int, now: int) -> bytes | None:
        """The answer's key, if it was given lately; Refused when it was another level or pad."""
        self._kept = {i: k for i, k in self._kept.items() if now - k[2] < REASONS_WITHIN_MS}
        if id not in self._kept:
            return None
        key, answered, _ = self._kept[id]
        if answered != (counter, level):
            raise Refused("rating_closed")
        return key


def gather_small_cells(day_id: int, week: list[int]) -> None:
    """At the day's close: fewer than 5 answers of a clerk in a half-day become the day, or week.

    `week` holds the business days of the same week up to this one, first first.
    """
    few = (
        Rating.select(Rating.clerk, Rating.half)
        .where(Rating.day == day_id)
        .group_by(Rating.clerk, Rating.half)
        .having(pw.fn.COUNT(Rating.key) < 5)
    )
    for clerk in {clerk for clerk, _ in rows(few)}:
        mine = (Rating.day == day_id) & (Rating.clerk == clerk)
        Rating.update(half="day").where(mine).execute()
        if Rating.select().where(mine).count() < 5:
            Rating.update(half="week", day=week[0]).where(mine).execute()


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
    text = json.dumps([[v.hex() if isinstance(v, bytes) else v for v in row] for row in found])
    return hashlib.sha256(text.encode()).hexdigest()


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
