"""What a reader may know of cases and reminders, as pages show it."""

from __future__ import annotations

import json
from typing import Any

import peewee as pw

from db.models import LowCase, Note, Reminder, Staff
from db.statement import records, rows
from tickets import office
from tickets.cases import DAY_MS, visible
from tickets.moment import Moment

LISTED = 300


def listed(moment: Moment, who: str | None, role: str) -> list[dict[str, Any]]:
    """Every case this reader may know of, newest first.

    {"id", "clerk", "label", "rule", "period", "channel", "scale", "n", "low", "mean", "reasons":
    {code: n}, "state", "asked", "opened_at", "due_at": until then the clerk may explain,
    "explained", "explanation", "measure", "decision", "by", "closed_at"}; words are null once
    forgotten.
    """
    found = LowCase.select().where(visible(who, role)).order_by(LowCase.id.desc())
    return _told(records(found.limit(LISTED)), moment)


def own(moment: Moment, who: str) -> list[dict[str, Any]]:
    """The cases about oneself, newest first; counts only where no answer stands out.

    Without who decided and what was said of it: that is told by a person.
    """
    mine = (LowCase.clerk == who) & LowCase.asked
    found = LowCase.select().where(mine).order_by(LowCase.id.desc()).limit(LISTED)
    few = office.setting("checks")["own_figures_n"]
    told = []
    for case in _told(records(found), moment):
        hidden = {"decision": None, "by": None}
        if case["n"] < few:
            hidden |= dict.fromkeys(("n", "low", "mean", "reasons"))
        told.append(case | hidden)
    return told


def reminders(moment: Moment, who: str | None, role: str) -> list[dict[str, Any]]:
    """The log of reminders, newest first: {"id", "clerk", "label", "at", "by", "case", "text"}.

    Without those about the reader, and without those of a case that the reader may not see.
    """
    leader = Staff.alias("leader")
    known = visible(who, role) | Reminder.low_case.is_null()
    found = (
        Reminder.select(
            Reminder.id, Reminder.clerk, Staff.label, Reminder.at_wall, leader.label,
            Reminder.low_case, Note.text,
        )
        .join(LowCase, pw.JOIN.LEFT_OUTER, on=(LowCase.id == Reminder.low_case))
        .join(Staff, pw.JOIN.LEFT_OUTER, on=(Staff.id == Reminder.clerk))
        .join(leader, pw.JOIN.LEFT_OUTER, on=(leader.id == Reminder.staff))
        .join(Note, pw.JOIN.LEFT_OUTER, on=(Note.seq == Reminder.id))
        .where(known & (Reminder.clerk != (who or "")))
        .order_by(Reminder.id.desc())
        .limit(LISTED)
    )  # fmt: skip
    return [
        {"id": id, "clerk": clerk, "label": label, "at": moment.iso(at), "by": by, "case": case,
         "text": text}
        for id, clerk, label, at, by, case, text in rows(found)
    ]  # fmt: skip


def _told(found: list[dict[str, Any]], moment: Moment) -> list[dict[str, Any]]:
    people = dict(rows(Staff.select(Staff.id, Staff.label)))
    seqs = [case[name] for case in found for name in ("explained", "decided") if case[name]]
    words = dict(rows(Note.select(Note.seq, Note.text).where(Note.seq.in_(seqs))))
    days = office.setting("cases")["explain_days"]
    return [
        {name: case[name] for name in
         ("id", "clerk", "rule", "period", "channel", "scale", "n", "low", "state", "measure")}
        | {
            "label": people.get(case["clerk"]), "asked": bool(case["asked"]),
            "mean": round(case["total"] / case["n"], 2) if case["n"] else None,
            "reasons": json.loads(case["reasons"]), "by": people.get(case["staff"]),
            "opened_at": moment.iso(case["opened_wall"]),
            "due_at": moment.iso(case["opened_wall"] + days * DAY_MS),
            "explained": bool(case["explained"]), "explanation": words.get(case["explained"]),
            "decision": words.get(case["decided"]),
            "closed_at": moment.iso(case["closed_wall"]) if case["closed_wall"] else None,
        }
        for case in found
    ]  # fmt: skip
