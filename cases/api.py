"""Cases by JSON: for those who answer for the clerks, and for the clerk whom one is about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from flask import Response

import office
from cases.asked import Decision, Explanation, Month, Reminded
from ratings import case_list, cases, clerk_sheet, reasons
from tickets import Desk, catalog
from web import room
from web.access import LEADERS, STAFF, actor, allow, me
from web.api import Body, Nothing, blueprint, body, describe, key, query, reply


@blueprint.get("/cases")
@describe(200, query=Month)
@allow(*LEADERS)
def known_cases() -> dict[str, Any]:
    """Cases and reminders that the reader may know of, and each clerk's numbers of one month."""
    desk, asked = room(Desk), query(Month)
    moment, who, role = desk.moment(), me().staff, me().role
    first, last = asked.days(moment.iso())

    def question() -> dict[str, Any]:
        return {
            "cases": case_list.listed(moment, who, role),
            "reminders": case_list.reminders(moment, who, role),
            "sheet": clerk_sheet.sheet(first, last, moment, who, role),
            "base": clerk_sheet.base(first, last), "months": clerk_sheet.months(moment),
            "measures": office.setting("measures"), "thresholds": office.setting("cases"),
            "reasons": _codes(role), "clerks": [c for c in catalog.clerks() if c["id"] != who],
        }  # fmt: skip

    told = desk.ask(question)
    return {"now": moment.iso(), "month": first.isoformat()[:7], **told}


@blueprint.get("/cases/mine")
@describe(200)
@allow(*STAFF)
def own_cases() -> dict[str, Any]:
    """The cases about the reader, without what others said of them."""
    desk, who = room(Desk), me().staff or ""
    moment = desk.moment()

    def question() -> dict[str, Any]:
        told = case_list.own(moment, who)
        return {"cases": told, "measures": office.setting("measures"), "reasons": _codes("head")}

    return {"now": moment.iso(), **desk.ask(question)}


@blueprint.post("/cases/<int:id>/explain")
@describe(200, body=Explanation)
@allow(*STAFF)
def explain_case(id: int) -> Response:
    """The clerk's own explanation, once; 404 for a case about somebody else."""
    return _done(Explanation, lambda tx, said, who, _: cases.explain(tx, id, said.text, who))


@blueprint.post("/cases/<int:id>/ask")
@describe(200, body=Nothing)
@allow("head")
def ask_clerk(id: int) -> Response:
    """Lets the clerk know of a case that was the head's alone, and explain."""
    return _done(Nothing, lambda tx, _, who, role: cases.ask(tx, id, who))


@blueprint.post("/cases/<int:id>/decide")
@describe(200, body=Decision)
@allow(*LEADERS)
def decide_case(id: int) -> Response:
    """What a person decided; 409 while the clerk still has time to explain."""
    return _done(
        Decision,
        lambda tx, said, who, role: cases.decide(tx, id, said.measure, said.text, who, role),
    )


@blueprint.post("/cases/<int:id>/close")
@describe(200, body=Nothing)
@allow(*LEADERS)
def close_case(id: int) -> Response:
    """Closes a case in which somebody decided; 409 before."""
    return _done(Nothing, lambda tx, _, who, role: cases.close(tx, id, who, role))


@blueprint.post("/cases/<int:id>/answers")
@describe(200, body=Nothing)
@allow(*LEADERS)
def read_answers(id: int) -> Response:
    """The single answers that made the case; that they were read is written into the journal."""
    body(Nothing)
    who, role = actor(), me().role
    # Without a key: what was read is kept nowhere a second time.
    return reply(*room(Desk).run(lambda tx: cases.answers(tx, id, who, role), None))


@blueprint.post("/reminders")
@describe(201, body=Reminded)
@allow(*LEADERS)
def remind_clerk() -> Response:
    """Writes down that somebody was reminded of something, outside any case."""
    return _done(
        Reminded, lambda tx, said, who, _: cases.remind(tx, said.clerk, said.text, who), 201
    )


def sheet_of(asked: Month) -> tuple[dt.date, list[dict[str, Any]]]:
    """The first date of a month, and each clerk's numbers of it that the reader may know."""
    desk, who, role = room(Desk), me().staff, me().role
    moment = desk.moment()
    first, last = asked.days(moment.iso())
    return first, desk.ask(clerk_sheet.sheet, first, last, moment, who, role)


def _codes(role: str) -> list[dict[str, Any]]:
    seen = reasons.seen_by(role)
    return [known for known in reasons.known() if known["code"] in seen]


def _done(kind: type[Body], do: Callable[..., dict[str, Any]], status: int = 200) -> Response:
    # Asked here: on the writer's thread there is no request.
    said, who, role = body(kind), actor(), me().role
    return reply(*room(Desk).run(lambda tx: do(tx, said, who, role), key(secret=True), status))
