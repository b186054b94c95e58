"""Sheets of the services: as JSON for the kiosk, on its roll, and as A4 pages to be posted."""

from __future__ import annotations

from typing import Any

import office
from kiosk import blueprint, sheet
from tickets import Desk, catalog
from web import room
from web.access import PUBLIC, STAFF, allow, me
from web.api import Body, Language, body, describe
from web.api import blueprint as api
from web.errors import Problem, language
from web.page import drawn
from web.paper import Paper
from web.words import load


class Print(Body):
    """A sheet on the roll of the screen that asks."""

    language: Language = "vi"


@api.get("/services/<string:id>")
@describe(200)
@allow(PUBLIC)
def service(id: str) -> dict[str, Any]:
    """One service with its papers, time limit and charge in words, their source and its day."""
    return _sheet(id)


@api.post("/services/<string:id>/print")
@describe(202, body=Print)
@allow("kiosk", "counter", "reception", *STAFF)
def on_the_roll(id: str) -> tuple[dict[str, Any], int]:
    """The sheet on paper: 202. 409 `no_paper`, 429 `printing`: tickets go first."""
    asked, desk, paper = body(Print), room(Desk), room(Paper)
    found, say = _sheet(id), load("kiosk")[asked.language]
    blocks = sheet.sheet_blocks(
        found, desk.setting("office"), say, asked.language, desk.moment().iso()
    )
    refused = paper.print_sheet(paper.printer_for(me().name), blocks)
    if refused == "printing":
        raise Problem(429, refused, seconds=10)
    if refused:
        raise Problem(409, refused)
    return {"print": {"state": "queued"}}, 202


@blueprint.get("/kiosk/sheets/")
@allow(PUBLIC)
def posted() -> str:
    """Every service's sheet, one A4 page each, to be printed and posted."""
    return _page(room(Desk).ask(catalog.sheets))


@blueprint.get("/kiosk/sheets/<string:id>")
@allow(PUBLIC)
def posted_one(id: str) -> str:
    """One service's sheet as an A4 page."""
    return _page([_sheet(id)])


def _sheet(id: str) -> dict[str, Any]:
    found = room(Desk).ask(catalog.sheet, id)
    if found is None:
        raise Problem(404, "http_404")
    return found


def _page(found: list[dict[str, Any]]) -> str:
    lang = language()
    say, named = load("kiosk")[lang], room(Desk).ask(office.setting, "office")
    pages = [
        each | {"title": sheet.named(each, lang), "entries": sheet.lines(each, say),
                "origin": sheet.origin(each, say)}
        for each in found
    ]  # fmt: skip
    return drawn(
        "kiosk/sheets.html", pages=pages, office=sheet.named(named, lang),
        printed=room(Desk).moment().iso(),
    )  # fmt: skip
