"""Serving by JSON: every verb of a counter, its pad, its rating."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from flask import Response, jsonify, request
from pydantic import Field

from counter import board
from counter.origins import Origins
from office import people
from ratings import ownscores, question
from tickets import Desk, catalog, history, ownday, reading, rows
from web import room
from web.access import STAFF, actor, allow, me
from web.api import Body, Nothing, Whatever, blueprint, body, describe, key, reply
from web.errors import Problem
from web.paper import Paper

AT_COUNTER = ("counter", "api", *STAFF)
Level = Annotated[int, Field(ge=1, le=5)]
# What a column can hold: a longer number is a wrong press, not a fault of the database.
TicketId = Annotated[int, Field(ge=1, lt=2**63)]


class Hold(Body):
    """What the citizen is sent to do, and after how many minutes the page reminds."""

    reason: str
    minutes: int | None = Field(default=None, ge=1, le=240)


class Resume(Body):
    """Who is back."""

    ticket: TicketId


class Call(Body):
    """Whom to call out of order, and why."""

    ticket: TicketId
    reason: str


class Transfer(Body):
    """Where to ("line:…", "counter:…", "clerk:…"), where there, and whether back afterwards."""

    to: str
    place: Literal["keep", "first", "last"] = "keep"
    back: bool = False
    note: str = Field(default="", max_length=200)


class Note(Body):
    """Words for whoever serves this number, and for how long; none erases what was written."""

    text: str = Field(default="", max_length=200)
    minutes: int | None = Field(default=None, ge=1, le=720)


class AddService(Body):
    """The other errand."""

    service: str


class Quick(Body):
    """Work without a number; no service is the back office."""

    service: str | None = None


SAID: dict[str, type[Body]] = {
    "recall": Nothing, "start": Nothing, "finish": Nothing, "miss": Nothing, "undo": Nothing,
    "hold": Hold, "resume": Resume, "call": Call, "transfer": Transfer,
    "add-service": AddService, "quick": Quick, "note": Note,
}  # fmt: skip


class Open(Body):
    """Who opens the counter; the PIN ends a locked pause."""

    clerk: str | None = None
    pin: str | None = None


class Pause(Body):
    """Why it pauses, and whether the page locks."""

    reason: str
    lock: bool = False


class Next(Body):
    """The ticket that the page shows; null for nobody, absent when it does not say."""

    expect: int | None = None


class Rate(Body):
    """A face, and (each once, within 15 s) the two axes and reasons."""

    rating: str
    level: Level
    reasons: list[str] | None = Field(default=None, max_length=5)
    way: Level | None = None
    manner: Level | None = None


@blueprint.get("/clerks")
@describe(200)
@allow(*AT_COUNTER, "reception")
def clerks() -> dict[str, Any]:
    """Who may open a counter."""
    return {"clerks": room(Desk).ask(catalog.clerks)}


@blueprint.get("/counters/<int:n>")
@describe(200)
@allow(*AT_COUNTER)
def counter(n: int) -> Response:
    """The counter's whole state."""
    told = _look(f"counter:{n}", board.whole, n)
    return jsonify(told | {"keypad": room(Paper).refused_key(n)})


@blueprint.get("/counters/<int:n>/history/<int:id>")
@describe(200)
@allow(*AT_COUNTER)
def history_of(n: int, id: int) -> dict[str, Any]:
    """What happened to one of today's numbers, step by step, with the words left for colleagues."""
    desk = room(Desk)
    return desk.ask(lambda: (rows.existing(n), history.of_ticket(id, desk.moment()))[1])


@blueprint.get("/counters/<int:n>/own-day")
@describe(200)
@allow("counter", *STAFF)
def own_day(n: int) -> dict[str, Any]:
    """The day so far of the person who asks; by a counter's device, of whoever sits there.

    To a person who is signed in also the own ratings of the last whole weeks.
    """
    desk, person = room(Desk), me().staff

    def figures() -> dict[str, Any]:
        clerk = person or rows.existing(n).clerk
        if not clerk:
            return {"figures": None, "ratings": None}
        moment = desk.moment()
        told = ownscores.of(person, moment) if person else None
        return {"figures": ownday.of(clerk, moment), "ratings": told}

    return desk.ask(figures)


