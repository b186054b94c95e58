"""The survey on paper: the sheet to be printed, and where staff enter what came back filled in.

It keeps nothing itself: an entered sheet is `tickets.later`'s, counted apart from the pads. Public:
`blueprint` (the page and the sheet); the JSON hangs on `web.api`.
"""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint(
    "survey",
    __name__,
    template_folder="templates",
    static_folder="static",
    static_url_path="/survey/static",
)

from survey import api, views  # noqa: E402, F401 - they hang themselves onto the blueprints
