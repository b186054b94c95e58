"""`[hall]` and the tables it lives in: which part is a setting, and what row an entry makes."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from config import Hall
from db.models import Field, Priority, Service

MINUTE = 60_000  # ms

# What of `[hall]` has tables of its own; all else is one living setting each.
TABLES = ("fields", "services", "counters", "staff", "priorities")
# By which one entry is named, as in `counter:3`: its table, and the key that tells it apart.
ENTRIES = {
    "field": ("fields", "id"), "service": ("services", "id"), "counter": ("counters", "n"),
    "staff": ("staff", "id"), "priority": ("priorities", "id"),
}  # fmt: skip
SETTINGS = tuple(name for name in Hall.model_fields if name not in (*TABLES, "rules"))

# Besides these a service's entry is its sheet: papers, limits, charges.
_SERVICE = ("id", "field", "name", "name_en", "minutes", "share")
_PRIORITY = ("id", "name", "name_en", "rule", "rule_en")


def row_of_field(entry: dict[str, Any]) -> dict[str, Any]:
    """A field's columns."""
    return entry | {"hours": json.dumps(entry["hours"])}


def row_of_service(entry: dict[str, Any]) -> dict[str, Any]:
    """A service's columns; what commands do not need is its sheet."""
    sheet = {key: value for key, value in entry.items() if key not in _SERVICE}
    kept = {key: entry[key] for key in _SERVICE}
    return kept | {"sheet": json.dumps(sheet, ensure_ascii=False)}


def row_of_priority(entry: dict[str, Any]) -> dict[str, Any]:
    """A class's columns; its head start in ms."""
    kept = {key: entry[key] for key in _PRIORITY}
    return kept | {"head_start": entry["head_start_min"] * MINUTE, "asked": entry["ask"]}


# Tables whose entries are rows by their id: name, model, how an entry becomes a row.
BY_ID: tuple[tuple[str, Any, Callable[[dict[str, Any]], dict[str, Any]]], ...] = (
    ("fields", Field, row_of_field),
    ("services", Service, row_of_service),
    ("priorities", Priority, row_of_priority),
)
