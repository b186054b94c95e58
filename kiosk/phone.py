"""A ticket on its holder's phone: a page in words, and the few bytes it asks for again and again.

The page is written here, so that it can be read without JavaScript; with it, the page asks for
JSON by an ETag and fetches itself anew when the tag is another one.
"""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, make_response, render_template, request

from kiosk import blueprint, sayings
from kiosk.phones import Phones, Told
from ratings import reasons
from tickets import Desk, catalog
from web import room
from web.access import PUBLIC, allow, not_forged
from web.api import Nothing, body, key
from web.errors import Problem, language
from web.words import load

ACTIONS = ("leave", "pass", "rejoin")
# What rate.js says.
RATE_WORDS = (
    "rate-title",
    "rate-question",
    "rate-private",
    "rate-why",
    "rate-good",
    "rate-way",
    "rate-manner",
    "rate-send",
    "rate-thanks",
    *(f"rate-level-{n}" for n in range(1, 6)),
    "reach-title",
    "reach-hint",
    "reach-words",
    "reach-contact",
    "reach-send",
    "reach-thanks",
)


@blueprint.get("/t/<string:token>")
@allow(PUBLIC)
def track_page(token: str) -> Response:
    """A ticket by its holder's link, which is the right to see it: a page, or JSON with an ETag."""
    told = _told(token)
    types = request.accept_mimetypes
    if types.best_match(["text/html", "application/json"]) == "application/json":
        if told is None:
            raise Problem(404, "http_404")
        return _polled(told)
    return _private(make_response(_page(told), 200 if told else 404))


@blueprint.post("/t/<string:token>/<string:action>")
@allow(PUBLIC)
def act(token: str, action: str) -> Response:
    """leave, pass or rejoin by the holder's link: 200 the phone page's state after it."""
    if action not in ACTIONS:
        raise Problem(404, "http_404")
    ticket = holders(token)
    body(Nothing)
    room(Desk).on_ticket(ticket, action, "holder", key(f"holder:{ticket}"))
    told = _told(token)
    assert told
    return _answer(told)


def holders(token: str) -> int:
    """The ticket of a link whose holder presses something: 404 for a forged link, 429 too often."""
    desk = room(Desk)
    ticket = desk.links.ticket(token)
    if ticket is None:
        raise Problem(404, "http_404")
    not_forged()
    now = desk.moment().hall
    if not room(Phones).may_press(ticket, now):
        raise Problem(429, "try_later", seconds=60 - now // 1000 % 60)
    return ticket


def _told(token: str) -> Told | None:
    ticket = room(Desk).links.ticket(token)
    return room(Phones).of(ticket, language()) if ticket is not None else None


def _page(told: Told | None) -> str:
    lang, desk = language(), room(Desk)
    words = load("kiosk")[lang]
    office = desk.setting("office")
    values: dict[str, Any] = {
        "office": office["name_en"] if lang == "en" else office["name"],
        "rejoin_after": desk.setting("rules.rejoin_after"),
    }
    if told:
        classes = desk.ask(catalog.classes)
        values |= {"now": desk.moment().iso(), **sayings.of(told.record, classes, words, lang)}
        if told.state["rate"]:
            values["offered"] = desk.ask(reasons.known)
    return render_template(
        "kiosk/track.html", room="kiosk", lang=lang, words=_for_script(), say=words, told=told,
        **values,
    )  # fmt: skip


def _for_script() -> dict[str, Any]:
    """The few words that the page's script says by itself."""
    said = (
        "language",
        "fresh",
        "stale",
        "unreachable",
        "slow",
        "not-done",
        "bell-on",
        "bell-off",
        "called-title",
        *RATE_WORDS,
    )
    words = load("kiosk")
    return {lang: {each: words[lang][each] for each in said} for lang in (*words, language())}


def _polled(told: Told) -> Response:
    answer = _answer(told)
    answer.set_etag(told.etag)
    answer.make_conditional(request)
    return answer


def _answer(told: Told) -> Response:
    # The time of the answer is no news: the tag is made without it.
    return _private(jsonify(told.state | {"now": room(Desk).moment().iso()}))


def _private(answer: Response) -> Response:
    # The link is the right: no cache keeps what it shows, no index learns it.
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    answer.vary.update(("Accept", "Accept-Language"))
    return answer
