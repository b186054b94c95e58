"""Appointments by JSON; whoever comes for one takes a number with its code (POST /tickets)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import Response
from pydantic import AwareDatetime, BaseModel, Field

from tickets import Desk, appointments
from web import room
from web.access import STAFF, actor, allow
from web.api import Body, Nothing, blueprint, body, describe, key, query, reply
from web.errors import Problem

BOOKERS = ("reception", "api", *STAFF)
# No office promises more; a later date is a slip of the pen, and would not fit a database.
FURTHEST = 366 * 86_400_000  # ms


class Book(Body):
    """A time to be promised, with its offset."""

    service: str
    at: AwareDatetime


class On(BaseModel):
    """A date; today, when it is left out."""

    # The last date there is has no end.
    date: dt.date | None = Field(default=None, lt=dt.date.max)


@blueprint.get("/appointments")
@describe(200, query=On)
@allow(*BOOKERS)
def listed() -> dict[str, Any]:
    """The appointments of a date, in their order."""
    desk = room(Desk)
    moment = desk.moment()
    date = query(On).date or dt.date.fromisoformat(moment.iso()[:10])
    return {
        "date": date.isoformat(), "appointments": desk.ask(appointments.on, date, moment),
    }  # fmt: skip


@blueprint.post("/appointments")
@describe(201, body=Book)
@allow(*BOOKERS)
def book() -> Response:
    """A new appointment: 201 with the code that its holder says at the door."""
    asked, desk = body(Book), room(Desk)
    at, who = int(asked.at.timestamp() * 1000), actor()
    if at > desk.moment().wall + FURTHEST:
        raise Problem(422, "invalid", fields={"at": "more than a year ahead"})
    answer = desk.run(lambda tx: appointments.make(tx, asked.service, at, who), key(), 201)
    return reply(*answer)


@blueprint.post("/appointments/<int:id>/cancel")
@describe(200, body=Nothing)
@allow(*BOOKERS)
def cancel(id: int) -> Response:
    """The code cannot be used any more: 200 the appointment."""
    body(Nothing)
    who = actor()
    return reply(*room(Desk).run(lambda tx: appointments.cancel(tx, id, who), key()))
