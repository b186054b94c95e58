"""What the office offers: fields with their services, priorities, who serves which line."""

from __future__ import annotations

import json
from typing import Any

import office
from db.models import CounterLine, Field, Priority, Service, Staff
from db.statement import Statement, hole
from db.statement import rows as listed
from tickets import line, reading

_sheet = Statement(Service.select(Service.sheet).where(Service.id == hole("id")))

# What citizens see of a service's sheet; `note` is for staff.
_SHEET: dict[str, Any] = {
    "code": "", "documents": [], "limit_text": "", "charge_text": "", "source": "",
    "as_of": None, "verified": False,
}  # fmt: skip


def offered() -> dict[str, Any]:
    """What the kiosk offers: fields with their services (most used first), and the priorities."""
    services: dict[str, list[dict[str, Any]]] = {}
    for s in Service.select().where(~Service.retired).order_by(-Service.share, Service.position):
        sheet = json.loads(s.sheet)
        entry = {
            "id": s.id, "name": s.name, "name_en": s.name_en, "share": s.share,
            "cutoff": bool(sheet.get("cutoff")), "also": sheet.get("also", []),
        }  # fmt: skip
        services.setdefault(s.field, []).append(entry)
    return {
        "fields": [
            {"id": id, "series": series, "name": name, "name_en": name_en,
             "services": services.get(id, [])}
            for id, series, name, name_en in reading.fields()
        ],
        "priorities": classes(),
    }  # fmt: skip


def sheet(id: str) -> dict[str, Any] | None:
    """What is to be brought for a service, how long it takes and what it costs; None if none."""
    return next((each for each in sheets() if each["id"] == id), None)


def sheets() -> list[dict[str, Any]]:
    """The sheet of every service that is offered, in the order of the kiosk.

    {"id", "name", "name_en", "field": {"id", "name", …}, "code", "documents", "limit_text",
    "charge_text", "source", "as_of" (ISO 8601 or None), "verified"}; what is for staff stays.
    """
    fields = offered()["fields"]
    kept = {s.id: json.loads(s.sheet) for s in Service.select().where(~Service.retired)}
    return [
        {"id": service["id"], "name": service["name"], "name_en": service["name_en"],
         "field": {key: field[key] for key in ("id", "series", "name", "name_en")},
         **{key: kept[service["id"]].get(key, usual) for key, usual in _SHEET.items()}}
        for field in fields
        for service in field["services"]
    ]  # fmt: skip


def classes() -> list[dict[str, Any]]:
    """The priority classes that the kiosk asks for."""
    asked = Priority.select().where(~Priority.retired & Priority.asked)
    return [
        {"id": p.id, "name": p.name, "name_en": p.name_en, "rule": p.rule, "rule_en": p.rule_en,
         "head_start_min": p.head_start // 60_000}
        for p in asked.order_by(Priority.position)
    ]  # fmt: skip


def late_after(service: str, clock: str) -> str | None:
    """The hour after which this service counts from the next working day, if it is over by `clock`.

    The source of the rule stands with each service in config.toml.
    """
    hour: str = office.rule("same_day_until")
    if not hour or clock < hour:
        return None
    found = _sheet.one(id=service)
    return hour if found and json.loads(found[0]).get("cutoff") else None


def clerks() -> list[dict[str, str]]:
    """Who may open a counter: {"id", "label"}."""
    found = Staff.select(Staff.id, Staff.label).where(~Staff.retired & (Staff.role == "clerk"))
    return [{"id": id, "label": label} for id, label in listed(found.order_by(Staff.id))]


def services() -> list[dict[str, Any]]:
    """What can be added to a visit or done in passing: {"id", "name", "name_en", "field"}."""
    found = Service.select(Service.id, Service.name, Service.name_en, Service.field)
    kept = found.where(~Service.retired).order_by(-Service.share, Service.position)
    return [dict(zip(("id", "name", "name_en", "field"), row, strict=True)) for row in listed(kept)]


def targets() -> dict[str, list[dict[str, Any]]]:
    """Where a citizen can be sent: {"lines", "counters", "clerks"}, each with its "to"."""
    sitting = [row for row in reading.counters() if row[3] != "closed"]
    names = {clerk["id"]: clerk["label"] for clerk in clerks()}
    open_lines = {field for n, *_ in sitting for field, _ in line.lines_of(n)}
    return {
        "lines": [
            {"to": line.line_of(id), "series": series, "name": name, "name_en": name_en,
             "open": id in open_lines}
            for id, series, name, name_en in reading.fields()
        ],
        "counters": [
            {"to": f"counter:{n}", "label": label, "label_en": label_en, "clerk": names.get(clerk),
             "open": state != "closed"}
            for n, label, label_en, state, _, _, clerk, *_ in reading.counters()
        ],
        "clerks": [
            {"to": f"clerk:{row[6]}", "label": names[row[6]], "counter": row[0]}
            for row in sitting if row[6] in names
        ],
    }  # fmt: skip


def lines_of(n: int) -> list[dict[str, Any]]:
    """The lines this counter serves: {"field", "name", …, "offset_min", "waiting"}."""
    counts = reading.waiting_by_place()
    found = (
        CounterLine.select(Field.id, Field.name, Field.name_en, Field.series, CounterLine.offset)
        .join(Field, on=(Field.id == CounterLine.field))
        .where((CounterLine.counter == n) & ~Field.retired)
        .order_by(CounterLine.offset, Field.position)
    )
    return [
        {"field": id, "name": name, "name_en": name_en, "series": series,
         "offset_min": offset // 60_000, "waiting": counts.get(line.line_of(id), 0)}
        for id, name, name_en, series, offset in listed(found)
    ]  # fmt: skip
