"""The supervisor's page on which the office is set up, the first time and later."""

from __future__ import annotations

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from config import Hall
from setup import blueprint
from tickets import Desk
from web import room
from web.access import PUBLIC, allow
from web.page import drawn


@blueprint.get("/setup/")
@allow(PUBLIC)
def page() -> str:
    """An empty frame: everything on it comes by the API, to a supervisor."""
    return drawn("setup/setup.html", office=room(Desk).setting("office"), schema=schema())


def schema() -> Markup:
    """What `[hall]` may hold, as JSON Schema: by it the page draws its fields, in their order."""
    return htmlsafe_json_dumps(Hall.model_json_schema(), ensure_ascii=False)
