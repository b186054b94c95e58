"""What the parts of a file must agree on, checked on the raw values.

Raw, because a slip of the pen in one table must not hide that another names a field which does
not exist. Values of a wrong type are passed over here: the types complain of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from config.faults import Complaint
from config.hall import Rules
from config.hints import did_you_mean, quoted
from config.keypads import disagreements_of_keypads
from config.machine import Limits
from config.opening import opening
from config.paper import disagreements_of_printers
from config.places import Path
from config.printers import Printer
from config.raw import Entry, at, entries, known
from config.voice import volumes
from config.waiting_room import disagreements_of_waiting_rooms
from config.wall import disagreements_of_boards
from config.wiring import disagreements_of_devices
from config.words import Group

_ONE_OF_A_KIND: list[tuple[Path, str]] = [
    (("hall", "fields"), "id"),
    (("hall", "fields"), "series"),
    (("hall", "fields"), "name"),
    (("hall", "services"), "id"),
    (("hall", "counters"), "n"),
    (("hall", "counters"), "label"),
    (("hall", "staff"), "id"),
    (("hall", "staff"), "name"),
    (("hall", "staff"), "label"),
    (("hall", "priorities"), "id"),
    (("hall", "priorities"), "name"),
    (("hall", "reasons"), "code"),
    (("hall", "pauses"), "code"),
    (("hall", "hold_reasons"), "code"),
    (("hall", "call_reasons"), "code"),
    (("hall", "rooms"), "id"),
    (("hall", "rooms"), "name"),
    (("hall", "slides"), "id"),
    (("screens",), "name"),
    (("printers",), "name"),
    (("keypads",), "name"),
    (("buses",), "name"),
    (("boards",), "name"),
    (("panels",), "name"),
]


def disagreements(values: Entry) -> list[Complaint]:
    """Everything that two places of the file do not agree on."""
    return [
        *_repeated(values),
        *_services(values),
        *_counters(values),
        *_screens(values),
        *disagreements_of_printers(values),
        *disagreements_of_keypads(values),
        *disagreements_of_boards(values),
        *disagreements_of_devices(values),
        *opening(values),
        *volumes(values),
        *disagreements_of_waiting_rooms(values),
        *_appointments(values),
        *_guidance(values),
        *_bounds(values),
    ]


def _repeated(values: Entry) -> Iterator[Complaint]:
    for table, key in _ONE_OF_A_KIND:
        seen: set[Any] = set()
        for path, entry in entries(values, table):
            value = entry.get(key)
            if not isinstance(value, str | int):
                continue
            # Two names that differ only in capitals are one name at a counter.
            same = value.casefold() if isinstance(value, str) else value
            if same in seen:
                yield Complaint((*path, key), f"{quoted(value)} is there twice: give each its own")
            seen.add(same)


def _services(values: Entry) -> Iterator[Complaint]:
    seen: set[tuple[str, str]] = set()
    for path, service in entries(values, ("hall", "services")):
        yield from _field_exists(values, path, service)
        field, name = service.get("field"), service.get("name")
        if isinstance(field, str) and isinstance(name, str):
            if (field, name) in seen:
                yield Complaint((*path, "name"), f"{quoted(name)} is there twice in this field")
            seen.add((field, name))
        if service.get("verified") is True and not (service.get("source") and service.get("as_of")):
            yield Complaint(
                (*path, "verified"),
                "law is checked against something on a day: give "
                "source and as_of, or write verified = false",
            )


def _field_exists(values: Entry, path: Path, entry: Entry) -> Iterator[Complaint]:
    fields, field = known(values, ("hall", "fields"), "id", str), entry.get("field")
    if isinstance(field, str) and field not in fields:
        hint = did_you_mean(field, fields) or (f"fields: {', '.join(fields)}" if fields else None)
        yield Complaint(
            (*path, "field"), f"there is no field {quoted(field)} in [[hall.fields]]", hint
        )


def _counters(values: Entry) -> Iterator[Complaint]:
    for path, counter in entries(values, ("hall", "counters")):
        seen: set[str] = set()
        for place, line in entries(counter, ("lines",)):
            yield from _field_exists(values, (*path, *place), line)
            field = line.get("field")
            if isinstance(field, str):
                if field in seen:
                    yield Complaint(
                        (*path, *place, "field"),
                        f"this counter serves {quoted(field)} twice: keep one",
                    )
                seen.add(field)


def _screens(values: Entry) -> Iterator[Complaint]:
    counters = known(values, ("hall", "counters"), "n", int)
    for path, screen in entries(values, ("screens",)):
        kind, counter = screen.get("kind"), screen.get("counter")
        if kind in ("pad", "counter") and counter is None:
            yield Complaint(path, f"a {kind} stands at a counter: add counter = 1")
        elif kind in ("kiosk", "reception", "supervisor") and counter is not None:
            yield Complaint((*path, "counter"), f"a {kind} belongs to no counter: take this out")
        elif isinstance(counter, int) and counter not in counters:
            hint = f"counters: {', '.join(map(str, counters))}" if counters else None
            yield Complaint(
                (*path, "counter"), f"there is no counter {counter} in [[hall.counters]]", hint
            )


def _appointments(values: Entry) -> Iterator[Complaint]:
    path = ("hall", "rules", "appointment_class")
    chosen, classes = at(values, path), known(values, ("hall", "priorities"), "id", str)
    if isinstance(chosen, str) and chosen and chosen not in classes:
        hint = did_you_mean(chosen, classes) or f"classes: {', '.join(classes) or 'none'}"
        yield Complaint(path, f"there is no class {quoted(chosen)} in [[hall.priorities]]", hint)


def _guidance(values: Entry) -> Iterator[Complaint]:
    path = ("hall", "rules", "guidance_field")
    chosen, fields = at(values, path), known(values, ("hall", "fields"), "id", str)
    # A hall without that field needs no setting to say so: its kiosk then names the guide's desk.
    if isinstance(chosen, str) and chosen not in ("", Rules().guidance_field, *fields):
        hint = did_you_mean(chosen, fields) or f"fields: {', '.join(fields) or 'none'}"
        yield Complaint(path, f"there is no field {quoted(chosen)} in [[hall.fields]]", hint)


def _bounds(values: Entry) -> Iterator[Complaint]:
    yield from _at_most(
        values, ("limits",), Limits, ("batch", "queue"), "a commit cannot hold more than may wait"
    )
    yield from _at_most(
        values,
        ("hall", "rules"),
        Rules,
        ("rating_min_s", "rating_window_s"),
        "a rating cannot stay open longer than its window",
    )
    for path, _ in entries(values, ("printers",)):
        yield from _at_most(
            values,
            path,
            Printer,
            ("timeout_s", "deadline_s"),
            "one answer cannot take longer than the whole ticket",
        )


def _at_most(
    values: Any, path: Path, group: type[Group], keys: tuple[str, str], sentence: str
) -> Iterator[Complaint]:
    table = at(values, path)
    if not isinstance(table, dict):
        return
    less, more = (table.get(key, group.model_fields[key].default) for key in keys)
    if isinstance(less, int) and isinstance(more, int) and less > more:
        yield Complaint((*path, keys[0]), f"{sentence}: write {more} or less")
