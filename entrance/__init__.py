"""Coming in: which screen is this device, enrolment of screens, sign-in of staff.

Knows no table and no device. Public: `blueprint` (the page); the JSON hangs on `web.api`.
"""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint(
    "entrance",
    __name__,
    template_folder="templates",
    static_folder="static",
    static_url_path="/entrance/static",
)

from entrance import api, views  # noqa: E402, F401 - they hang themselves onto the blueprints
