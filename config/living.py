"""Part of a hall's settings over those that it lives by: checked as a whole, as config.toml is."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator

from config.faults import Complaint, ConfigError, Fault
from config.hall import Hall
from config.hints import quoted
from config.places import Places, find
from config.raw import Entry, at, entries
from config.reading import accepted, check, values_of


def read_over(living: Hall, text: str) -> Hall:
    """`[hall]` of a TOML text over the living one; ConfigError with every fault.

    What the text does not name stays: a table of single values setting by setting, a list whole.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    asked = at(values_of(text), ("hall",))
    if not isinstance(asked, dict):
        fault = Fault(1, "hall", "there is no [hall] in this file: nothing is taken over")
        raise ConfigError([fault])
    return lay_over(living, asked, find(text))


def lay_over(living: Hall, asked: Entry, places: Places | None = None) -> Hall:
    """These settings over the living ones; ConfigError with every fault."""
    merged: Entry = living.model_dump(mode="json")
    fields = merged["fields"]
    for name, value in asked.items():
        both = isinstance(value, dict) and isinstance(merged.get(name), dict)
        merged[name] = {**merged[name], **value} if both else value
    # As JSON, because a date is a text there: over the API, and where the database keeps it.
    values = {"hall": json.loads(json.dumps(merged, default=str))}
    return accepted(values, places or Places(), _kept(fields, values), as_json=True).hall


def doubts(before: Hall, after: Hall) -> list[Fault]:
    """What works in the office after a change, but should be looked at, and was not so before."""
    known = {_gist(fault) for fault in _doubts(before)}
    return [fault for fault in _doubts(after) if _gist(fault) not in known]


def _gist(fault: Fault) -> tuple[str, str]:
    """What it says but for its numbers: one service less to be checked is no new doubt."""
    return fault.where, re.sub(r"[\d.,]+", "", fault.message)


def _doubts(hall: Hall) -> list[Fault]:
    values: Entry = {"hall": hall.model_dump(mode="json")}
    for person in values["hall"]["staff"]:
        # What people sign in with is given apart, and is no matter of the office.
        person["password"] = "given-apart"  # noqa: S105 - nobody's
    return check(accepted(values, Places(), as_json=True))


def _kept(fields: list[Entry], values: Entry) -> Iterator[Complaint]:
    """A field stays, and keeps its letter: numbers of today and figures of years hang on it."""
    table = ("hall", "fields")
    now = {entry.get("id"): (path, entry) for path, entry in entries(values, table)}
    for field in fields:
        path, entry = now.get(field["id"], (table, {}))
        if not entry:
            yield Complaint(
                table,
                f"{quoted(field['id'])} is not there any more: a field is never deleted, "
                "write retired = true",
            )
        elif isinstance(entry.get("series"), str) and entry["series"] != field["series"]:
            yield Complaint(
                (*path, "series"),
                f"the letter of a field stays {quoted(field['series'])}: "
                "retire this field and add another",
            )
