"""The hall's screen by JSON: its whole state, and what became of an announcement."""

from __future__ import annotations

from typing import Any, Literal

from flask import Response

from config import Settings
from display import board
from tickets import Desk, reading, voicing
from tickets.showing import Figures
from web import room
from web.access import STAFF, allow
from web.api import Body, blueprint, body, describe, key, reply
from web.trial import Trial


class Said(Body):
    """What became of an announcement on the screen that speaks."""

    state: Literal["speaking", "spoken", "blocked", "late"]


class Sounded(Body):
    """What became of a trial's sentence; `id` as the hall's state gave it."""

    id: int
    state: Literal["spoken", "blocked", "failed"]


@blueprint.get("/board")
@describe(200)
@allow("display", "kiosk", "counter", "reception", "api", "administrator", *STAFF)
def whole() -> dict[str, Any]:
    """The hall's whole state, with its version."""
    desk, output, figures = room(Desk), room(Settings).voice.output, room(Figures)

    def question() -> tuple[int, dict[str, Any]]:
        return reading.version("hall"), board.hall(desk.moment(), output, figures)

    version, state = desk.ask(question)
    now = desk.moment().iso()
    return {"epoch": desk.epoch, "version": version, "state": {"now": now, **state}}


@blueprint.post("/self-test/sound")
@describe(200, body=Sounded)
@allow("display")
def sounded() -> dict[str, Any]:
    """What became of the sentence by which this screen's voice was tried."""
    asked = body(Sounded)
    room(Trial).heard(asked.id, asked.state)
    return {}


@blueprint.post("/announcements/<int:id>")
@describe(200, body=Said)
@allow("display")
def said(id: int) -> Response:
    """The announcement begins, was heard, was not played by the browser, or came too late."""
    asked = body(Said)
    return reply(*room(Desk).run(lambda tx: voicing.said(tx, id, asked.state), key()))
