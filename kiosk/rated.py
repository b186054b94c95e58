"""What the holder of a ticket says afterwards, by their link: a rating, or a wish for an answer.

The two are never kept together: nobody who reads the one can tell whose the other is.
"""

from __future__ import annotations

import unicodedata
from typing import Annotated

from flask import Response
from pydantic import AfterValidator, Field

from config.words import Sentence
from kiosk import blueprint
from kiosk.phone import holders
from ratings import later, suggestions
from tickets import Desk
from web import room
from web.access import PUBLIC, allow
from web.api import Body, body, key, reply
from web.errors import language

NFC = AfterValidator(lambda text: unicodedata.normalize("NFC", text))
Level = Annotated[int, Field(ge=1, le=5)]


class Rate(Body):
    """A level of one leg, and what else the holder likes to say."""

    rating: str = Field(max_length=40)
    level: Level
    reasons: list[str] = Field(default=[], max_length=5)
    way: Level | None = None
    manner: Level | None = None


class Reach(Body):
    """What somebody wants an answer to, and how they wish to be reached."""

    text: Annotated[Sentence, Field(min_length=3, max_length=300), NFC]
    contact: Annotated[Sentence, Field(min_length=6, max_length=80), NFC]


@blueprint.post("/t/<string:token>/rating")
@allow(PUBLIC)
def rate_later(token: str) -> Response:
    """A rating by the holder's link, once a leg: 201 {"rating", "state"}; 409 `rating_closed`."""
    ticket = holders(token)
    asked = body(Rate)
    said = later.Given(asked.level, tuple(asked.reasons), asked.way, asked.manner)
    answer = room(Desk).run(
        lambda tx: later.by_phone(tx, ticket, asked.rating, said),
        key(f"holder:{ticket}", secret=True), 201,
    )  # fmt: skip
    return reply(*answer)


@blueprint.post("/t/<string:token>/reach")
@allow(PUBLIC)
def reach(token: str) -> Response:
    """Words and a way to be reached, into the suggestion box: 201 {"id", "code", "until"}."""
    ticket = holders(token)
    asked, lang = body(Reach), "en" if language() == "en" else "vi"
    answer = room(Desk).run(
        lambda tx: suggestions.leave(
            tx, asked.text, lang, "holder", suggestions.PHONE, asked.contact
        ),
        key(f"holder:{ticket}", secret=True), 201,
    )  # fmt: skip
    return reply(*answer)
