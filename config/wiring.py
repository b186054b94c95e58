"""What devices of different kinds must agree on: each has a name and a port of its own."""

from __future__ import annotations

from collections.abc import Iterator

from config.faults import Complaint
from config.hints import quoted
from config.raw import Entry, entries

KINDS = {"printers": "printer", "keypads": "key pad", "buses": "bus", "boards": "board"}
PORTS = {"printers": "driver", "keypads": "port", "buses": "port"}

HALLS_OWN = {"loa": "loudspeaker", "giong-doc": "voice"}
"""The names by which the hall lists what has no table of its own."""


def disagreements_of_devices(values: Entry) -> Iterator[Complaint]:
    """Two kinds of devices of one name, or at one port."""
    yield from _names(values)
    yield from _ports(values)


def _names(values: Entry) -> Iterator[Complaint]:
    """`motcua devices` and the trial at opening know each by its name alone, screens too."""
    others = dict(HALLS_OWN)
    for table, kind in (KINDS | {"screens": "screen"}).items():
        for path, entry in entries(values, (table,)):
            name = entry.get("name")
            if isinstance(name, str) and others.setdefault(name, kind) != kind:
                yield Complaint(
                    (*path, "name"), f"{quoted(name)} is also a {others[name]}: give each its own"
                )


def _ports(values: Entry) -> Iterator[Complaint]:
    owners: dict[str, tuple[str, object]] = {}
    for table, key in PORTS.items():
        for path, entry in entries(values, (table,)):
            port = entry.get(key)
            if not isinstance(port, str) or port == "virtual":
                continue
            where = port.partition("://")[2].partition("?")[0] or port
            kind, name = owners.setdefault(where, (KINDS[table], entry.get("name")))
            if kind != KINDS[table]:
                yield Complaint(
                    (*path, key),
                    f"{quoted(port)} is where {kind} {quoted(name)} is: one port has one owner",
                )
