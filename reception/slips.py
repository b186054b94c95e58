"""Slips in doubt and rolls of paper by JSON: what only a person can say of them."""

from __future__ import annotations

from typing import Any

from flask import Response

from reception import board
from tickets import Desk, rolls, slips
from web import room
from web.access import STAFF, actor, allow, me
from web.api import Nothing, blueprint, body, describe, key, reply
from web.errors import Problem
from web.paper import Paper

SEE_TO = ("reception", "api", *STAFF)


@blueprint.get("/slips")
@describe(200)
@allow(*SEE_TO)
def in_doubt() -> dict[str, Any]:
    """The slips that wait for people, and how much paper each printer still has."""
    desk = room(Desk)
    return desk.ask(board.whole, desk.moment(), room(Paper).printers)


@blueprint.post("/slips/<int:id>/<string:action>")
@describe(200, body=Nothing)
@allow(*SEE_TO)
def see_to(id: int, action: str) -> Response:
    """reprint, printed (somebody's word) or void: 200 the ticket. 409 when it is settled."""
    body(Nothing)
    if action not in slips.DEEDS:
        raise Problem(404, "http_404")
    who, printer = actor(), room(Paper).printer_for(me().name)
    answer = room(Desk).run(lambda tx: slips.see_to(tx, id, action, who, printer), key())
    return reply(*answer)


@blueprint.post("/printers/<string:name>/roll")
@describe(200, body=Nothing)
@allow(*SEE_TO)
def new_roll(name: str) -> Response:
    """Somebody has put a new roll in: 200 with what the old one had given."""
    body(Nothing)
    desk, paper, who = room(Desk), room(Paper), actor()
    if name not in {printer["name"] for printer in desk.ask(paper.printers, desk.moment())}:
        raise Problem(404, "http_404")
    answer = desk.run(lambda tx: rolls.change(tx, name, who), key())
    paper.roll_changed(name)
    return reply(*answer)
