"""Whether the line was fair: who was called past whom, by which rule, and who waited longest."""

from __future__ import annotations

import datetime as dt
from typing import Any

import peewee as pw

import office
from db.engine import database
from db.models import IS_WAITING, Priority, Staff, Ticket
from db.statement import rows
from figures import passages, spans
from figures.cell import Told
from figures.kept import cells, kept_calls, longest_wait
from figures.period import Period, between, part
from tickets import Moment

# In the order in which they are told; `call-this` is every call for a reason of the office.
RULES = ("first", "head-start", "own-line", "transfer-first", "other", "held", "call-this")


def fairness(begin: dt.date, end: dt.date, moment: Moment) -> dict[str, Any]:
    """{"from", "to", "days", "now", "calls", "rules", "out_of_order", "classes", "longest", …}.

    rules: [{"rule", "calls", "passed"}], `passed` as many as were named (20 of each line at most);
    out_of_order: [{"clerk", "reason": {"code", "name", "name_en"}, "calls", "passed"}];
    classes: [{"id", "name", "name_en", "n", "median_s", "p95_s", "max_s"}], plain tickets under
    None; longest: {"number", "counter", "wait_s", "at"} of a call, or None; waiting: {"number",
    "since"} of whoever has waited longest and still does, if the period holds today.
    """
    period = between(begin, end, moment)
    zone = moment.machine.timezone
    found = _calls(period, zone)
    return {
        "from": period.begin, "to": period.end, "days": len(period.days), "now": moment.iso(),
        "calls": sum(n for n, _ in found.values()), "rules": _by_rule(found),
        "out_of_order": _out_of_order(found), "classes": _classes(period, zone),
        "longest": _longest(period, moment),
        "waiting": _still_waiting(moment) if period.open_day else None,
    }  # fmt: skip


Calls = dict[tuple[str, str, str | None], tuple[int, int]]


def _calls(period: Period, zone: str) -> Calls:
    """(action, reason, clerk) → (calls, people passed)."""
    found: Calls = {}
    for key, cell in kept_calls(period, zone).items():
        action, reason, clerk = key.split("|")
        told = Told(cell)
        found[action, reason, clerk or None] = (told.count("called"), told.count("passed"))
    return found


def _by_rule(found: Calls) -> list[dict[str, Any]]:
    totals: dict[str, list[int]] = {rule: [0, 0] for rule in RULES}
    for (action, reason, _), (calls, passed) in found.items():
        total = totals["call-this" if action == "call-this" else reason]
        total[0] += calls
        total[1] += passed
    return [{"rule": r, "calls": n, "passed": p} for r, (n, p) in totals.items()]


def _out_of_order(found: Calls) -> list[dict[str, Any]]:
    clerks: dict[Any, str] = dict(rows(Staff.select(Staff.id, Staff.label)))
    told = [
        {"clerk": clerks.get(clerk), "reason": reason_of(reason), "calls": n, "passed": passed}
        for (action, reason, clerk), (n, passed) in found.items()
        if action == "call-this"
    ]
    return sorted(told, key=lambda row: (-row["calls"], row["clerk"] or "", row["reason"]["code"]))


def reason_of(code: str) -> dict[str, str]:
    """In the office's words; the code itself for one that the office has dropped."""
    known = {each["code"]: each for each in office.setting("call_reasons")}
    entry = known.get(code, {"name": code, "name_en": code})
    return {"code": code, "name": entry["name"], "name_en": entry["name_en"]}


def _classes(period: Period, zone: str) -> list[dict[str, Any]]:
    """By nearest rank and rounded up to the grid, as everywhere here."""
    found = {key: Told(cell) for key, cell in cells("class", period, zone).groups.items()}
    counted = {
        None if key == passages.PLAIN else key: (n, *(told.wait_at(at) for at in (50, 95, 100)))
        for key, told in found.items() if (n := told.times("wait", 0)["n"])
    }  # fmt: skip
    names = {
        id: (name, name_en)
        for id, name, name_en in rows(
            Priority.select(Priority.id, Priority.name, Priority.name_en).order_by(
                Priority.position
            )
        )
    }
    plain: dict[Any, tuple[str, str]] = {None: ("Không ưu tiên", "No priority")}
    return [
        {"id": id, "name": name, "name_en": name_en, "n": n, "median_s": median,
         "p95_s": p95, "max_s": most}
        for id, (name, name_en) in (plain | names).items() if id in counted
        for n, median, p95, most in [counted[id]]
    ]  # fmt: skip


def _longest(period: Period, moment: Moment) -> dict[str, Any] | None:
    """Looked for in one day: the first one in which somebody waited longest, by the grid."""
    found = longest_wait(period, moment.machine.timezone)
    if not found:
        return None
    day, seconds = found
    waits = spans.longest_waits(part(period, day, day), seconds).alias("w")
    w = waits.c
    longest = rows(
        pw.Select([waits], [Ticket.label, w.counter, w.took, w.wall])
        .join(Ticket, on=(Ticket.id == w.ref.cast("INTEGER")))
        .order_by(w.took.desc(), w.ref).limit(1).bind(database)
    )  # fmt: skip
    for label, counter, took, wall in longest:
        return {"number": label, "counter": counter, "wait_s": _s(took), "at": moment.iso(wall)}
    return None


def _still_waiting(moment: Moment) -> dict[str, Any] | None:
    first = Ticket.select(Ticket.label, Ticket.joined).where(IS_WAITING)
    for label, joined in rows(first.order_by(Ticket.joined).limit(1)):
        return {"number": label, "since": moment.of_hall(joined)}
    return None


def _s(ms: int) -> float:
    return round(ms / 1000, 1)
