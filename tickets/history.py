"""What happened to one number today, for whoever serves it: step by step, with the words left."""

from __future__ import annotations

from typing import Any

import peewee as pw

import office
from db.errors import Unknown
from db.models import Field, Journal, Note
from db.statement import Statement, hole
from office.moment import Moment
from tickets import reading, record, rows

_steps = Statement(
    Journal.select(
        Journal.seq, Journal.action, Journal.counter, Journal.clerk, Journal.wall, Journal.reason,
        Journal.place, Journal.service, Journal.undoes, Note.text, Note.until_wall, Journal.note,
    )
    .join(Note, pw.JOIN.LEFT_OUTER, on=(Note.seq == Journal.seq))
    .where((Journal.subject == "ticket") & (Journal.ref == hole("ref")))
    .order_by(Journal.seq)
)  # fmt: skip
# Where somebody goes, or for what: only these rows say something new by it.
SENT, ANOTHER = ("transfer", "return", "release"), "add-service"
LISTS = {"hold": "hold_reasons", "call-this": "call_reasons"}


def of_ticket(id: int, moment: Moment) -> dict[str, Any]:
    """{"number", "steps", "reason": of its call}; Unknown for a ticket of another day.

    A step: {"action", "at", "counter", "clerk", "to" | None, "reason" | None, "note" | None,
    "forgotten": a note was there, "until", "undone"}; names come as {"name", "name_en"}.
    """
    row = rows.found(id)
    if row.day != reading.today()[0]:
        raise Unknown("ticket")
    told = _steps.all(ref=str(id))
    undone = {each[8] for each in told if each[8]}
    steps, counter, clerk = [], None, None
    for seq, action, n, who, wall, reason, place, service, _, text, until, seal in told:
        # Whoever goes on leaves no counter on the row: it was done where the number was.
        counter, clerk, was = n, who, (counter, clerk)
        if action == "undo":
            continue
        at, by = (n, who) if n else was
        steps.append({
            "action": action, "at": moment.iso(wall), "counter": at,
            "clerk": (reading.clerk_label(by) or {}).get("label"),
            "to": _to(action, place, service), "reason": _reason(action, reason),
            "note": text, "forgotten": bool(seal) and text is None,
            "until": moment.iso(until) if until else None, "undone": seq in undone,
        })  # fmt: skip
    return {"number": row.label, "steps": steps, "reason": record.reason_of_call(id)}


def _to(action: str, place: str, service: str) -> dict[str, str] | None:
    if action == ANOTHER:
        served = office.served(service)
        return _named(served.name, served.name_en) if served else _named(service, service)
    if action not in SENT:
        return None
    kind, _, who = place.partition(":")
    if kind == "line":
        field = Field.get_or_none(Field.id == who)
        return _named(field.name, field.name_en) if field else _named(who, who)
    if kind == "counter":
        counter = rows.counter(int(who))
        return _named(counter.label, counter.label_en) if counter else _named(who, who)
    label = (reading.clerk_label(who) or {"label": who})["label"]
    return _named(label, label)


def _reason(action: str, code: str | None) -> dict[str, str] | None:
    """In the office's words; the code itself for one that the office has dropped."""
    if action not in LISTS or code is None:
        return None
    known = {each["code"]: each for each in office.setting(LISTS[action])}
    entry = known.get(code, {"name": code, "name_en": code})
    return _named(entry["name"], entry["name_en"])


def _named(name: str, name_en: str) -> dict[str, str]:
    return {"name": name, "name_en": name_en}
