"""Taking a number, on the screen, on paper and on the phone. Knows no device and no table.

Public: `blueprint` (the kiosk's page and a ticket on the phone). What is on the paper is `slip`,
what a kiosk knows of the hall is `board`, taking a number by JSON is `api`, what phones are told
is kept by `phones.Phones`. What a service asks for is `sheet`, which `sheets` gives to the screen,
the roll and the wall; what it says in fixed words is `spoken`.
"""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint(
    "kiosk",
    __name__,
    template_folder="templates",
    static_folder="static",
    static_url_path="/kiosk/static",
)

# They hang themselves onto the blueprints.
from kiosk import api, phone, rated, reading, sheets, suggesting, views  # noqa: E402, F401
