"""What is answered later: from the phone within days, or on a sheet of paper that staff enter.

Counted apart from the pads, and kept apart: rows under a random key that join the seal of the next
day that closes, under the first business day of its week. One from a phone has neither counter nor
field, for with few of them either would lead back to a ticket.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from typing import Any, NamedTuple

import peewee as pw

import office
from db.errors import Refused, Unknown
from db.models import Answer, Day, Journal, OpenRating
from db.statement import Statement, hole, rows
from db.transaction import Transaction
from ratings import question, reasons

PHONE, PAPER = "phone", "paper"
DAY_MS = 86_400_000
# What a sheet asks besides the levels; domain words: the factors of SIPAS (yếu tố), trips (số lần
# đi lại), papers beyond the posted list, money beyond the fees.
FACTORS = ("access", "procedure", "clerk", "result", "feedback")

# The question stands right after the end of its leg, in the same command: by sequence, so that no
# index grows with every service.
_End = Journal.alias("ended")
_asked = Statement(
    Journal.select(
        Journal.ref,
        Journal.leg,
        Journal.clerk,
        OpenRating.counter,
        OpenRating.day,
        OpenRating.state,
    )
    .join(_End, on=(_End.command == Journal.command) & (_End.seq < Journal.seq))
    .join(OpenRating, on=(OpenRating.id == Journal.ref))
    .where(
        (_End.subject == "ticket")
        & (_End.ref == hole("ticket"))
        & (_End.action == "finish")
        & (Journal.seq <= _End.seq + 4)
        & (Journal.subject == "rating")
        & (Journal.action == "opened")
        & OpenRating.state.in_(["open", "unanswered"])
        & (OpenRating.closes_hall > hole("since"))
    )
    .order_by(Journal.seq)
)
_given = Statement(
    Journal.select(Journal.seq)
    .where((Journal.subject == "answer") & (Journal.ref == hole("ref")))
    .limit(1)
)
_SEALED = (
    Answer.key, Answer.channel, Answer.clerk, Answer.counter, Answer.field, Answer.day,
    Answer.scale, Answer.level, Answer.way, Answer.manner, Answer.reasons, Answer.form,
)  # fmt: skip


class Given(NamedTuple):
    """What somebody says: a level, and whatever else they like to."""

    level: int
    reasons: tuple[str, ...] = ()
    way: int | None = None
    manner: int | None = None


class Leg(NamedTuple):
    """A service that its pad asked about; in vain, once the question is `unanswered`."""

    rating: str
    leg: int
    clerk: str
    counter: int
    day: int
    state: str


class Sheet(NamedTuple):
    """What a sheet of paper says besides a `Given`: where it was filled in, and its further rows.

    `factors` are levels of FACTORS in their order, None where nothing is crossed.
    """

    counter: int | None = None
    field: str | None = None
    factors: tuple[int | None, ...] = ()
    trips: int | None = None
    papers: bool | None = None
    money: bool | None = None


def open_to(ticket: int, now: int) -> list[Leg]:
    """What the holder of a ticket may still answer, leg by leg; `now` is hall time (ms)."""
    legs = [leg for leg in _legs(ticket, now) if leg.state == "unanswered"]
    return [leg for leg in legs if _given.one(ref=leg.rating) is None]


def asks(ticket: int, now: int) -> dict[str, Any]:
    """What the holder's phone is asked: {"soon", "axes", "legs"}.

    Each leg is {"rating", "counter", "levels"}. `soon`: the pad still asks; what stays without
    an answer there is asked here then.
    """
    return {
        "soon": any(leg.state == "open" for leg in _legs(ticket, now)),
        "axes": office.rule("rating_axes"),
        "legs": [
            {"rating": leg.rating, "counter": leg.counter, "levels": question.levels_of(leg.day)}
            for leg in open_to(ticket, now)
        ],
    }


def _legs(ticket: int, now: int) -> list[Leg]:
    since = now - office.rule("rating_later_days") * DAY_MS
    return [Leg(*row) for row in _asked.all(ticket=str(ticket), since=since)]


def by_phone(tx: Transaction, ticket: int, rating: str, said: Given) -> dict[str, Any]:
    """The holder's answer, once for each leg; Refused `rating_closed` when it is too late."""
    leg = next((leg for leg in open_to(ticket, tx.now) if leg.rating == rating), None)
    if leg is None:
        raise Refused("rating_closed")
    scale = question.levels_of(leg.day)
    _keep(PHONE, leg.clerk, scale, said)
    tx.append("answer", rating, PHONE, "holder", counter=leg.counter, clerk=leg.clerk)
    tx.touch("stats")  # what phones were told is told anew: this one is not asked again
    return {"rating": rating, "state": "answered"}


