"""What the writer remembers of the office, so that not every press reads it again.

Fields, services, counters and rules are asked for by every command and changed a few times an
hour. Only the writer's connection changes them, and every statement passes the engine: what was
read stays true until one that writes such a table passes, or a rollback.
"""

from __future__ import annotations

import functools
import re
from typing import Any

OFFICE = frozenset(
    ("setting", "field", "service", "priority", "staff", "counter", "counter_line", "pace")
)  # fmt: skip
# A name that nobody has is remembered too; whoever asks for many must not fill the memory.
MOST = 500

Rows = list[tuple[Any, ...]]
_READS = re.compile(r'(?:FROM|JOIN)\s+"?(\w+)', re.IGNORECASE)
_WRITES = re.compile(
    r'(?:INSERT|REPLACE|UPDATE|DELETE)\s(?:OR\s+\w+\s+)?(?:INTO\s+|FROM\s+)?"?(\w+)', re.IGNORECASE
)
_HARMLESS = ("SELECT", "BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "PRAGMA", "EXPLAIN")


class Memory:
    """Rows by statement and values, for as long as nobody has written their tables."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, tuple[Any, ...]], Rows] = {}
        self._of: dict[str, set[tuple[str, tuple[Any, ...]]]] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def find(self, sql: str, values: tuple[Any, ...]) -> Rows | None:
        """What this statement gave for these values, if it is still true."""
        return self._rows.get((sql, values))

    def keep(self, sql: str, values: tuple[Any, ...], tables: frozenset[str], rows: Rows) -> None:
        """Remembers what a statement over these tables gave."""
        if len(self._rows) >= MOST:
            self.forget()
        self._rows[sql, values] = rows
        for table in tables:
            self._of.setdefault(table, set()).add((sql, values))

    def forget(self) -> None:
        """Something has changed, and nobody knows what."""
        self._rows.clear()
        self._of.clear()

    def changes(self, sql: str, table: str) -> None:
        """A compiled statement that writes this table: forgets what read what it writes."""
        asked = self._of.get(table, set())
        stale = {question for question in asked if _shows(question[0], sql)}
        asked -= stale
        for question in stale:
            self._rows.pop(question, None)

    def passes(self, sql: str) -> None:
        """Any statement that nobody compiled: forgets everything, unless it changes nothing."""
        if not sql.startswith(_HARMLESS):
            self.forget()


@functools.cache
def _shows(question: str, change: str) -> bool:
    """Whether the question names a column that the change sets; a call sets two of a counter's."""
    if not change.startswith("UPDATE"):
        return True
    sets = change.partition(" SET ")[2].partition(" WHERE ")[0]
    return any(f'."{column}"' in question for column in re.findall(r'"(\w+)" = ', sets))


def lasting(sql: str) -> frozenset[str]:
    """The tables that a question reads, if all are the office's; else none."""
    tables = frozenset(name.lower() for name in _READS.findall(sql))
    asks = sql.startswith("SELECT") and tables <= OFFICE
    return tables if asks else frozenset()


def written(sql: str) -> str | None:
    """The office's table that a compiled statement writes."""
    found = None if sql.startswith("SELECT") else _WRITES.match(sql)
    table = found[1].lower() if found else None
    return table if table in OFFICE else None
