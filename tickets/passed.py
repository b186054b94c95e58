"""Why others were called before a ticket: what the journal says of the calls that passed it."""

from __future__ import annotations

import json
from typing import Any

import peewee as pw

import office
from db.models import Journal
from db.statement import Statement, hole
from office.moment import Moment
from tickets import rows, states

# As many are told, the newest; somebody who waits for hours needs no longer list.
TOLD = 10
NEVER = 2**62

_calls = Statement(
    Journal.select(Journal.seq, Journal.ref, Journal.action, Journal.reason, Journal.detail,
                   Journal.wall, Journal.undoes)
    .where(
        (Journal.seq > hole("since"))
        & (Journal.seq < hole("until"))
        # coalesce() keeps SQLite from its index by subject: every ticket there ever was.
        & (pw.fn.COALESCE(Journal.subject, "") == "ticket")
        & Journal.action.in_(["call", "call-this", "resume", "undo"])
        & (~Journal.detail.is_null() | ~Journal.undoes.is_null())
    )
    .order_by(Journal.seq)
)  # fmt: skip


_rejoined = Statement(
    Journal.select(Journal.seq)
    .where(
        (Journal.subject == "ticket")
        & (Journal.ref == hole("ref"))
        & (Journal.action == "rejoin")
        & (Journal.seq < hole("before"))
    )
    .limit(1)
)


def passed_by(id: int, moment: Moment) -> list[dict[str, Any]]:
    """The calls that passed this ticket, oldest first and never those taken back.

    [{"number",
    "rule": head-start | own-line | transfer-first | held | rejoined | call-this | other,
    "class": {"name", "name_en"} | None, "head_start_min", "reason": {"name", "name_en"} | None,
    "at"}].
    """
    row = rows.found(id)
    # What came after its end is of no matter, and after a year it would be much.
    until = row.seq if row.state in states.ENDED else NEVER
    found: dict[int, tuple[int, str, str, int]] = {}
    for seq, ref, action, reason, detail, wall, undoes in _calls.all(since=id, until=until):
        if action == "undo":
            found.pop(undoes, None)
        elif id in json.loads(detail)["passed"]:
            found[seq] = (int(ref), action, reason, wall)
    return [_told(seq, *call, moment) for seq, call in list(found.items())[-TOLD:]]


def _told(
    seq: int, other: int, action: str, reason: str, wall: int, moment: Moment
) -> dict[str, Any]:
    row = rows.found(other)
    group = office.priority(row.priority) if row.priority else None
    rule = action if action == "call-this" else reason
    if rule == "head-start" and not row.head_start:
        rule = "rejoined" if _rejoined.one(ref=str(other), before=seq) else "other"
    return {
        "number": row.label,
        "rule": rule,
        "class": {"name": group[1], "name_en": group[2]} if group else None,
        "head_start_min": row.head_start // 60_000,
        "reason": _reason(reason) if action == "call-this" else None,
        "at": moment.iso(wall),
    }


def _reason(code: str) -> dict[str, str]:
    """In the office's words; the code itself for one that the office has dropped."""
    known = {each["code"]: each for each in office.setting("call_reasons")}
    entry = known.get(code, {"name": code, "name_en": code})
    return {"name": entry["name"], "name_en": entry["name_en"]}
