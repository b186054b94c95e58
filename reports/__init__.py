"""What the office passes on: reports of its periods, frozen, in Word, Excel and PDF.

It counts nothing itself: every figure is `figures/`', every file is drawn by `letters/`. Public:
`blueprint` (the page and the files); the JSON hangs on `web.api`.
"""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint(
    "reports",
    __name__,
    template_folder="templates",
    static_folder="static",
    static_url_path="/reports/static",
)

from reports import api, views  # noqa: E402, F401 - they hang themselves onto the blueprints
