"""Where a supervisor brings in notices and pictures, and sees how the waiting room will."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Response, abort, jsonify, request, send_file
from gevent import get_hub

from display.pictures import BYTES, MOST, NoPicture, Picture, Pictures
from display.views import blueprint
from tickets import Desk
from web import errors, room
from web.access import FITTERS, PUBLIC, STAFF, allow
from web.errors import Problem
from web.page import drawn

T = TypeVar("T")


@blueprint.get("/media")
@allow(PUBLIC)
def page() -> str:
    """An empty frame: everything on it comes by the API, to a supervisor."""
    return drawn("display/slides.html", office=room(Desk).setting("office"))


@blueprint.get("/media/<string:name>")
@allow("display", "administrator", *STAFF)
def picture(name: str) -> Response:
    """One picture as a file."""
    path = room(Pictures).path(name)
    if path is None:
        abort(404)
    return send_file(path, mimetype="image/webp", conditional=True)


@blueprint.get("/pictures")
@allow(*FITTERS)
def kept_pictures() -> dict[str, Any]:
    """Every picture that is kept, with the slides that show it."""
    kept = _aside(room(Pictures).all)
    return {"pictures": [_told(one) for one in kept], "left": MOST - len(kept)}


@blueprint.post("/pictures/<string:name>")
@allow(*FITTERS)
def bring(name: str) -> tuple[Response, int]:
    """Keeps the body, a PNG, JPEG or WebP, as the picture of this name; 422 says why not."""
    request.max_content_length = BYTES
    data, pictures = request.get_data(cache=False), room(Pictures)
    try:
        kept = _aside(lambda: pictures.keep(name, data))
    except NoPicture as fault:
        raise Problem(422, fault.code) from None
    return jsonify(_told(kept)), 201


@blueprint.post("/pictures/<string:name>/remove")
@allow(*FITTERS)
def remove(name: str) -> Response | dict[str, Any]:
    """Forgets a picture; 409 while a slide shows it."""
    if room(Pictures).path(name) is None:
        abort(404)
    if shown := _shown_by(name):
        return errors.answer(409, "picture_used", slides=shown)
    room(Pictures).remove(name)
    return {}


def _aside(make: Callable[[], T]) -> T:
    """Done by another thread: a photograph takes its time, and everybody else is served."""
    return get_hub().threadpool.apply(make)


def _told(one: Picture) -> dict[str, Any]:
    return {**one._asdict(), "slides": _shown_by(one.name)}


def _shown_by(name: str) -> list[str]:
    slides = room(Desk).setting("slides")
    return [slide["id"] for slide in slides if slide["picture"] == name]
