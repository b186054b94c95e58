"""The page of staff at the door."""

from __future__ import annotations

from typing import Any

import office
from reception import blueprint
from tickets import Desk, catalog
from web import room
from web.access import PUBLIC, allow
from web.page import drawn


@blueprint.get("/reception/")
@allow(PUBLIC)
def page() -> str:
    """What the hall offers is for everybody; tickets come by the API, to those who may see them."""
    return drawn("reception/reception.html", catalog=room(Desk).ask(_catalog))


def _catalog() -> dict[str, Any]:
    """Fields with their services, the classes that may be asked for, and the office's name."""
    offered, named = catalog.offered(), office.setting("office")
    return {
        "fields": [field for field in offered["fields"] if field["services"]],
        "priorities": offered["priorities"],
        "office": {key: named[key] for key in ("name", "name_en")},
    }
