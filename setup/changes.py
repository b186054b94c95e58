"""Before a change and after it: what it would do, what was done and by whom, taken back."""

from __future__ import annotations

from typing import Any

from flask import Response
from pydantic import BaseModel, Field

from config.living import doubts
from office import living, reform, reforms, taken_back
from office.reforms import Reform, Rehearsed
from setup import faults
from setup.api import Value, seen_by
from setup.telling import Words, changes
from tickets import Desk
from web import errors, room, words
from web.access import FITTERS, Gate, actor, allow
from web.api import Nothing, blueprint, body, describe, key, query, reply


class HistoryPage(BaseModel):
    """Which part of the history: what is older than row `before`."""

    before: int | None = Field(default=None, ge=1, lt=2**63)


@blueprint.post("/settings/<string:name>/preview")
@describe(200, body=Value)
@allow(*FITTERS)
def preview(name: str) -> dict[str, Any]:
    """What a change would do; nothing is changed. Refused as the change itself would be."""
    asked, who = body(Value), actor()
    told = rehearse(lambda tx: reform.change(tx, name, asked.value, who, seen_by(asked)))
    return {"name": name, **told}


@blueprint.get("/settings/history")
@describe(200, query=HistoryPage)
@allow(*FITTERS)
def history() -> dict[str, Any]:
    """What was changed, newest first, 50 at a time; `undoable` until it changes again."""
    asked, desk = query(HistoryPage), room(Desk)
    found, hall, known = desk.ask(
        lambda: (reforms.history(desk.moment(), asked.before), living.hall(), reforms.labels())
    )
    say = spoken()
    return {"history": [_told(one, hall, known, say) for one in found]}


@blueprint.post("/settings/history/<int:seq>/undo")
@describe(200, body=Nothing)
@allow(*FITTERS)
def undo(seq: int) -> Response:
    """Takes one change back; 409 when something of it was changed again since."""
    body(Nothing)
    who = actor()
    answer = reply(*room(Desk).run(lambda tx: taken_back.undo(tx, seq, who), key()))
    # Whoever loses a right by it loses it at once.
    room(Gate).forget()
    return answer


def rehearse(do: reforms.Command) -> dict[str, Any]:
    """Does it and takes all of it back: {"changes", "warnings"} of what it would have done."""
    try:
        room(Desk).run(reforms.rehearsal(do))
    except Rehearsed as told:
        hall = told.after.model_dump(mode="json")
        warnings = doubts(told.before, told.after)
        return {
            "changes": changes(told.differences, hall, spoken()),
            "warnings": [faults.told(fault, errors.language()) for fault in warnings],
        }
    raise AssertionError("a rehearsal came true")


def spoken() -> Words:
    """The room's words in the reader's language."""
    return words.load("setup")[errors.language()]


def _who(actor: str, known: dict[str, str], say: Words) -> str:
    """A person by name; a program by the number of its token, in words."""
    kind, _, n = actor.partition(":")
    return say["by_token"].format(n=n) if kind == "token" else known.get(actor, actor)


def _told(one: Reform, hall: dict[str, Any], known: dict[str, str], say: Words) -> dict[str, Any]:
    told = changes(one.differences, hall, say)
    return {
        "seq": one.seq, "at": one.at, "who": _who(one.actor, known, say), "name": one.name,
        "what": told[0]["what"] if len(told) == 1 else say.get(f"of_{one.name}", one.name),
        "changes": told, "undoable": one.undoable,
    }  # fmt: skip
