"""The suggestion box at the kiosk: a short text is left, and its answer found by the code."""

from __future__ import annotations

from typing import Annotated, Any

from flask import Response
from pydantic import Field

from config.words import Sentence
from ratings import suggestions
from tickets import Desk
from web import room
from web.access import actor, allow
from web.api import Body, Language, blueprint, body, describe, key, reply
from web.errors import Problem

# What one types at a kiosk, and what one reads there in one look.
LONGEST = 300


class Suggest(Body):
    """What somebody wants to say; nobody is asked who."""

    text: Annotated[Sentence, Field(min_length=3, max_length=LONGEST)]
    language: Language = "vi"


@blueprint.post("/suggestions")
@describe(201, body=Suggest)
@allow("kiosk", "reception", "api")
def suggest() -> Response:
    """Into the box: 201 {"id", "code", "until"}; the code finds the answer until then."""
    asked, who = body(Suggest), actor()
    answer = room(Desk).run(
        lambda tx: suggestions.leave(tx, asked.text, asked.language, who), key(secret=True), 201
    )
    return reply(*answer)


@blueprint.get("/suggestions/<string:code>")
@describe(200)
@allow("kiosk", "reception", "api")
def how_it_stands(code: str) -> dict[str, Any]:
    """What became of a suggestion: {"state", "left_at", "until", "answer", "answered_at"}."""
    desk = room(Desk)
    found: dict[str, Any] | None = desk.ask(suggestions.by_code, code, desk.moment())
    if found is None:
        raise Problem(404, "http_404")
    return found
