"""Why was B017 called before A021? One answer, from what was stored with the call."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

import office
from db.errors import Unknown
from db.models import Day, Journal, Staff, Ticket
from db.statement import rows
from figures.calls import CALLS
from figures.fairness import reason_of
from tickets import Moment

_COLUMNS = (
    "seq", "action", "after", "place", "counter", "clerk", "reason", "detail", "undoes", "joined",
    "counted", "wall",
)  # fmt: skip
ANSWERS = (
    "not_called", "not_yet", "was_called", "was_held", "was_missed", "was_over", "came_later",
    "stood_behind", "other_line",
)  # fmt: skip


class Step(NamedTuple):
    """One journal row of a ticket."""

    seq: int
    action: str
    after: str
    place: str | None
    counter: int | None
    clerk: str | None
    reason: str | None
    detail: str | None
    undoes: int | None
    joined: int
    counted: int
    wall: int


def why(called: str, before: str, date: str, moment: Moment) -> dict[str, Any]:
    """{"called", "before", "answer", "rule", …}: why one number was called before another.

    answer: `not_called`; `not_yet` (the other had no number yet), `was_called`, `was_held`,
    `was_missed`, `was_over` (it was not waiting); `rule` (it was passed, and `rule` says by what:
    head-start, own-line, transfer-first, held, call-this, other); `came_later`, `stood_behind`,
    `other_line` (it was waiting and nobody passed it). Unknown for numbers nobody had that day.
    """
    one, other = _ticket(called, date), _ticket(before, date)
    steps, others = _steps(one.id), _steps(other.id)
    told: dict[str, Any] = {
        "called": {"number": one.label, **_class(one)}, "before": {"number": other.label},
        "date": date, "answer": "not_called", "rule": None, "reason": None, "clerk": None,
    }  # fmt: skip
    call = _call(steps, others)
    if call is None:
        return told
    told["called"] |= {"counter": call.counter, "at": moment.iso(call.wall)}
    return told | _answer(call, one, other.id, others)


def _answer(call: Step, one: Any, passed: int, others: list[Step]) -> dict[str, Any]:
    stood = _at(others, call.seq)
    if stood is None:
        return {"answer": "not_yet"}
    if stood.after != "waiting":
        how = {"called": "was_called", "serving": "was_called", "held": "was_held"}
        how |= {"missed": "was_missed"}
        return {"answer": how.get(stood.after, "was_over")}
    if passed in (json.loads(call.detail)["passed"] if call.detail else ()):
        return {"answer": "rule", **_rule(call, one)}
    if stood.joined >= call.joined:
        return {"answer": "came_later"}
    behind = stood.place == call.place or stood.counted > call.joined
    return {"answer": "stood_behind" if behind else "other_line"}


def _rule(call: Step, one: Any) -> dict[str, Any]:
    if call.action == "call-this":
        clerk = Staff.get_or_none(Staff.id == call.clerk)
        return {
            "rule": "call-this", "reason": reason_of(call.reason or ""),
            "clerk": clerk.label if clerk else None,
        }  # fmt: skip
    # Somebody who came back or was let pass stands where the rule put them, whatever their class.
    other = call.reason == "head-start" and not one.head_start
    return {"rule": "other" if other else call.reason}


def _call(steps: list[Step], others: list[Step]) -> Step | None:
    """The call that passed the other, if one did; else the last one."""
    undone = {step.undoes for step in steps}
    calls = [s for s in steps if s.action in CALLS and s.seq not in undone]
    while_waiting = [c for c in calls if (at := _at(others, c.seq)) and at.after == "waiting"]
    chosen = while_waiting or calls
    return chosen[-1] if chosen else None


def _at(steps: list[Step], seq: int) -> Step | None:
    """What a ticket was just before this row."""
    before = [step for step in steps if step.seq < seq]
    return before[-1] if before else None


def _ticket(number: str, date: str) -> Any:
    bare = number.strip().upper()
    day = Day.select(Day.id).where(Day.date == date).order_by(Day.id.desc()).first()
    digits = bare[1:]
    found = day and digits.isdecimal() and Ticket.get_or_none(
        (Ticket.day == day.id) & (Ticket.series == bare[:1]) & (Ticket.number == int(digits))
    )  # fmt: skip
    if not found:
        raise Unknown("ticket")
    return found


def _class(ticket: Any) -> dict[str, Any]:
    group = office.priority(ticket.priority) if ticket.priority else None
    return {
        "class": {"name": group[1], "name_en": group[2]} if group else None,
        "head_start_min": ticket.head_start // 60_000, "counter": None, "at": None,
    }  # fmt: skip


def _steps(id: int) -> list[Step]:
    columns = [getattr(Journal, name) for name in _COLUMNS]
    mine = (Journal.subject == "ticket") & (Journal.ref == str(id))
    return [Step(*row) for row in rows(Journal.select(*columns).where(mine).order_by(Journal.seq))]
