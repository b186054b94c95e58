"""Whether a day's ratings can be trusted: what was named, what is left out, the seals.

None of it leads to an answer: clerks and days, never who gave what.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from flask import Response
from pydantic import Field

import office
from db.errors import Unknown
from db.models import Day, Staff
from db.statement import rows
from figures import Period, between
from figures.scores import asked
from ratings import checks, exclusions, sheets
from stats import blueprint as pages
from stats.api import Days, dates
from stats.closing_sheet import grouped, sheet_blocks
from tickets import Desk, Moment
from web import room
from web.access import LEADERS, PUBLIC, READERS, actor, allow
from web.api import Body, Nothing, blueprint, body, describe, key, query, reply
from web.errors import Problem
from web.page import drawn
from web.paper import Paper
from web.words import load

# So many days back when nothing is asked for: what is to be looked at waits for its supervisor.
USUAL_DAYS = 30


class Exclude(Body):
    """Whose ratings of which day (id) do not count, and why."""

    day: int = Field(ge=1, lt=2**63)
    clerk: str
    reason: Literal["own-presses", "trial", "pad-fault", "not-served"]


class Sheet(Body):
    """The day (id) whose closing sheet is printed again."""

    day: int = Field(ge=1, lt=2**63)


@pages.get("/stats/ratings")
@allow(PUBLIC)
def ratings() -> str:
    """An empty frame: everything on it comes by the API, to those who may see it."""
    office = room(Desk).setting("office")
    return drawn("stats/trust.html", office=office, reasons=exclusions.REASONS)


@blueprint.get("/stats/trust")
@describe(200, query=Days)
@allow(*LEADERS)
def trust() -> dict[str, Any]:
    """What was named in some days (the last 30 when left out), what is left out, and the seals."""
    given, desk = query(Days), room(Desk)
    moment = desk.moment()
    begin, end = dates(given, moment)
    if not given.begin:
        begin -= dt.timedelta(days=USUAL_DAYS - 1)
    return desk.ask(told, begin, end, moment)


@blueprint.get("/stats/left-out")
@describe(200, query=Days)
@allow("api", *READERS)
def left_out() -> dict[str, Any]:
    """How many ratings are left out of these days, by reason, and how many sheets struck out."""
    given, desk = query(Days), room(Desk)
    moment = desk.moment()
    begin, end = dates(given, moment)

    def counted() -> dict[str, Any]:
        period = between(begin, end, moment)
        struck = sheets.struck_out(period.first, period.last)
        return exclusions.counted(period.first, period.last) | {"struck": struck}

    return {"from": begin.isoformat(), "to": end.isoformat(), **desk.ask(counted)}


@blueprint.post("/stats/exclusions")
@describe(200, body=Exclude)
@allow(*LEADERS)
def exclude() -> Response:
    """What a clerk was answered on a closed day no longer counts; it stays, and is counted."""
    given, who = body(Exclude), actor()
    return reply(
        *room(Desk).run(
            lambda tx: exclusions.exclude(tx, given.day, given.clerk, given.reason, who), key()
        )
    )


@blueprint.post("/stats/exclusions/<int:id>/readmit")
@describe(200, body=Nothing)
@allow(*LEADERS)
def readmit(id: int) -> Response:
    """It counts again."""
    body(Nothing)
    who = actor()
    return reply(*room(Desk).run(lambda tx: exclusions.readmit(tx, id, who), key()))


@blueprint.post("/stats/closing-sheet")
@describe(202, body=Sheet)
@allow(*LEADERS)
def print_again() -> tuple[dict[str, Any], int]:
    """The closing sheet once more: 202. 409 `no_paper`, 429 `printing`: tickets go first."""
    refused = printed(room(Desk), room(Paper), body(Sheet).day)
    if refused == "printing":
        raise Problem(429, refused, seconds=10)
    if refused:
        raise Problem(409, refused)
    return {"print": {"state": "queued"}}, 202


def printed(desk: Desk, paper: Paper, day: int) -> str:
    """Prints a day's closing sheet; why not, or "". Unknown for a day that is not closed."""
    moment = desk.moment()
    found = desk.ask(of_day, day, moment)
    if found is None:
        raise Unknown("day")
    blocks = sheet_blocks(found, desk.setting("office"), load("stats")["vi"], moment.iso())
    return paper.print_sheet(paper.printer_for(""), blocks)


def told(begin: dt.date, end: dt.date, moment: Moment) -> dict[str, Any]:
    """{"from", "to", "named": […], "exclusions": […], "counted", "days": […], "limits"}."""
    period = between(begin, end, moment)
    left = exclusions.listed(period.first, period.last, moment)
    live = {(each["day"], each["clerk"]): each["id"] for each in left if not each["back"]}
    labels: dict[str, str] = dict(rows(Staff.select(Staff.id, Staff.label)))
    named = [
        each | {"date": period.days[each["day"]], "label": labels.get(each["clerk"]),
                "exclusion": live.get((each["day"], each["clerk"]))}
        for each in checks.listed(period.first, period.last) if each["day"] in period.days
    ]  # fmt: skip
    return {
        "from": period.begin, "to": period.end, "named": named, "exclusions": left,
        "counted": exclusions.counted(period.first, period.last),
        "days": _closed(period, named, left, moment), "limits": office.setting("checks"),
    }  # fmt: skip


def of_day(day: int, moment: Moment) -> dict[str, Any] | None:
    """One closed day as the sheet tells it; None when it is open or not there."""
    found = Day.get_or_none(Day.id == day)
    if found is None:
        return None
    date = dt.date.fromisoformat(found.date)
    return next((each for each in told(date, date, moment)["days"] if each["day"] == day), None)


def _closed(
    period: Period, named: list[dict[str, Any]], left: list[dict[str, Any]], moment: Moment
) -> list[dict[str, Any]]:
    questions = asked("day", period)
    columns = (Day.id, Day.date, Day.seal, Day.ratings, Day.closed_wall)
    sealed = Day.select(*columns).where(
        Day.id.between(period.first, period.last) & (Day.state == "closed")
    )
    return [
        {"day": id, "date": date, "seal": seal, "printed": grouped(seal), "ratings": ratings,
         "closed_at": moment.iso(closed),
         "opened": questions.get(id, {}).get("opened", 0),
         "answered": questions.get(id, {}).get("answered", 0),
         "named": len({each["clerk"] for each in named if each["day"] == id}),
         "left_out": sum(e["n"] for e in left if e["day"] == id and not e["back"])}
        for id, date, seal, ratings, closed in rows(sealed.order_by(Day.id.desc()))
    ]  # fmt: skip
