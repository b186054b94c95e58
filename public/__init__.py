"""What anybody may read: how long one waits, when it is quiet, how satisfied people are.

It counts nothing itself: `figures.opened` says what may be shown. Public: `blueprint`, which has
the page, the poster and the files.
"""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint(
    "public",
    __name__,
    template_folder="templates",
    static_folder="static",
    static_url_path="/public/static",
)

from public import views  # noqa: E402, F401 - they hang themselves onto the blueprint
