"""The office as it is now, in the shape of config.toml's `[hall]`; no password is ever in it."""

from __future__ import annotations

import json
from typing import Any

import office
from config import Hall
from db.models import Counter, CounterLine, Field, Priority, Service, Setting, Staff
from db.statement import records, rows
from office.tables import MINUTE, SETTINGS


def hall() -> dict[str, Any]:
    """Every table of `[hall]` as JSON has it: what is not retired, and of fields all."""
    return {
        **settings(), "fields": fields(), "services": services(), "counters": counters(),
        "staff": staff(), "priorities": priorities(),
    }  # fmt: skip


def settings() -> dict[str, Any]:
    """The settings that are no table of their own, and the rules: the usual ones where none is."""
    of_the_office = Setting.name.in_(SETTINGS) | Setting.name.startswith("rules.")
    kept = {n: json.loads(value) for n, value in rows(Setting.select().where(of_the_office))}
    found = office.USUAL | kept
    names = [name for name in found if name.startswith("rules.")]
    rules = {name.removeprefix("rules."): found.pop(name) for name in names}
    return found | {"rules": rules}


def fields() -> list[dict[str, Any]]:
    """Every field, in the order of the kiosk."""
    columns = (Field.id, Field.series, Field.name, Field.name_en, Field.daily_limit)
    found = Field.select(*columns, Field.hours, Field.retired).order_by(Field.position, Field.id)
    return [
        field | {"hours": json.loads(field["hours"]), "retired": bool(field["retired"])}
        for field in records(found)
    ]


def services() -> list[dict[str, Any]]:
    """What can be taken, with the papers to bring."""
    return [
        {
            "id": s.id, "field": s.field, "name": s.name, "name_en": s.name_en,
            "minutes": s.minutes, "share": s.share, **json.loads(s.sheet),
        }
        for s in Service.select().where(~Service.retired).order_by(Service.position, Service.id)
    ]  # fmt: skip


def counters() -> list[dict[str, Any]]:
    """The counters, each with its own lines first."""
    found = Counter.select(Counter.n, Counter.label, Counter.label_en).where(~Counter.retired)
    return [{**counter, "lines": lines(counter["n"])} for counter in records(found.order_by("n"))]


def lines(n: int) -> list[dict[str, Any]]:
    """The lines of one counter: {"field", "offset_min"}."""
    found = (
        CounterLine.select(CounterLine.field, CounterLine.offset)
        .join(Field, on=(Field.id == CounterLine.field))
        .where(CounterLine.counter == n)
        .order_by(CounterLine.offset, Field.position)
    )
    return [{"field": id, "offset_min": offset // MINUTE} for id, offset in rows(found)]


def staff() -> list[dict[str, Any]]:
    """Who may sign in; what they sign in with stays where it is."""
    found = Staff.select(Staff.id, Staff.name, Staff.label, Staff.role).where(~Staff.retired)
    return records(found.order_by(Staff.id))


def priorities() -> list[dict[str, Any]]:
    """The classes, in the order of the kiosk."""
    found = Priority.select().where(~Priority.retired).order_by(Priority.position, Priority.id)
    return [
        {
            "id": p.id, "name": p.name, "name_en": p.name_en, "rule": p.rule,
            "rule_en": p.rule_en, "head_start_min": p.head_start // MINUTE, "ask": p.asked,
        }
        for p in found
    ]  # fmt: skip


def as_read() -> Hall:
    """The same, as it would be read from a file."""
    return Hall.model_validate_json(json.dumps(hall()))
