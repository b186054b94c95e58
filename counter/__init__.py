"""Serving a person: the clerk's page and the rating pad. Knows no device and no table.

Public: `blueprint`.
"""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint(
    "counter",
    __name__,
    template_folder="templates",
    static_folder="static",
    static_url_path="/counter/static",
)

from counter import views  # noqa: E402, F401 - the pages hang themselves onto the blueprint