@blueprint.post("/counters/<int:n>/open")
@describe(200, body=Open)
@allow(*AT_COUNTER)
def open_(n: int) -> Response:
    """Opens the counter, ends its pause, or takes it over."""
    asked = body(Open)
    clerk = me().staff if me().role == "clerk" else asked.clerk
    if asked.pin:
        # Four digits: whoever may press here has all of them in minutes.
        told = room(Desk).told(lambda tx: people.try_now(tx, [people.pin_of(n)]))
        if told["seconds"]:
            raise Problem(429, "try_later", seconds=told["seconds"])
    answer = room(Desk).open_counter(
        n, clerk, asked.pin, actor(), key(secret=True), signed_in=me().staff is not None
    )
    return reply(*answer)


@blueprint.post("/counters/<int:n>/pause")
@describe(200, body=Pause)
@allow(*AT_COUNTER)
def pause(n: int) -> Response:
    """Stops calling for a while."""
    asked = body(Pause)
    return reply(*room(Desk).pause(n, asked.reason, asked.lock, actor(), key(), _sitter(n)))


@blueprint.post("/counters/<int:n>/close")
@describe(200, body=Nothing)
@allow(*AT_COUNTER)
def close(n: int) -> Response:
    """Closes the counter."""
    body(Nothing)
    return reply(*room(Desk).close_counter(n, actor(), key(), _sitter(n)))


@blueprint.post("/counters/<int:n>/call-next")
@describe(200, 204, body=Nothing)
@allow(*AT_COUNTER)
def call_next(n: int) -> Response:
    """Calls the head of this counter's lines; 204 when nobody waits."""
    body(Nothing)
    return reply(*room(Desk).call_next(n, actor(), key(), _sitter(n)))


@blueprint.post("/counters/<int:n>/next")
@describe(200, body=Next)
@allow(*AT_COUNTER)
def next_(n: int) -> Response:
    """On to the next citizen in one press."""
    asked = body(Next)
    expect = asked.expect if "expect" in asked.model_fields_set else False
    return reply(*room(Desk).press(n, "next", actor(), key(), _sitter(n), expect=expect))


@blueprint.post("/counters/<int:n>/<string:verb>")
@describe(200, body=Whatever)
@allow(*AT_COUNTER)
def verb(n: int, verb: str) -> Response:
    """One of SAID, with what it says besides."""
    if verb not in SAID:
        raise Problem(404, "http_404")
    said = body(SAID[verb]).model_dump()
    if verb == "call" and room(Desk).setting("rules.call_this_by") not in (me().role, "clerk"):
        raise Problem(409, "not_your_role")
    return reply(*room(Desk).press(n, verb, actor(), key(), _sitter(n), **said))


@blueprint.get("/counters/<int:n>/pad")
@describe(200)
@allow("pad", "supervisor")
def pad(n: int) -> Response:
    """What the pad shows now, with the open rating's id."""
    return jsonify(_look(f"pad:{n}", board.pad, n))


@blueprint.post("/counters/<int:n>/rating")
@describe(201, body=Rate)
@allow("pad")
def rate(n: int) -> Response:
    """The citizen's answer: one press is enough."""
    asked = body(Rate)
    more = question.More(tuple(asked.reasons or ()), asked.way, asked.manner)
    own = room(Origins).own_side(n, request)
    answer = room(Desk).rate(n, asked.rating, asked.level, key(secret=True), more, own)
    return reply(*answer)


def _sitter(n: int) -> str | None:
    """A clerk's session serves only where this clerk sits; a counter's own device always.

    From where counter `n` is worked is remembered: a rating from there is no citizen's.
    """
    if me().role != "api":
        room(Origins).worked_from(n, request)
    return me().staff if me().role == "clerk" else None


def _look(name: str, build: Any, n: int) -> dict[str, Any]:
    desk = room(Desk)

    def question() -> dict[str, Any]:
        return {"version": reading.version(name), **build(n, desk.moment())}

    return {"epoch": desk.epoch, "now": desk.moment().iso(), **desk.ask(question)}
