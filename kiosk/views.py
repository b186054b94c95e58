"""The kiosk's page, and the QR of a ticket whose paper did not come out."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, request

import office
from config import Settings
from kiosk import blueprint
from tickets import Desk, catalog
from web import room
from web.access import PUBLIC, STAFF, allow, identities
from web.aloud import Aloud
from web.page import drawn
from web.qr import picture


@blueprint.get("/kiosk/")
@allow(PUBLIC)
def page() -> str:
    """The page of every kiosk: what the hall offers is for everybody; pressing needs a right."""
    name = _own_name()
    catalog = room(Desk).ask(_catalog) | {
        "screen": name,
        "panel": _panel(name),
        "aloud": room(Aloud).able(),
    }
    return drawn("kiosk/kiosk.html", catalog=catalog)


def _own_name() -> str:
    """What this kiosk is called, once it is enrolled: its printer may be another's neighbour."""
    return next((who.name for who, _ in identities(request) if who.role == "kiosk"), "")


def _panel(name: str) -> dict[str, int]:
    """How wide this kiosk's picture is (mm) and from where it is read (cm); 0 where nobody said."""
    screens = room(Settings).screens
    mine = next((screen for screen in screens if screen.name == name), None)
    return {key: getattr(mine, key, 0) for key in ("width_mm", "distance_cm")}


@blueprint.get("/kiosk/qr/<string:token>.svg")
@allow("kiosk", "reception", *STAFF)
def qr(token: str) -> Response:
    """The address of a ticket's phone page as a picture; 404 for a link that is not ours."""
    if room(Desk).links.ticket(token) is None:
        abort(404)
    return picture(f"{room(Settings).server.public_url}/t/{token}")


def _catalog() -> dict[str, Any]:
    """What the page offers: fields with their services, the priority question, names and times."""
    found = catalog.offered()
    named = office.setting("office")
    return {
        "fields": [field for field in found["fields"] if field["services"]],
        "priorities": found["priorities"],
        "office": {key: named[key] for key in ("name", "name_en", "motto", "motto_en")},
        "guidance": office.rule("guidance_field"),
        **{name: office.setting(name) for name in ("contacts", "house_rules", "posted")},
        "idle_s": office.rule("idle_s"),
        "warn_s": office.rule("idle_warning_s"),
        "late_from": office.rule("same_day_until"),
        "pace": {
            "per_minute": office.rule("kiosk_per_minute"),
            "in_a_row": office.rule("kiosk_in_a_row"),
            "rest_s": office.rule("kiosk_rest_s"),
        },
    }
