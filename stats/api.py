"""The supervisor's JSON: devices, the day."""

from __future__ import annotations

from typing import Any

from flask import Response

from tickets import Desk, day
from web import room
from web.access import STAFF, allow, me
from web.api import Nothing, blueprint, body, describe, key, reply
from web.paper import Paper


@blueprint.get("/devices")
@describe(200)
@allow("api", "supervisor")
def devices() -> dict[str, Any]:
    """How each device is, since when, and what to do."""
    return {"devices": room(Paper).devices()}


@blueprint.post("/day/open")
@describe(200, body=Nothing)
@allow("supervisor")
def open_day() -> Response:
    """Opens the business day."""
    body(Nothing)
    return reply(*room(Desk).open_day(me().scope, key()))


@blueprint.post("/day/close")
@describe(200, body=Nothing)
@allow("supervisor")
def close_day() -> Response:
    """Closes and seals the business day: nobody waits any longer."""
    body(Nothing)
    return reply(*room(Desk).close_day(me().scope, key()))


@blueprint.post("/day/confirm-date")
@describe(200, body=Nothing)
@allow(*STAFF)
def confirm_date() -> Response:
    """Somebody says that the machine's date is right."""
    body(Nothing)
    return reply(*room(Desk).run(lambda tx: day.confirm_date(tx, me().scope), key()))
