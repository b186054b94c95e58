"""Staff at the door: take a number for somebody, find one, put right what went wrong with it.

Knows no table and no device. Public: `blueprint` (the page); the JSON hangs on `web.api`.
"""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint(
    "reception",
    __name__,
    template_folder="templates",
    static_folder="static",
    static_url_path="/reception/static",
)

from reception import api, slips, suggestions, views  # noqa: E402, F401 - they hang themselves onto the blueprints
