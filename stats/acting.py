"""What the supervisor asks and does about the hall as it is now and as it will be."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import Response
from pydantic import Field

from office import hours
from stats.alerts import take_on
from stats.coming import coming
from stats.foretold import foretold
from tickets import Desk, Moment
from web import room
from web.access import LEADERS, actor, allow
from web.api import Body, blueprint, body, describe, key, reply
from web.paper import Paper


class Taken(Body):
    """Which alerts somebody takes on: the `key` of each, as the live board "stats" tells it."""

    keys: list[str] = Field(min_length=1, max_length=500)


@blueprint.post("/alerts/take-on")
@describe(200, body=Taken)
@allow(*LEADERS)
def take_alert_on() -> Response:
    """Somebody sees to these alerts; 409 `alert_over` when none of them stands any more."""
    asked, who, devices = body(Taken), actor(), room(Paper).devices()
    desk = room(Desk)
    return reply(*desk.run(lambda tx: take_on(tx, asked.keys, devices, who), key()))


@blueprint.get("/stats/forecasts")
@describe(200)
@allow(*LEADERS)
def past_forecasts() -> dict[str, Any]:
    """How good the waits were that people have been told in the last 30 days."""
    desk = room(Desk)
    moment = desk.moment()
    return desk.ask(foretold, _date(moment), moment)


@blueprint.get("/stats/coming-week")
@describe(200)
@allow(*LEADERS)
def coming_week() -> dict[str, Any]:
    """How many people the next seven days may bring, and which lines are short of a counter."""
    desk = room(Desk)
    moment = desk.moment()
    return desk.ask(coming, _date(moment), moment)


def _date(moment: Moment) -> dt.date:
    return hours.local(moment.wall, moment.machine).date()
