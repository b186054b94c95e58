"""The supervisor's page, and its figures as a file."""

from __future__ import annotations

from typing import Literal

from flask import Response
from pydantic import BaseModel

from stats import blueprint
from stats.api import found
from stats.export import to_csv
from tickets import Desk
from web import room
from web.access import PUBLIC, READERS, allow
from web.api import query
from web.errors import language
from web.page import drawn
from web.words import load


class File(BaseModel):
    """How the file is written; Excel in Vietnamese expects semicolons."""

    separator: Literal["comma", "semicolon"] = "comma"


@blueprint.get("/stats/")
@allow(PUBLIC)
def page() -> str:
    """An empty frame: everything on it comes by the API, to those who may see it."""
    return drawn("stats/stats.html", office=room(Desk).setting("office"))


@blueprint.get("/stats/self-test")
@allow(PUBLIC)
def self_test() -> str:
    """An empty frame too: whether every device works, and what to do."""
    return drawn("stats/self_test.html", office=room(Desk).setting("office"))


@blueprint.get("/stats/export.csv")
@allow("api", *READERS)
def export() -> Response:
    """The figures of `GET /api/v1/stats` with the same query, `lang` and `separator`."""
    lang, asked, told = language(), query(File), found()
    name = f"so-lieu-{told['from']}-{told['to']}-{told['by']}.csv"
    return Response(
        to_csv(told, lang, load("stats")[lang], asked.separator),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        },
    )
