"""Sheets by JSON: what may be chosen, who sat where on a day, and a sheet that is entered."""

from __future__ import annotations

import datetime as dt
import unicodedata
from typing import Annotated, Any, Literal

from flask import Response
from pydantic import AfterValidator, BaseModel, Field

from config.words import Sentence
from ratings import later, reasons, sheets, suggestions
from ratings.later import FACTORS
from tickets import Desk, catalog, reading
from web import room
from web.access import LEADERS, actor, allow
from web.api import Body, blueprint, body, describe, key, query, reply

# Whoever enters sheets is a person with a name, and none of those they are about.
ENTER = (*LEADERS, "reporter")
NFC = AfterValidator(lambda text: unicodedata.normalize("NFC", text))
Level = Annotated[int, Field(ge=1, le=5)]


class Sat(BaseModel):
    """A counter on a date."""

    counter: Annotated[int, Field(ge=1, le=999)]
    date: dt.date


class Entered(Body):
    """A sheet as it was crossed; whatever was left empty is null. Its words go into the box."""

    clerk: str = Field(max_length=80)
    counter: int | None = Field(default=None, ge=1, le=999)
    field: str | None = Field(default=None, max_length=80)
    level: Level
    way: Level | None = None
    manner: Level | None = None
    factors: list[Level | None] = Field(default=[], max_length=len(FACTORS))
    reasons: list[str] = Field(default=[], max_length=5)
    trips: int | None = Field(default=None, ge=1, le=3)
    papers: bool | None = None
    money: bool | None = None
    text: Annotated[Sentence, Field(max_length=300), NFC] | None = None
    contact: Annotated[Sentence, Field(max_length=80), NFC] | None = None


class Struck(Body):
    """Why a sheet no longer counts."""

    reason: Literal["misread", "other-clerk", "twice", "not-valid"]


@blueprint.get("/survey")
@describe(200)
@allow(*ENTER)
def choices() -> dict[str, Any]:
    """{"counters", "clerks", "fields", "reasons", "waiting": sheets since the last closing}."""

    def found() -> dict[str, Any]:
        return {
            "counters": [{"n": n, "label": label, "label_en": english}
                         for n, label, english, *_ in reading.counters()],
            "clerks": catalog.clerks(),
            "fields": [{"id": id, "name": name, "name_en": english}
                       for id, _, name, english in reading.fields()],
            "reasons": [{key: each[key] for key in ("code", "name", "name_en", "kind")}
                        for each in reasons.known()],
            "waiting": later.entered()[later.PAPER],
        }  # fmt: skip

    return room(Desk).ask(found)


@blueprint.get("/survey/sat")
@describe(200, query=Sat)
@allow(*ENTER)
def who_sat() -> dict[str, Any]:
    """{"clerks": ids of whoever opened that counter on that date}."""
    asked = query(Sat)
    return {"clerks": room(Desk).ask(later.sat_at, asked.counter, asked.date.isoformat())}


@blueprint.post("/survey/sheets")
@describe(201, body=Entered)
@allow(*ENTER)
def enter() -> Response:
    """201 {"sheet", "state"}; 409 `own_rating` for a sheet about oneself."""
    asked, who = body(Entered), actor()
    said = later.Given(asked.level, tuple(asked.reasons), asked.way, asked.manner)
    sheet = later.Sheet(
        asked.counter, asked.field, tuple(asked.factors), asked.trips, asked.papers, asked.money
    )

    def command(tx: Any) -> dict[str, Any]:
        told = later.on_paper(tx, asked.clerk, said, sheet, who)
        if asked.text:
            suggestions.leave(tx, asked.text, "vi", who, suggestions.PAPER, asked.contact or "")
        return told

    return reply(*room(Desk).run(command, key(secret=True), 201))


@blueprint.get("/survey/sheets")
@describe(200)
@allow(*ENTER)
def known_sheets() -> dict[str, Any]:
    """{"sheets": the last that were entered, by their numbers; what they say is not told}."""
    desk = room(Desk)
    return {"sheets": desk.ask(sheets.listed, desk.moment())}


@blueprint.post("/survey/sheets/<int:id>/strike")
@describe(200, body=Struck)
@allow(*ENTER)
def strike(id: int) -> Response:
    """A sheet that was entered wrongly counts no longer: 200 {"sheet", "state"}.

    409 `own_rating` for a sheet about oneself, `struck_out` for one that counts no longer.
    """
    said, who = body(Struck), actor()
    return reply(*room(Desk).run(lambda tx: sheets.strike(tx, id, said.reason, who), key()))
