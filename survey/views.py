"""The page where sheets are entered, and the empty sheet to be printed."""

from __future__ import annotations

from typing import Any

from flask import Response
from gevent import get_hub

import office
from letters import draw
from ratings import reasons, sheets
from survey import blueprint
from survey.sheet import LEVELS, ROWS, sheet
from tickets import Desk, reading
from web import room
from web.access import PUBLIC, allow
from web.errors import language
from web.page import drawn
from web.words import load


@blueprint.get("/survey/")
@allow(PUBLIC)
def page() -> str:
    """The sheet's own questions, to be crossed as on paper; what may be chosen comes by JSON."""
    return drawn(
        "survey/survey.html", levels=range(1, LEVELS + 1), rows=ROWS, why=sheets.REASONS,
        office=room(Desk).setting("office"),
    )  # fmt: skip


@blueprint.get("/survey/sheet.pdf")
@allow(PUBLIC)
def empty_sheet() -> Response:
    """One A4 page to be filled in by hand: it holds nothing that is not posted in the hall."""
    lang, desk = language(), room(Desk)
    say = load("survey")[lang]

    def given() -> dict[str, Any]:
        return sheet(office.setting("office"), reading.fields(), reasons.known(), say, lang)

    # Drawing takes a child process a moment; the hall goes on meanwhile.
    drawn: bytes = get_hub().threadpool.apply(draw, ("form", desk.ask(given)))
    return Response(
        drawn, mimetype="application/pdf",
        headers={"Content-Disposition": 'inline; filename="phieu-khao-sat.pdf"'},
    )  # fmt: skip
