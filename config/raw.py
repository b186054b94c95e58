"""The values of a file as they stand there, before anything is known of their types."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from config.places import Path

Entry = dict[str, Any]


def at(values: Any, path: Path) -> Any:
    """The value at a path, or None where the file has none or something else on the way."""
    for step in path:
        try:
            values = values[step]
        except (KeyError, IndexError, TypeError):
            return None
    return values


def entries(values: Any, path: Path) -> Iterator[tuple[Path, Entry]]:
    """The tables of a list that are tables, each with its path."""
    table = at(values, path)
    for place, entry in enumerate(table if isinstance(table, list) else []):
        if isinstance(entry, dict):
            yield (*path, place), entry


def known(values: Entry, path: Path, key: str, kind: type) -> list[Any]:
    """The values of one key over a list of tables, where they are of the kind asked for."""
    return [entry[key] for _, entry in entries(values, path) if isinstance(entry.get(key), kind)]
