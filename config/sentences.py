"""Turns pydantic's errors into sentences that say what to type."""

from __future__ import annotations

import re
from typing import Any, get_args, get_origin

from pydantic_core import ErrorDetails

from config.faults import Complaint
from config.hints import PATTERNS, did_you_mean, listed, quoted
from config.places import Path
from config.settings import Settings
from config.words import Group


def complaint(error: ErrorDetails) -> Complaint | None:
    """Pydantic's error in our words; None for one that only follows from another."""
    kind, path, value = error["type"], error["loc"], error["input"]
    if kind == "default_factory_not_called":
        return None
    if kind == "extra_forbidden":
        return _unknown(path)
    if kind == "missing":
        return Complaint(path, f"{path[-1]} is missing: add {_form(path)}")
    if kind == "literal_error":
        return _no_choice(path, value, error.get("ctx", {})["expected"])
    if kind == "string_pattern_mismatch":
        sentence, repair = PATTERNS[error["ctx"]["pattern"]]
        return Complaint(path, f"{quoted(value)} {sentence}", repair(str(value)))
    return Complaint(path, _sentence(error), _other_type(kind, value))


def _unknown(path: Path) -> Complaint:
    key, group = str(path[-1]), group_at(path[:-1])
    names = list(group.model_fields) if group else []
    hint = did_you_mean(key, names)
    if not hint and (homes := _homes(key)):
        hint = f"it belongs in {' or '.join(homes)}"
    return Complaint(
        path,
        f"there is no setting {key} here: take it out or correct its name",
        hint or f"settings here: {', '.join(names)}",
    )


def _no_choice(path: Path, value: object, expected: str) -> Complaint:
    choices: list[object] = re.findall(r"'([^']*)'", expected)
    choices = choices or [int(number) for number in re.findall(r"\d+", expected)]
    return Complaint(
        path,
        f"{quoted(value)} is not possible: write {listed(choices)}",
        did_you_mean(value, choices),
    )


def _sentence(error: ErrorDetails) -> str:
    limits: dict[str, Any] = error.get("ctx", {})
    said = {
        "int_type": "must be a whole number, without quotes",
        "float_type": "must be a number, without quotes",
        "bool_type": "must be true or false, without quotes",
        "string_type": "must be text in quotes",
        "date_type": "must be a date without quotes, such as 2026-11-20",
        "list_type": _wants_list(error["loc"]),
        "model_type": f"must be a table: write {_form(error['loc'])} and its settings below",
        "string_too_short": "must not be empty",
        "string_too_long": "is longer than {max_length} characters: shorten it",
        "too_short": "needs at least {min_length} entry",
        "too_long": "holds at most {max_length} entries",
        "greater_than_equal": "is too small: {ge} or more",
        "less_than_equal": "is too large: {le} or less",
        "multiple_of": "must be a multiple of {multiple_of}",
    }
    if error["type"] in said:
        return said[error["type"]].format_map(limits)
    # Our own checks carry their sentence; a kind of error that is new in pydantic keeps its words.
    return str(limits.get("sentence", error["msg"]))


def _wants_list(path: Path) -> str:
    if group_at(path) is None:
        return "must be a list in square brackets"
    return f"must be a list: write each entry below its own {_form(path)}"


def _form(path: Path) -> str:
    """How a setting is written: a line, a [table] or a repeated [[table]]."""
    tables = tuple(step for step in path if isinstance(step, str))
    if group_at(tables) is None:
        return f"a line {tables[-1]} = …"
    above = group_at(tables[:-1])
    repeated = above is not None and get_origin(above.model_fields[tables[-1]].annotation) is list
    dotted = ".".join(tables)
    return f"[[{dotted}]]" if repeated else f"[{dotted}]"


def _other_type(kind: str, value: object) -> str | None:
    if kind == "string_type" and isinstance(value, int | float) and not isinstance(value, bool):
        return f'write "{value}"'
    if isinstance(value, str):
        bare = value.strip().lower()
        if kind == "int_type" and re.fullmatch(r"\d{1,9}", bare):
            return f"write {int(bare)}"
        if kind == "bool_type" and bare in ("true", "false"):
            return f"write {bare}"
    return None


def group_at(path: Path) -> type[Group] | None:
    """The group of settings that stands at a path, if one does."""
    group: type[Group] = Settings
    for step in path:
        if isinstance(step, int):
            continue
        inner = inner_group(group, step)
        if inner is None:
            return None
        group = inner
    return group


def inner_group(group: type[Group], key: str) -> type[Group] | None:
    """The group that a key of another group holds, alone or as a list."""
    field = group.model_fields.get(key)
    held: Any = field.annotation if field else None
    if get_origin(held) is list:
        held = get_args(held)[0]
    return held if isinstance(held, type) and issubclass(held, Group) else None


def _homes(key: str, group: type[Group] = Settings, above: str = "") -> list[str]:
    homes = []
    for name in group.model_fields:
        inner = inner_group(group, name)
        if inner is not None:
            table = f"{above}{name}"
            homes += [f"[{table}]"] if key in inner.model_fields else []
            homes += _homes(key, inner, f"{table}.")
    return homes
