"""The suggestion box, opened by its supervisor: the page, what lies in it, and the answers."""

from __future__ import annotations

from typing import Annotated, Any

from flask import Response
from pydantic import Field

from config.words import Sentence
from ratings import suggestions
from reception import blueprint as pages
from tickets import Desk
from web import room
from web.access import LEADERS, PUBLIC, actor, allow
from web.api import Body, blueprint, body, describe, key, reply
from web.page import drawn


class Answer(Body):
    """What the office says; `guided`: a complaint or an accusation, told where it goes."""

    text: Annotated[Sentence, Field(min_length=3)]
    guided: bool = False


@pages.get("/reception/suggestions")
@allow(PUBLIC)
def box() -> str:
    """The page of the suggestion box; what lies in it comes by the API, to the supervisor."""
    return drawn("reception/suggestions.html", office=room(Desk).setting("office"))


@blueprint.get("/suggestions")
@describe(200)
@allow(*LEADERS)
def kept_suggestions() -> dict[str, Any]:
    """Everything still kept, newest first, and how many wait for an answer."""
    desk = room(Desk)
    moment = desk.moment()
    return {"now": moment.iso(), **desk.ask(suggestions.kept, moment)}


@blueprint.post("/suggestions/<int:id>/answer")
@describe(200, body=Answer)
@allow(*LEADERS)
def answer_suggestion(id: int) -> Response:
    """The answer, once: 200 {"id", "state"}; 409 when somebody was faster, 404 once expired."""
    asked, who = body(Answer), actor()
    told = room(Desk).run(
        lambda tx: suggestions.answer(tx, id, asked.text, who, guided=asked.guided),
        key(secret=True),
    )
    return reply(*told)
