"""SQL that peewee builds once and that runs many times.

Building a query costs about 170 µs, running it 3 µs: hot commands name their values with
`hole()` and compile at import.
"""

from __future__ import annotations

from typing import Any

import peewee as pw

from db.engine import database


class _Hole:
    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


def hole(name: str) -> Any:
    """A place in a query for a value that is given at each run."""
    return pw.Value(_Hole(name), converter=False, unpack=False)


class Statement:
    """A compiled query: ``Statement(query)(name=value, …)``."""

    def __init__(self, query: Any) -> None:
        self.sql, params = query.sql()
        self._given = [None if isinstance(p, _Hole) else p for p in params]
        self._holes = [(i, p.name) for i, p in enumerate(params) if isinstance(p, _Hole)]

    def __call__(self, **values: Any) -> Any:
        """The cursor; constraint faults are peewee's (`IntegrityError`)."""
        params = self._given.copy()
        for i, name in self._holes:
            params[i] = values[name]
        return database.execute_sql(self.sql, params)

    def one(self, **values: Any) -> tuple[Any, ...] | None:
        """The first row, or None."""
        row: tuple[Any, ...] | None = self(**values).fetchone()
        return row

    def all(self, **values: Any) -> list[tuple[Any, ...]]:
        """Every row."""
        rows: list[tuple[Any, ...]] = self(**values).fetchall()
        return rows


def rows(query: Any) -> list[tuple[Any, ...]]:
    """Every row of a query that is built where it is asked, for what is not hot."""
    return list(query.tuples())


def records(query: Any) -> list[dict[str, Any]]:
    """The same with the names of the columns."""
    return list(query.dicts())
