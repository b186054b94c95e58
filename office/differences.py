"""What differs between two offices: one difference for each thing that a person would name."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any, NamedTuple

from office.tables import ENTRIES, TABLES

Entry = dict[str, Any]
# What stands in a path for the order of a table's entries.
ORDER = "#order"


class Difference(NamedTuple):
    """One thing that was one way and is another; `was` None for an entry added, `is_` for one gone.

    `path` is a table or setting, then an entry's id, then its key; `named` is the entry's name and
    `place` where it stands in its table.
    """

    path: list[str]
    was: Any
    is_: Any
    named: str = ""
    place: int = 0


def between(before: Entry, after: Entry) -> list[Difference]:
    """From one `tickets.living.hall()` to another, in their order."""
    return [one for name in after for one in _of_part(name, before.get(name), after[name])]


def stands(hall: Entry, one: Difference) -> bool:
    """Whether this hall is as the difference left it, so that it can be taken back alone."""
    return bool(_now(hall, one) == one.is_)


def taken_back(hall: Entry, differences: list[Difference]) -> Entry:
    """The same hall as if these had never been; a field that was added is retired instead."""
    hall = copy.deepcopy(hall)
    # The order last: until then what was retired is not back in its table.
    for one in sorted(differences, key=lambda one: one.path[-1] == ORDER):
        _put(hall, one)
    return hall


def key_of(table: str) -> str:
    """What tells the entries of a table apart."""
    return dict(ENTRIES.values())[table]


def _of_part(name: str, was: Any, now: Any) -> Iterator[Difference]:
    if name in TABLES:
        yield from _of_table(name, was or [], now)
    elif isinstance(was, dict) and isinstance(now, dict):
        for key in now:
            if was.get(key) != now[key]:
                yield Difference([name, key], was.get(key), now[key])
    elif was != now:
        yield Difference([name], was, now)


def _of_table(name: str, was: list[Entry], now: list[Entry]) -> Iterator[Difference]:
    key = key_of(name)
    before, after = ({str(entry[key]): entry for entry in each} for each in (was, now))
    for place, (id, entry) in enumerate(after.items()):
        if id not in before:
            yield Difference([name, id], None, entry, _name(entry), place)
            continue
        for part in entry:
            if entry[part] != before[id].get(part):
                path = [name, id, part]
                yield Difference(path, before[id].get(part), entry[part], _name(entry), place)
    for place, (id, entry) in enumerate(before.items()):
        if id not in after:
            yield Difference([name, id], entry, None, _name(entry), place)
    stayed = [[id for id in each if id in before and id in after] for each in (before, after)]
    if stayed[0] != stayed[1]:
        yield Difference([name, ORDER], stayed[0], stayed[1])


def _name(entry: Entry) -> str:
    """What a person calls it: of staff and counters the label that citizens read."""
    return str(entry.get("label") or entry.get("name") or "")


def _now(hall: Entry, one: Difference) -> Any:
    name, *rest = one.path
    part = hall.get(name)
    if not rest:
        return part
    if name not in TABLES:
        return (part or {}).get(rest[0])
    entries = {str(entry[key_of(name)]): entry for entry in part or []}
    if rest[0] == ORDER:
        return [id for id in entries if id in one.is_]
    entry = entries.get(rest[0])
    return entry.get(rest[1]) if entry and rest[1:] else entry


def _put(hall: Entry, one: Difference) -> None:
    name, *rest = one.path
    if not rest:
        hall[name] = one.was
    elif name not in TABLES:
        hall[name][rest[0]] = one.was
    else:
        _put_entry(name, hall[name], rest, one)


def _put_entry(name: str, table: list[Entry], rest: list[str], one: Difference) -> None:
    key = key_of(name)
    entry = next((each for each in table if str(each[key]) == rest[0]), None)
    if rest[0] == ORDER:
        place = {id: n for n, id in enumerate(one.was)}
        table.sort(key=lambda each: place.get(str(each[key]), len(place)))
    elif entry is None:
        table.insert(one.place, one.was)
    elif rest[1:]:
        entry[rest[1]] = one.was
    elif one.was is None and "retired" in entry:
        entry["retired"] = True
    else:
        table.remove(entry)
