"""Looking back, and over the hall now: figures as page and file, devices, the day.

Public: `blueprint` (the page and the file); the JSON hangs on `web.api`.
"""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint(
    "stats",
    __name__,
    template_folder="templates",
    static_folder="static",
    static_url_path="/stats/static",
)

from stats import acting, api, trust, views  # noqa: E402, F401 - they hang themselves on these
