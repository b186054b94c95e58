"""The supervisor's JSON: figures, devices, the day."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from flask import Response
from pydantic import BaseModel, Field, model_validator

from stats.figures import figures
from tickets import Desk, Moment, day, hours, reading
from web import room
from web.access import STAFF, actor, allow
from web.api import Nothing, blueprint, body, describe, key, query, reply
from web.paper import Paper

READERS = ("supervisor", "api")
ISO_DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


class Asked(BaseModel):
    """Dates (ISO, both included; today when left out) and a grouping."""

    begin: str | None = Field(default=None, alias="from", pattern=ISO_DATE)
    end: str | None = Field(default=None, alias="to", pattern=ISO_DATE)
    by: Literal["service", "field", "counter", "clerk", "hour", "day"] = "field"

    @model_validator(mode="after")
    def _in_order(self) -> Asked:
        """Raises ValueError for dates that do not exist or stand the wrong way round."""
        dates = [dt.date.fromisoformat(date) for date in (self.begin, self.end) if date]
        if dates != sorted(dates):
            raise ValueError("`from` must not be after `to`.")
        return self


@blueprint.get("/stats")
@describe(200, query=Asked)
@allow(*READERS)
def stats() -> dict[str, Any]:
    """Counts, times and ratings of some business days, grouped in one way."""
    return found()


def found() -> dict[str, Any]:
    """The figures that this request asks for."""
    asked, desk = query(Asked), room(Desk)
    moment = desk.moment()
    today = desk.ask(_today, moment)
    begin, end = asked.begin or asked.end or today, asked.end or asked.begin or today
    return desk.ask(
        figures, dt.date.fromisoformat(begin), dt.date.fromisoformat(end), asked.by, moment
    )


def _today(moment: Moment) -> str:
    """The day that is open, wherever its hours have got to; else the date on the wall."""
    _, date, state, _ = reading.today()
    return date if state == "open" else hours.local(moment.wall, moment.machine).date().isoformat()


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
    return reply(*room(Desk).open_day(actor(), key()))


@blueprint.post("/day/close")
@describe(200, body=Nothing)
@allow("supervisor")
def close_day() -> Response:
    """Closes and seals the business day: nobody waits any longer."""
    body(Nothing)
    return reply(*room(Desk).close_day(actor(), key()))


@blueprint.post("/day/confirm-date")
@describe(200, body=Nothing)
@allow(*STAFF)
def confirm_date() -> Response:
    """Somebody says that the machine's date is right."""
    body(Nothing)
    # Asked here: on the writer's thread there is no request.
    who = actor()
    return reply(*room(Desk).run(lambda tx: day.confirm_date(tx, who), key()))
