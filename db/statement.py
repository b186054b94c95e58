"""SQL that peewee builds once and that runs many times.

Building a query costs about 170 µs, running it 3 µs: hot commands name their values with
`hole()` and compile at import.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from operator import itemgetter
from typing import Any

import apsw
import peewee as pw

from db.engine import database
from db.memory import Rows, lasting, written


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
        names = [p.name if isinstance(p, _Hole) else i for i, p in enumerate(params)]
        self._fixed = {i: p for i, p in enumerate(params) if not isinstance(p, _Hole)}
        self._pick = _picking(names)
        self._lasting, self._written = lasting(self.sql), written(self.sql)

    def __call__(self, **values: Any) -> apsw.Cursor:
        """The cursor; constraint faults are peewee's (`IntegrityError`)."""
        return self._run(database.wire(), self._values(values))

    def one(self, **values: Any) -> tuple[Any, ...] | None:
        """The first row, or None."""
        if self._lasting:
            return next(iter(self._remembered(values)), None)
        return self._run(database.wire(), self._values(values)).fetchone()

    def all(self, **values: Any) -> list[tuple[Any, ...]]:
        """Every row; the writer remembers those of the office."""
        if self._lasting:
            return self._remembered(values).copy()
        return self._run(database.wire(), self._values(values)).fetchall()

    def plan(self) -> list[str]:
        """How SQLite would go about it: the lines of EXPLAIN QUERY PLAN, each hole a 0."""
        values = self._pick(defaultdict(int, self._fixed))
        told = database.wire().execute(f"EXPLAIN QUERY PLAN {self.sql}", values)
        return [row[3] for row in told]

    def _remembered(self, values: dict[str, Any]) -> Rows:
        given, wire = self._values(values), database.wire()
        if wire is not database.remembering:
            return self._run(wire, given).fetchall()
        rows = database.memory.find(self.sql, given)
        if rows is None:
            rows = self._run(wire, given).fetchall()
            database.memory.keep(self.sql, given, self._lasting, rows)
        return rows

    def _values(self, values: dict[Any, Any]) -> tuple[Any, ...]:
        if self._fixed:
            values.update(self._fixed)
        return self._pick(values)

    def _run(self, wire: apsw.Connection, values: tuple[Any, ...]) -> apsw.Cursor:
        if self._written and wire is database.remembering:
            database.memory.changes(self.sql, self._written)
        try:
            # Not by peewee's cursor: its five layers cost more than most of these statements.
            return wire.execute(self.sql, values)
        except apsw.Error:
            with pw.__exception_wrapper__:  # type: ignore[attr-defined]
                raise


def _picking(names: list[Any]) -> Callable[[dict[Any, Any]], tuple[Any, ...]]:
    """Takes the values of these names, in this order."""
    if len(names) > 1:
        return itemgetter(*names)
    if names:
        [name] = names
        return lambda values: (values[name],)
    return lambda _: ()


def rows(query: Any) -> list[tuple[Any, ...]]:
    """Every row of a query that is built where it is asked, for what is not hot."""
    return list(query.tuples())


def records(query: Any) -> list[dict[str, Any]]:
    """The same with the names of the columns."""
    return list(query.dicts())
