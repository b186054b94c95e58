"""The office as text: `[hall]` of a config.toml, which reads back as the same office."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from config import Hall
from office import living

HEAD = """\
# The office as it lives: `motcua hall import` takes over what you change here, and says what.
# Passwords and PINs are never written; `motcua staff password` gives one.
"""
# What somebody signs in with is in nobody's file.
SECRETS = {"password", "pin"}


def office() -> str:
    """The whole of it, in the order of config.toml."""
    return of_hall(living.as_read())


def of_hall(hall: Hall) -> str:
    """The TOML text of a `[hall]`."""
    plain = hall.model_dump(exclude={"staff": {"__all__": SECRETS}}, exclude_none=True)
    tables = {name: value for name, value in plain.items() if isinstance(value, dict)}
    lists = {name: value for name, value in plain.items() if _is_list_of_tables(value)}
    rest = {name: value for name, value in plain.items() if name not in tables | lists}
    parts = [_table("[hall]", rest)]
    parts += [_table(f"[hall.{name}]", table) for name, table in tables.items()]
    parts += [
        _table(f"[[hall.{name}]]", entry) for name, entries in lists.items() for entry in entries
    ]
    return HEAD + "\n" + "\n".join(parts)


def _is_list_of_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _table(header: str, table: dict[str, Any]) -> str:
    return "\n".join([header, *(f"{key} = {_value(value)}" for key, value in table.items()), ""])


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_value(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, dt.date):
        return value.isoformat()
    # A basic string of TOML is one of JSON, and so are numbers and truth.
    return json.dumps(value, ensure_ascii=False)
