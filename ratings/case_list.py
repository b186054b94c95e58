"""What a reader may know of cases and reminders, as pages show it."""

from __future__ import annotations

import json
from typing import Any

import peewee as pw

import office
from db.models import Day, Journal, LowCase, Note, Reminder, Staff
from db.statement import records, rows
from office.moment import Moment
from ratings import low
from ratings.cases import CLOSED, DAY_MS, visible
from ratings.shares import interval

LISTED = 300


def listed(moment: Moment, who: str | None, role: str) -> list[dict[str, Any]]:
    """Every case this reader may know of, newest first.

    {"id", "clerk", "label", "rule", "period", "channel", "scale", "n", "low", "mean", "reasons":
    {code: n}, "state", "asked", "opened_at", "due_at": until then no measure may be chosen,
    "explained", "explanation", "measure", "decision", "by", "closed_at", "share": of the low ones,
    with its interval, "law": the thresholds by which it was opened, "now": {"n", "low", "mean"}
    where the same answers are others today}; words are null once forgotten.
    """
    asked = LowCase.select().where(visible(who, role)).order_by(LowCase.id.desc())
    found = records(asked.limit(LISTED))
    again = {case["id"]: _again(case) for case in found if case["state"] != CLOSED}
    return [case | {"now": again.get(case["id"])} for case in _told(found, moment)]


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
            hidden |= dict.fromkeys(("n", "low", "mean", "reasons", "share"))
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
            "mean": _mean(case["total"], case["n"]), "law": _law(case["id"]),
            "share": interval(case["low"], case["n"]) if case["n"] else None,
            "reasons": json.loads(case["reasons"]), "by": people.get(case["staff"]),
            "opened_at": moment.iso(case["opened_wall"]),
            "due_at": moment.iso(case["opened_wall"] + days * DAY_MS),
            "explained": bool(case["explained"]), "explanation": words.get(case["explained"]),
            "decision": words.get(case["decided"]),
            "closed_at": moment.iso(case["closed_wall"]) if case["closed_wall"] else None,
        }
        for case in found
    ]  # fmt: skip


def _mean(total: int, n: int) -> float | None:
    return round(total / n, 2) if n else None


def _again(case: dict[str, Any]) -> dict[str, Any] | None:
    """What the answers of a case come to now, if that is something else than when it was opened.

    None while a day of it is open once more: who watches would see each answer come.
    """
    mine = Day.id.between(case["first"], case["last"])
    if Day.select(Day.id).where(mine & (Day.state == "open")).exists():
        return None
    told = low.recounted(case)
    if (told.n, told.low, told.total) == (case["n"], case["low"], case["total"]):
        return None
    return {"n": told.n, "low": told.low, "mean": _mean(told.total, told.n)}


def _law(id: int) -> dict[str, Any]:
    """The thresholds of the close that opened a case: they may have been changed since."""
    close = (
        Journal.select(Journal.detail)
        .where((Journal.seq > id) & (Journal.subject == "day") & (Journal.action == "close"))
        .order_by(Journal.seq)
        .limit(1)
    )
    law: dict[str, Any] = next(
        (json.loads(detail or "{}").get("cases", {}) for (detail,) in rows(close)), {}
    )
    return {name: law.get(name) for name in low.LAW if name != "grave"}
