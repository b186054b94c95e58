"""Taking a number by JSON: services, tickets, and what happens to one ticket."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify
from pydantic import BaseModel

from config import Settings
from kiosk.board import kiosk as kiosk_board
from tickets import Desk, catalog, record
from web import room
from web.access import STAFF, actor, allow, me
from web.api import Body, Language, Nothing, blueprint, body, describe, key, query, reply
from web.errors import Problem
from web.paper import Paper

TAKERS = ("kiosk", "reception", "api", *STAFF)
READERS = ("kiosk", "display", "counter", "reception", "api", *STAFF)
ACTIONS = ("leave", "pass", "rejoin", "reprint", "confirm", "void")


class Take(Body):
    """A number is asked for."""

    service: str
    priority: str | None = None
    language: Language = "vi"
    print: bool = True


class Find(BaseModel):
    """A number as people read it."""

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
             "open": line["open"] and state["open"], "waiting": line["waiting"],
             "wait": line["wait"]}
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
        link=lambda token: f"{home}/t/{token}",
    )  # fmt: skip
    return reply(*answer)


@blueprint.get("/tickets")
@describe(200, query=Find)
@allow("reception", "counter", "api", *STAFF)
def find() -> dict[str, Any]:
    """Today's ticket of a number: ?number=A012."""
    desk = room(Desk)
    id = desk.ask(record.find_number, query(Find).number)
    found = desk.ticket(id) if id else None
    return {"tickets": [found] if found else []}


@blueprint.get("/tickets/<int:id>")
@describe(200)
@allow(*READERS)
def ticket(id: int) -> Response:
    """One ticket, its passages, who is ahead and why it was called when it was."""
    found = room(Desk).ticket(id)
    if found is None:
        raise Problem(404, "http_404")
    return jsonify(found)


@blueprint.post("/tickets/<int:id>/<string:action>")
@describe(200, body=Nothing)
@allow("reception", "counter", "api", *STAFF)
def act(id: int, action: str) -> Response:
    """leave, pass, rejoin, reprint, confirm or void: 200 the ticket."""
    body(Nothing)
    if action not in ACTIONS:
        raise Problem(404, "http_404")
    if action == "reprint":
        printer = room(Paper).printer_for(me().name)
        return reply(*room(Desk).reprint(id, actor(), key(), printer))
    # A neighbour's device and a clerk who sits elsewhere take nobody out of another's hands.
    sitter = me().staff if me().role == "clerk" else None
    return reply(*room(Desk).on_ticket(id, action, actor(), key(), me().counter, sitter))
