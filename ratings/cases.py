"""A case of low ratings: the clerk explains, a person decides on a measure, the case is closed.

Whoever reads single answers for it is written down. Words are notes beside the journal and are
forgotten when their time is over; the measure is a code of the office's own list.
"""

from __future__ import annotations

import json
from typing import Any

import office
from db.errors import Refused, Unknown
from db.models import LowCase, Reminder
from db.statement import Statement, hole, records, rows
from db.transaction import Transaction
from ratings import low, reasons

OPEN, EXPLAINED, DECIDED, CLOSED = "open", "explained", "decided", "closed"
DAY_MS = 86_400_000
HEAD = "head"

_change = Statement(
    LowCase.update(
        state=hole("state"), asked=hole("asked"), explained=hole("explained"),
        measure=hole("measure"), decided=hole("decided"), staff=hole("staff"),
        closed_wall=hole("closed_wall"),
    ).where(LowCase.id == hole("id"))
)  # fmt: skip
_remind = Statement(
    Reminder.insert(
        id=hole("id"), clerk=hole("clerk"), low_case=hole("low_case"), staff=hole("staff"),
        at_wall=hole("now"),
    )
)  # fmt: skip


def explain(tx: Transaction, id: int, text: str, who: str) -> dict[str, Any]:
    """The clerk's own words, once; Unknown for somebody else's case, Refused `case_settled`."""
    case = _case(id)
    if case["clerk"] != who or not case["asked"]:
        raise Unknown("case")
    _must_be(case, OPEN)
    seq = _step(tx, case, "explain", who, EXPLAINED, note=_seal(tx, text))
    return _kept(case, state=EXPLAINED, explained=seq)


def ask(tx: Transaction, id: int, who: str) -> dict[str, Any]:
    """The head lets the clerk know of a case that was the head's alone, and explain."""
    case = _case(id)
    _must_be(case, OPEN)
    if not case["asked"]:
        _step(tx, case, "ask", who, OPEN)
    return _kept(case, asked=True)


def decide(
    tx: Transaction, id: int, measure: str, text: str | None, who: str, role: str
) -> dict[str, Any]:
    """A person's measure, with words if there are any; one with `reminder` goes into the log.

    Refused `case_waits` while the clerk still has time to explain, `case_settled` when it is
    decided.
    """
    case = _seen(id, who, role)
    _must_be(case, OPEN, EXPLAINED)
    chosen = next((m for m in office.setting("measures") if m["code"] == measure), None)
    if chosen is None:
        raise Unknown("measure")
    days = office.setting("cases")["explain_days"]
    if case["state"] == OPEN and case["asked"] and tx.wall < case["opened_wall"] + days * DAY_MS:
        raise Refused("case_waits", days=days)
    seq = _step(tx, case, "decide", who, DECIDED, reason=measure, note=_seal(tx, text))
    if chosen["reminder"]:
        _remind(id=seq, clerk=case["clerk"], low_case=id, staff=who, now=tx.wall)
    return _kept(case, state=DECIDED, measure=measure, decided=seq, staff=who)


def close(tx: Transaction, id: int, who: str, role: str) -> dict[str, Any]:
    """The case is over; Refused `case_undecided` before somebody decided."""
    case = _seen(id, who, role)
    if case["state"] in (OPEN, EXPLAINED):
        raise Refused("case_undecided")
    _must_be(case, DECIDED)
    _step(tx, case, "close", who, CLOSED)
    return _kept(case, state=CLOSED, closed_wall=tx.wall)


def remind(tx: Transaction, clerk: str, text: str, who: str) -> dict[str, Any]:
    """A clerk is reminded outside any case: {"id"}; Unknown for oneself and for a stranger."""
    if office.person(clerk) is None or clerk == who:
        raise Unknown("clerk")
    seq = tx.append("reminder", tx.seq + 1, "remind", who, clerk=clerk, note=_seal(tx, text))
    _remind(id=seq, clerk=clerk, low_case=None, staff=who, now=tx.wall)
    return {"id": seq}


def answers(tx: Transaction, id: int, who: str, role: str) -> dict[str, Any]:
    """The single answers that made the case, lowest first; that they were read is written down.

    {"answers": [{"level", "way", "manner", "reasons": [code…]}]}, codes that this role may read.
    None has a number or a time: nobody has kept them.
    """
    case = _seen(id, who, role)
    _step(tx, case, "read", who, case["state"])
    named = json.loads(case["reasons"])
    told = [
        {"level": level, "way": way, "manner": manner, "reasons": sorted(codes)}
        for level, way, manner, kept in _answers(case)
        if (codes := {*kept.split(",")} - {""}) & {*named}
        or (not named and low.is_low(case["scale"], level))
    ]
    seen = reasons.seen_by(role)
    return {"answers": [each | {"reasons": _within(each["reasons"], seen)} for each in told]}


def visible(who: str | None, role: str) -> Any:
    """Nobody judges himself, and some things are the head's alone."""
    mine = LowCase.clerk != (who or "")
    return mine if role == HEAD else mine & (LowCase.rule != low.SECRET)


def _case(id: int) -> dict[str, Any]:
    found = records(LowCase.select().where(LowCase.id == id))
    if not found:
        raise Unknown("case")
    return found[0]


def _seen(id: int, who: str, role: str) -> dict[str, Any]:
    if not LowCase.select().where((LowCase.id == id) & visible(who, role)).exists():
        raise Unknown("case")
    return _case(id)


def _must_be(case: dict[str, Any], *states: str) -> None:
    if case["state"] not in states:
        raise Refused("case_settled", state=case["state"])


def _step(tx: Transaction, case: dict[str, Any], action: str, who: str, after: str, **more: Any
          ) -> int:  # fmt: skip
    return tx.append(
        "case", case["id"], action, who, clerk=case["clerk"], before=case["state"], after=after,
        **more,
    )  # fmt: skip


def _kept(case: dict[str, Any], **changed: Any) -> dict[str, Any]:
    now = case | changed
    columns = ("id", "state", "asked", "explained", "measure", "decided", "staff", "closed_wall")
    _change(**{name: now[name] for name in columns})
    return {"id": now["id"], "state": now["state"]}


def _seal(tx: Transaction, text: str | None) -> str | None:
    """Keeps words beside the next row, as long as the office says."""
    days = office.setting("cases")["text_days"]
    return tx.note(text, tx.wall + days * DAY_MS) if text else None


def _answers(case: dict[str, Any]) -> list[Any]:
    table = low.table_of(case["channel"])
    span = low.span_of(case)
    mine = low.where_of(table, span, case["channel"]) & (table.clerk == case["clerk"])
    mine &= table.scale == case["scale"]
    what = table.select(table.level, table.way, table.manner, table.reasons).where(mine)
    # By the random key: the order tells nothing.
    return rows(what.order_by(table.level, table.key))


def _within(codes: list[str], seen: set[str]) -> list[str]:
    return [code for code in codes if code in seen]
