"""The supervisor's JSON: figures, devices, the day."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal, Self

from flask import Response
from pydantic import BaseModel, Field, model_validator
from werkzeug.exceptions import Forbidden

from figures.fairness import fairness
from figures.grouped import figures
from figures.guarded import BY, unwatched, watched
from figures.opened import days_of, months
from figures.why import why
from office import hours
from tickets import Desk, Moment, day, reading
from web import room
from web.access import FITTERS, LEADERS, READERS, STAFF, actor, allow, me
from web.api import Body, Nothing, blueprint, body, describe, key, query, reply
from web.errors import Problem
from web.paper import Paper
from web.trial import Trial

# A letter and digits as on the paper, in either case.
NUMBER = r"^[A-Za-z][0-9]{1,9}$"
ISO_DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


class Days(BaseModel):
    """Dates (ISO, both included; today when left out)."""

    begin: str | None = Field(default=None, alias="from", pattern=ISO_DATE)
    end: str | None = Field(default=None, alias="to", pattern=ISO_DATE)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        """Raises ValueError for dates that do not exist or stand the wrong way round."""
        dates = [dt.date.fromisoformat(date) for date in (self.begin, self.end) if date]
        if dates != sorted(dates):
            raise ValueError("`from` must not be after `to`.")
        return self


class Asked(Days):
    """Dates and a grouping."""

    by: Literal[
        "service", "field", "counter", "clerk", "hour", "day", "weekday", "class", "channel"
    ] = "field"


class Why(BaseModel):
    """Two numbers of one date (ISO; today when left out): why the one before the other."""

    called: str = Field(pattern=NUMBER)
    before: str = Field(pattern=NUMBER)
    date: str | None = Field(default=None, pattern=ISO_DATE)


class Tried(Body):
    """The names of the devices to be tried; all of them when left out."""

    devices: list[str] | None = Field(default=None, min_length=1, max_length=500)


@blueprint.get("/stats")
@describe(200, query=Asked)
@allow("api", *READERS)
def stats() -> dict[str, Any]:
    """Counts, times and ratings of some business days, grouped in one way."""
    return found()


def found() -> dict[str, Any]:
    """The figures that this request asks for; an observer's are of a published month."""
    asked, desk = query(Asked), room(Desk)
    moment = desk.moment()
    if me().role != "observer":
        return desk.ask(figures, *dates(asked, moment), asked.by, moment)
    if asked.by not in BY:
        raise Forbidden
    if not desk.ask(months, moment):
        return desk.ask(unwatched, asked.by, moment)
    return desk.ask(watched, *dates(asked, moment), asked.by, moment)


@blueprint.get("/stats/fairness")
@describe(200, query=Days)
@allow(*LEADERS)
def fair() -> dict[str, Any]:
    """Who was called past whom by which rule, calls out of order, and the waits of each class."""
    asked, desk = query(Days), room(Desk)
    moment = desk.moment()
    return desk.ask(fairness, *dates(asked, moment), moment)


@blueprint.get("/stats/why")
@describe(200, query=Why)
@allow(*LEADERS)
def answer() -> dict[str, Any]:
    """Why one number was called before another, from what was stored with the call."""
    asked, desk = query(Why), room(Desk)
    moment = desk.moment()
    date = asked.date or desk.ask(_today, moment)
    return desk.ask(why, asked.called, asked.before, date, moment)


def dates(asked: Days, moment: Moment) -> tuple[dt.date, dt.date]:
    """The first and the last date that are asked for; Problem for days an observer may not read."""
    if me().role == "observer":
        return _month(asked, moment)
    today = room(Desk).ask(_today, moment)
    begin, end = asked.begin or asked.end or today, asked.end or asked.begin or today
    return dt.date.fromisoformat(begin), dt.date.fromisoformat(end)


def _month(asked: Days, moment: Moment) -> tuple[dt.date, dt.date]:
    """The published month that is asked for, the newest when none is; before any, no day at all."""
    known = [days_of(month) for month in room(Desk).ask(months, moment)]
    if not known:
        return dt.date.min, dt.date.min
    for begin, end in known:
        if (asked.begin, asked.end) in ((begin.isoformat(), end.isoformat()), (None, None)):
            return begin, end
    raise Problem(403, "whole_months")


def _today(moment: Moment) -> str:
    """The day that is open, wherever its hours have got to; else the date on the wall."""
    _, date, state, _ = reading.today()
    return date if state == "open" else hours.local(moment.wall, moment.machine).date().isoformat()


@blueprint.get("/devices")
@describe(200)
@allow("api", *FITTERS)
def devices() -> dict[str, Any]:
    """How each device is, since when, and what to do."""
    return {"devices": room(Paper).devices()}


@blueprint.get("/self-test")
@describe(200)
@allow(*FITTERS)
def tried() -> dict[str, Any]:
    """What came of trying each device the last time."""
    return room(Trial).told()


@blueprint.post("/self-test")
@describe(200, body=Tried)
@allow(*FITTERS)
def try_devices() -> dict[str, Any]:
    """Tries these devices, or all: they print, speak and light up; answers before they have."""
    asked = body(Tried)
    room(Trial).begin(asked.devices)
    return room(Trial).told()


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
