"""Reads config.toml: settings, or every fault of the file at once."""

from __future__ import annotations

import json
import os
import re
import tomllib
import unicodedata
from collections.abc import Iterable
from pathlib import Path as File
from typing import Any

from pydantic import ValidationError

from config.advice import advice
from config.agreement import disagreements
from config.faults import Complaint, ConfigError, Fault
from config.hints import printable
from config.places import Path, Places, find
from config.raw import at
from config.sentences import complaint
from config.settings import Settings


def load(path: str | os.PathLike[str]) -> Settings:
    """The settings in a file; raises ConfigError with every fault, each with its line."""
    try:
        data = File(path).read_bytes()
    except OSError as error:
        fault = Fault(0, str(path), f"cannot be read: {error.strerror}", "name it with --config")
        raise ConfigError([fault]) from None
    try:
        # Notepad begins its files with a mark of three bytes.
        return parse(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        fault = Fault(line, "file", "is not UTF-8 text: save it again as UTF-8")
        raise ConfigError([fault]) from None


def parse(text: str) -> Settings:
    """The settings in a TOML text; raises ConfigError as `load` does."""
    # Some keyboards write a letter and its marks apart; names are compared and printed as one.
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    return accepted(values_of(text), find(text))


def accepted(
    values: dict[str, Any], places: Places, also: Iterable[Complaint] = (), *, as_json: bool = False
) -> Settings:
    """The values as settings; ConfigError with every fault of theirs, and what else is wrong."""
    complaints = [*disagreements(values), *also]
    try:
        read: Any = json.dumps(values) if as_json else values
        settings = (Settings.model_validate_json if as_json else Settings.model_validate)(read)
    except ValidationError as error:
        said = map(complaint, error.errors(include_url=False))
        complaints = [*(one for one in said if one), *complaints]
    if complaints:
        raise ConfigError(one.at(places, _name(one.path, values)) for one in complaints)
    return settings.read_at(places)


def check(settings: Settings) -> list[Fault]:
    """What works but should be looked at before citizens come, in the order of the file."""
    values = settings.model_dump()
    found = [one.at(settings.places, _name(one.path, values)) for one in advice(settings)]
    return sorted(found, key=lambda fault: fault.line)


def values_of(text: str) -> dict[str, Any]:
    """What a TOML text holds; ConfigError with the line where it cannot be read."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError([_syntax(text, str(error))]) from None
    except (RecursionError, ValueError):
        # Thousands of brackets, or of digits: Python refuses what TOML would allow.
        fault = Fault(_longest(text), "file", "is too much for one value: shorten this line")
        raise ConfigError([fault]) from None


_TWICE = {
    "Cannot overwrite a value": "this name is there twice: keep one",
    "Cannot mutate immutable": "this table is closed by its { }: write all of it there",
    "Cannot declare": "this table is there twice: keep one, or write [[ ]] for an entry of a list",
}


def _syntax(text: str, said: str) -> Fault:
    last = text.rstrip("\n").count("\n") + 1
    place = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", said)
    line = int(place[1]) if place and place[1] else last
    message = printable(said[: place.start()] if place else said)
    for begins, sentence in _TWICE.items():
        if message.startswith(begins):
            return Fault(min(line, last), "file", sentence)
    return Fault(
        min(line, last),
        "file",
        f"cannot be read here: {message[:1].lower()}{message[1:]}",
        "look for a missing quote, bracket or = on this line and the one above it",
    )


def _longest(text: str) -> int:
    lines = text.split("\n")
    return lines.index(max(lines, key=len)) + 1


def _name(path: Path, values: Any) -> str:
    """The path as a reader finds it: `hall.fields[ho-tich].series`, or `[no. 3]` without an id."""
    said = ""
    for step in path:
        values = at(values, (step,))
        said += f"[{_entry(step, values)}]" if isinstance(step, int) else f".{step}"
    return said.lstrip(".") or "file"


def _entry(place: int, entry: Any) -> str:
    for key in ("id", "n", "code", "name", "field"):
        if isinstance(entry, dict) and isinstance(entry.get(key), str | int):
            return str(entry[key])
    return f"no. {place + 1}"
