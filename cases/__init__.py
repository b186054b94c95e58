"""Low ratings looked into by people: what became a case, what the clerk says, what was decided.

Knows no table; computes no grade. Public: `blueprint` (pages, the file); the JSON hangs on
`web.api`.
"""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint(
    "cases",
    __name__,
    template_folder="templates",
    static_folder="static",
    static_url_path="/cases/static",
)

from cases import api, views  # noqa: E402, F401 - they hang themselves onto the blueprints