def on_paper(tx: Transaction, clerk: str, said: Given, sheet: Sheet, actor: str) -> dict[str, Any]:
    """A sheet that somebody filled in and `actor` enters: {"sheet", "state"}.

    Refused `own_rating` for what is about oneself.
    """
    if office.person(clerk) is None:
        raise Unknown("clerk")
    if actor == clerk:
        raise Refused("own_rating")
    form = json.dumps([sheet.factors, sheet.trips, sheet.papers, sheet.money])
    key = _keep(
        PAPER, clerk, 5, said, counter=sheet.counter, field=sheet.field, form=form
    )  # a sheet of paper has five columns, whatever the pads show
    # A sheet comes from no ticket that anybody knows: so its row may be found again, to strike it.
    told = json.dumps({"key": key.hex()})
    seq = tx.append(
        "answer", tx.seq + 1, PAPER, actor, counter=sheet.counter, clerk=clerk, detail=told
    )
    return {"sheet": seq, "state": "entered"}


def sat_at(n: int, date: str) -> list[str]:
    """The clerks who opened this counter on a business date (ISO): whom a sheet may be about."""
    day = Day.get_or_none(Day.date == date)
    if day is None:
        return []
    after = Day.select(pw.fn.MIN(Day.opened_seq)).where(Day.id > day.id).scalar()
    found = Journal.select(Journal.clerk).distinct()
    found = found.where(
        (Journal.seq >= day.opened_seq)
        & (Journal.seq < (after or 1 << 62))
        # coalesce() keeps SQLite from its index by subject: every counter there ever was.
        & (pw.fn.COALESCE(Journal.subject, "") == "counter")
        & (Journal.action == "open")
        & (Journal.counter == n)
        & Journal.clerk.is_null(is_null=False)
    )
    return sorted(clerk for (clerk,) in rows(found))


def seal(week: list[int]) -> str:
    """At the day's close: what came since the last one is put under its week; the week's digest."""
    Answer.update(day=week[0]).where(Answer.day.is_null()).execute()
    found = rows(Answer.select(*_SEALED).where(Answer.day == week[0]).order_by(Answer.key))
    text = json.dumps([[v.hex() if isinstance(v, bytes) else v for v in row] for row in found])
    return hashlib.sha256(text.encode()).hexdigest()


def entered() -> dict[str, int]:
    """How many of each channel came since the last closing: {"phone", "paper"}."""
    counted = Answer.select(Answer.channel, pw.fn.COUNT(Answer.key))
    counted = counted.where(Answer.day.is_null() & Answer.excluded.is_null())
    return {PHONE: 0, PAPER: 0} | dict(rows(counted.group_by(Answer.channel)))


def _keep(channel: str, clerk: str, scale: int, said: Given, **more: Any) -> bytes:
    """The answer's row; its key."""
    for level in (said.level, said.way, said.manner):
        if level is not None and not 1 <= level <= scale:
            raise Unknown("level")
    key = secrets.token_bytes(16)
    Answer.insert(
        key=key, channel=channel, clerk=clerk, scale=scale, level=said.level,
        way=said.way, manner=said.manner, reasons=reasons.must_fit(scale, said.level, said.reasons),
        **more,
    ).execute()  # fmt: skip
    return key
