"""The office set up, the first time and later, while the hall runs. Knows no device.

Public: `blueprint` (the page), the JSON that hangs on `web.api`, and `wrong`, which answers a
setting that cannot be.
"""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint(
    "setup",
    __name__,
    template_folder="templates",
    static_folder="static",
    static_url_path="/setup/static",
)

from setup import changes, people, sheets, views  # noqa: E402, F401 - they hang themselves onto the blueprints
from setup.api import wrong  # noqa: E402

__all__ = ["blueprint", "wrong"]
