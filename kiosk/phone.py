"""A ticket on its holder's phone: the page, and the few bytes that it asks for again and again."""

from __future__ import annotations

import hashlib
from typing import Any

from flask import Response, json, jsonify, make_response, render_template, request

from kiosk import blueprint
from tickets import Desk
from web import room
from web.access import PUBLIC, allow
from web.api import Nothing, body, key
from web.errors import Problem, language
from web.words import load

SOON = 3  # people ahead, from which on a phone asks often
OFTEN_S, SELDOM_S, OVER_S = 5, 15, 60
ACTIONS = ("leave", "pass", "rejoin")
MOVING = ("called", "serving", "held")


@blueprint.get("/t/<string:token>")
@allow(PUBLIC)
def track_page(token: str) -> Response:
    """A ticket by its holder's link, which is the right to see it: a page, or JSON with an ETag."""
    state = track(token, language())
    types = request.accept_mimetypes
    if types.best_match(["text/html", "application/json"]) == "application/json":
        if state is None:
            raise Problem(404, "http_404")
        return _polled(state)
    named = room(Desk).setting("office")
    shown = {key: named[key] for key in ("name", "name_en")}
    page = render_template(
        "kiosk/track.html", room="kiosk", lang=language(), words=load("kiosk"), ticket=state,
        office=shown,
    )  # fmt: skip
    return _private(make_response(page, 200 if state else 404))


@blueprint.post("/t/<string:token>/<string:action>")
@allow(PUBLIC)
def act(token: str, action: str) -> Response:
    """leave, pass or rejoin by the holder's link: 200 the phone page's state after it."""
    body(Nothing)
    desk = room(Desk)
    ticket = desk.links.ticket(token)
    if ticket is None or action not in ACTIONS:
        raise Problem(404, "http_404")
    desk.on_ticket(ticket, action, "holder", key(f"holder:{ticket}"))
    return _private(jsonify(track(token, language())))


def track(token: str, lang: str) -> dict[str, Any] | None:
    """The ticket of a link as its holder sees it; None for a link that is not ours.

    {"number", "state", "ahead", "wait", "service_name", "counter", "counters", "now", "poll_s"}.
    """
    desk = room(Desk)
    ticket = desk.links.ticket(token)
    found = desk.ticket(ticket) if ticket is not None else None
    if found is None:
        return None
    plain = ("number", "state", "ahead", "wait", "counter", "counters")
    return {key: found[key] for key in plain} | {
        "service_name": found["service_name_en" if lang == "en" else "service_name"],
        "now": desk.moment().iso(),
        "poll_s": pace(found["state"], found["ahead"]),
    }


def pace(state: str, ahead: int | None) -> int:
    """Seconds until the phone may ask again: often when a call is near, seldom otherwise."""
    if state in MOVING or (state == "waiting" and (ahead or 0) < SOON):
        return OFTEN_S
    return SELDOM_S if state in ("waiting", "missed") else OVER_S


def _polled(state: dict[str, Any]) -> Response:
    # The time of the answer is no news: without it, most answers are an empty 304.
    news = json.dumps({key: value for key, value in state.items() if key != "now"})
    answer = _private(jsonify(state))
    answer.set_etag(hashlib.sha256(news.encode()).hexdigest()[:16])
    answer.make_conditional(request)
    return answer


def _private(answer: Response) -> Response:
    # The link is the right: no cache keeps what it shows, no index learns it.
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    answer.vary.update(("Accept", "Accept-Language"))
    return answer
