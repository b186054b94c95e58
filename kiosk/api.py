"""Taking a number by JSON: services, tickets, and what happens to one ticket."""

from __future__ import annotations

import json
from typing import Any, Literal, Self

from flask import Response, jsonify
from pydantic import BaseModel, Field, model_validator

from config import Settings
from kiosk.board import kiosk as kiosk_board
from office import people
from tickets import Desk, catalog, record
from tickets.needs import mark as marked
from tickets.taking import More
from web import room
from web.access import STAFF, actor, allow, me
from web.api import Body, Language, Nothing, blueprint, body, describe, key, query, reply
from web.errors import Problem
from web.paper import Paper

TAKERS = ("kiosk", "reception", "api", *STAFF)
HELPERS = ("counter", "reception", "api", *STAFF)
READERS = ("kiosk", "display", "counter", "reception", "api", *STAFF)
Need = Literal["hearing", "sight"]
# What a screen in the hall may tell of a number that somebody types.
IN_THE_HALL = (
    "id", "number", "state", "ahead", "open", "wait", "counter", "counters", "service_name",
    "service_name_en",
)  # fmt: skip
ACTIONS = ("leave", "reprint", "confirm", "void")


class Take(Body):
    """A number is asked for; staff may say when somebody came, and with what number on paper."""

    service: str = ""
    priority: str | None = None
    language: Language = "vi"
    print: bool = True
    needs: list[Need] = Field(default=[], max_length=2)
    appointment: str | None = Field(default=None, max_length=20)
    came: str | None = Field(default=None, pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")
    # A number and no name: the journal keeps it for good.
    paper: str | None = Field(default=None, pattern=r"^[A-Za-z]{0,2}[0-9]{1,6}[A-Za-z]?$")

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if not (self.service or self.appointment):
            raise ValueError("a service or an appointment is needed")
        if (self.came is None) != (self.paper is None):
            raise ValueError("came and paper belong together")
        return self


class Pass(Body):
    """From a screen in the hall, with the code on the ticket's paper."""

    code: str = Field(default="", max_length=20)


class Needs(Body):
    """What the holder needs of the clerk, from now on."""

    needs: list[Need] = Field(max_length=2)


class Find(BaseModel):
    """A number as people read it; without its letter, of every series."""

    number: str = ""


@blueprint.get("/services")
@describe(200)
@allow(*READERS)
def services() -> dict[str, Any]:
    """What can be taken, with each line's state, and the priority classes."""
    desk = room(Desk)
    state = desk.ask(kiosk_board, desk.moment(), room(Paper).state)
    offered = desk.ask(catalog.offered)
    lines = {line["id"]: line for line in state["fields"]}
    found = []
    for field in offered["fields"]:
        line = lines[field["id"]]
        found += [
            {"id": service["id"], "name": service["name"], "name_en": service["name_en"],
             "field": field["id"], "series": field["series"],
             "open": line["open"] and state["open"] and line["shut"] is None,
             **{key: line[key] for key in ("waiting", "wait", "left", "may_not_be_served", "shut")}}
            for service in field["services"]
        ]  # fmt: skip
    return {"services": found, "priorities": offered["priorities"]}


@blueprint.post("/tickets")
@describe(201, body=Take)
@allow(*TAKERS)
def take() -> Response:
    """A number: 201 after the commit, never waiting for the printer."""
    asked = body(Take)
    # The link is made on the writer's thread, where no request is.
    home = room(Settings).server.public_url
    printer = room(Paper).printer_for(me().name) if asked.print else None
    answer = room(Desk).take(
        service=asked.service, priority=asked.priority, language=asked.language,
        printer=printer, actor=actor(), press=key(),
        link=lambda token: f"{home}/t/{token}", more=_more(asked),
    )  # fmt: skip
    return reply(*answer)


def _more(asked: Take) -> More:
    """What only somebody at the door can know."""
    if asked.came and me().role not in ("reception", *STAFF):
        raise Problem(403, "http_403")
    if asked.appointment and me().role == "kiosk":
        raise Problem(403, "http_403")
    came = room(Desk).moment().today_at(asked.came) if asked.came else None
    if came and came > room(Desk).moment().wall:
        raise Problem(422, "came_later", fields={"came": "later than now"})
    return More(came, asked.paper, asked.appointment, tuple(asked.needs))


@blueprint.get("/tickets")
@describe(200, query=Find)
@allow("kiosk", *HELPERS)
def find() -> dict[str, Any]:
    """Today's tickets of a number: ?number=A012, or 12 of every series."""
    desk = room(Desk)
    ids = desk.ask(record.find_number, query(Find).number)
    found = [ticket for id in ids if (ticket := desk.ticket(id))]
    if me().role == "kiosk":
        found = [{key: ticket[key] for key in IN_THE_HALL} for ticket in found]
    return {"tickets": found}


@blueprint.get("/tickets/<int:id>")
@describe(200)
@allow(*READERS)
def ticket(id: int) -> Response:
    """One ticket, its passages, who is ahead and why it was called when it was."""
    found = room(Desk).ticket(id)
    if found is None:
        raise Problem(404, "http_404")
    return jsonify(_for_me(found))


def _for_me(found: dict[str, Any]) -> dict[str, Any]:
    """What somebody needs is for those who help, not for a screen in the hall."""
    return found if me().role in HELPERS else found | {"needs": []}


@blueprint.post("/tickets/<int:id>/rejoin")
@describe(200, body=Nothing)
@allow("kiosk", *HELPERS)
def rejoin(id: int) -> Response:
    """Back in line after a miss: 200 the ticket. Staff who press it have seen the holder."""
    body(Nothing)
    unseen = me().role in ("kiosk", "api")
    return _act(id, "rejoin" if unseen else "rejoin-in-person", key())


@blueprint.post("/tickets/<int:id>/pass")
@describe(200, body=Pass)
@allow("kiosk", *HELPERS)
def pass_on(id: int) -> Response:
    """Lets others go first: 200 the ticket. A kiosk gives the code on the ticket's paper."""
    asked = body(Pass)
    if me().role == "kiosk":
        _must_hold(id, asked.code)
    return _act(id, "pass", key(secret=True))


def _must_hold(id: int, code: str) -> None:
    """Four digits: whoever may press here would have all of them in hours, without the delay."""
    desk, names = room(Desk), [people.code_of(id)]
    # Tries of tickets that nobody holds would be written down without end.
    if desk.ticket(id) is None:
        raise Problem(404, "http_404")
    if seconds := desk.told(lambda tx: people.try_now(tx, names))["seconds"]:
        raise Problem(429, "try_later", seconds=seconds)
    if not desk.links.code_is(id, code):
        raise Problem(403, "wrong_code")
    desk.run(lambda _: people.forgive(names))


@blueprint.post("/tickets/<int:id>/needs")
@describe(200, body=Needs)
@allow("reception", *STAFF)
def needs(id: int) -> Response:
    """Marks what the holder needs: the clerk walks, the board shows the call longer."""
    kinds, who = body(Needs).needs, actor()
    return reply(*room(Desk).on(id, lambda tx: marked(tx, id, kinds, who), key()))


@blueprint.post("/tickets/<int:id>/<string:action>")
@describe(200, body=Nothing)
@allow(*HELPERS)
def act(id: int, action: str) -> Response:
    """leave, reprint, confirm or void: 200 the ticket."""
    body(Nothing)
    if action not in ACTIONS:
        raise Problem(404, "http_404")
    if action == "reprint":
        printer = room(Paper).printer_for(me().name)
        return reply(*room(Desk).reprint(id, actor(), key(), printer))
    return _act(id, action, key())


def _act(id: int, action: str, press: Any) -> Response:
    # A neighbour's device and a clerk who sits elsewhere take nobody out of another's hands.
    sitter = me().staff if me().role == "clerk" else None
    status, told = room(Desk).on_ticket(id, action, actor(), press, me().counter, sitter)
    return reply(status, json.dumps(_for_me(json.loads(told)), ensure_ascii=False))
