"""The supervisor's page on which the office is set up, the first time and later."""

from __future__ import annotations

from flask import render_template
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from config import Hall
from setup import blueprint
from tickets import Desk
from web import room
from web.access import PUBLIC, allow
from web.errors import language
from web.words import load


@blueprint.get("/setup/")
@allow(PUBLIC)
def page() -> str:
    """An empty frame: everything on it comes by the API, to a supervisor."""
    lang, words = language(), load("setup")
    return render_template(
        "setup/setup.html", room="setup", lang=lang, words=words, say=words[lang],
        office=room(Desk).setting("office"), schema=schema(),
    )  # fmt: skip


def schema() -> Markup:
    """What `[hall]` may hold, as JSON Schema: by it the page draws its fields, in their order."""
    return htmlsafe_json_dumps(Hall.model_json_schema(), ensure_ascii=False)
