"""The office: fields, services, people and rules, founded once and living in the database.

Here are its settings, as everybody asks for them; beside it its hours, its people, and how each of
its parts is changed.
"""

from __future__ import annotations

import functools
import json
from typing import Any, NamedTuple

from argon2 import PasswordHasher
from pydantic_core import to_jsonable_python

from config import Hall
from config.hall import Rules
from db.errors import Unknown
from db.models import Counter, CounterLine, Field, Priority, Service, Setting, Staff
from db.statement import Statement, hole
from db.transaction import Transaction
from office.tables import BY_ID, SETTINGS

# OWASP's minimum (19 MiB, t=2): 27 ms here; a Pi needs several times that.
hasher = PasswordHasher(memory_cost=19456, time_cost=2, parallelism=1)

# What an office has that was founded before there was such a setting or rule.
USUAL = {
    name: to_jsonable_python(field.get_default())
    for name, field in Hall.model_fields.items()
    if name in SETTINGS and not field.is_required()
} | {f"rules.{name}": value for name, value in Rules()}
_setting = Statement(Setting.select(Setting.value).where(Setting.name == hole("name")))
_any_service = (
    Service.select(Service.id, Service.field, Field.series, Service.name, Service.name_en)
    .join(Field, on=(Service.field == Field.id))
    .where(Service.id == hole("id"))
)
_named = Statement(_any_service)
_service = Statement(_any_service.where((Service.retired == 0) & (Field.retired == 0)))
_priority = Statement(
    Priority.select(Priority.id, Priority.head_start).where(
        (Priority.id == hole("id")) & (Priority.retired == 0)
    )
)
_class = Statement(
    Priority.select(
        Priority.id, Priority.name, Priority.name_en, Priority.rule, Priority.rule_en,
        Priority.head_start,
    ).where(Priority.id == hole("id"))
)  # fmt: skip
_staff = Statement(
    Staff.select(Staff.id, Staff.name, Staff.label, Staff.role, Staff.password, Staff.pin).where(
        (Staff.id == hole("id")) & (Staff.retired == 0)
    )
)


class Served(NamedTuple):
    """A service as a command needs it."""

    id: str
    field: str
    series: str
    name: str
    name_en: str


class Person(NamedTuple):
    """Somebody of the staff; `password` and `pin` are argon2id hashes."""

    id: str
    name: str
    label: str
    role: str
    password: str
    pin: str | None


def setting(name: str) -> Any:
    """The living value of one setting, or its usual one; KeyError if there is none of this name.

    It is everybody's: whoever changes it changes a copy.
    """
    row = _setting.one(name=name)
    return _read(row[0]) if row else USUAL[name]


# Every board and every press asks for some: reading them anew took longer than finding them.
_read = functools.lru_cache(maxsize=200)(json.loads)


def rule(name: str) -> Any:
    """One of the rules of queue.md (`[hall.rules]`), as it is now."""
    return setting(f"rules.{name}")


def must_be_code(list_name: str, code: str) -> None:
    """Unknown unless `code` is one of this list of the office, such as `pauses`."""
    if code not in {entry["code"] for entry in setting(list_name)}:
        raise Unknown("reason")


def service(id: str) -> Served | None:
    """A service that can be taken, with its field's series."""
    row = _service.one(id=id)
    return Served(*row) if row else None


def served(id: str) -> Served | None:
    """A service by its id, also one that is no longer offered: somebody may still wait for it."""
    row = _named.one(id=id)
    return Served(*row) if row else None


def head_start(priority: str) -> int | None:
    """The head start (ms) of a priority class, or None if there is no such class."""
    row = _priority.one(id=priority)
    return row[1] if row else None


def priority(id: str) -> tuple[str, str, str, str, str, int] | None:
    """(id, name, name_en, rule, rule_en, head start ms) of a priority class, retired or not."""
    row: tuple[str, str, str, str, str, int] | None = _class.one(id=id)
    return row


def person(id: str) -> Person | None:
    """One of the staff who still works here."""
    row = _staff.one(id=id)
    return Person(*row) if row else None


def person_named(name: str) -> Person | None:
    """The staff member who signs in by this name."""
    row = Staff.select(Staff.id).where((Staff.name == name) & ~Staff.retired).first()
    return person(row.id) if row else None


def found(tx: Transaction, hall: Hall) -> None:
    """Writes the office of `config.toml [hall]` into a new database, once, with a journal row."""
    law = json.dumps(_law_of(hall), separators=(",", ":"))
    tx.append("setting", "office", "found", "hall", detail=law)
    for name, value in _settings_of(hall).items():
        Setting.replace(name=name, value=json.dumps(value, ensure_ascii=False)).execute()
    for name, model, row_of in BY_ID:
        for position, entry in enumerate(getattr(hall, name)):
            row = row_of(entry.model_dump(mode="json"))
            model.create(**row, position=position, force_insert=True)
    for c in hall.counters:
        Counter.create(n=c.n, label=c.label, label_en=c.label_en)
        for line in c.lines:
            CounterLine.insert(
                counter=c.n, field=line.field, offset=line.offset_min * 60_000
            ).execute()
    for person_ in hall.staff:
        hire(**person_.model_dump(mode="json"))


def hire(id: str, name: str, label: str, role: str, password: str, pin: str = "") -> None:
    """Adds somebody to the staff; password and PIN are kept as argon2id hashes only."""
    Staff.create(
        id=id, name=name, label=label, role=role, force_insert=True,
        # Without a password nobody signs in: no text matches an empty hash.
        password=hasher.hash(password) if password else "",
        pin=hasher.hash(pin) if pin else None,
    )  # fmt: skip


_RULES_OF_ORDER = (
    "rejoin_after", "recall_limit", "undo_window_s", "appointment_class",
    "appointment_early_min", "appointment_late_min",
)  # fmt: skip


def _law_of(hall: Hall) -> dict[str, Any]:
    """By which every call can be recomputed from the journal alone (offsets, head starts in ms)."""
    return {
        "lines": {
            str(c.n): {line.field: line.offset_min * 60_000 for line in c.lines}
            for c in hall.counters
        },
        "head_starts": {p.id: p.head_start_min * 60_000 for p in hall.priorities},
        **{name: getattr(hall.rules, name) for name in _RULES_OF_ORDER},
        "call_reasons": [reason.code for reason in hall.call_reasons],
        "hold_reasons": [reason.code for reason in hall.hold_reasons],
    }


def _settings_of(hall: Hall) -> dict[str, Any]:
    plain = hall.model_dump(mode="json")
    kept = {f"rules.{name}": value for name, value in plain["rules"].items()}
    kept |= {name: plain[name] for name in SETTINGS}
    return kept | {"founded": True}
