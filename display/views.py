"""The hall's screen, and the sound of each announcement."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort, request, send_file
from gevent import get_hub

from display.sound import Call, Sound
from tickets import Desk
from web import room
from web.access import PUBLIC, allow
from web.page import drawn

blueprint = Blueprint(
    "display",
    __name__,
    url_prefix="/display",
    template_folder="templates",
    static_folder="static",
)


@blueprint.get("/")
@allow(PUBLIC)
def hall() -> str:
    """The board of the whole hall, `?lang=en` in English; what it shows comes by its own right."""
    return drawn("display/hall.html")


@blueprint.get("/room/<string:name>")
@allow(PUBLIC)
def waiting_room(name: str) -> str:
    """The board of one waiting room: the calls to its counters, seen and heard; 404: no such."""
    if name not in [one["id"] for one in room(Desk).setting("rooms")]:
        abort(404)
    return drawn("display/hall.html", only=name)


@blueprint.get("/counter/<int:number>")
@allow(PUBLIC)
def above_counter(number: int) -> str:
    """The screen above one counter: whom it calls or serves, or that it is closed; no sound."""
    return drawn("display/counter.html", counter=number)


@blueprint.get("/sound/trial.wav")
@allow("display")
def trial() -> Response:
    """A sentence that calls nobody, to try the voice by; 404: there is nothing to play."""
    return _played(room(Sound).trial)


@blueprint.get("/sound/<int:announcement>.wav")
@allow("display", "supervisor", "staff")
def sound(announcement: int) -> Response:
    """One announcement as a wav, `?once=1` without repetition; 404: there is nothing to play."""
    said = room(Desk).announcement(announcement)
    if said is None:
        abort(404)
    call = Call(said["number"], said["counter"], said["recall"], said["language"])
    return _played(room(Sound).render, call, once=request.args.get("once") == "1")


def _played(make: Callable[..., Path | None], *values: Any, **more: Any) -> Response:
    try:
        # The synthesiser and the disk may take their time: not on the thread that serves everybody.
        path = get_hub().threadpool.apply(make, values, more)
    except OSError:
        abort(503)
    if path is None:
        abort(404)
    return send_file(path, mimetype="audio/wav", conditional=True)
