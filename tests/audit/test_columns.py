"""No column of the journal and none of its pictures can be changed unseen."""

from __future__ import annotations

import random
from typing import Any

import pytest

from audit.chained import Chained
from audit.projections import DAY, QUESTION, SEAT, VISIT, Projections
from tests.audit.tampering import COLUMNS, Tampered


def other(value: Any, kind: str) -> Any:
    """A value of the column's kind that differs."""
    if kind == "INTEGER":
        return (value or 0) + 1_000_000
    return bytes(32) if kind == "BLOB" else (value or "") + "x"


def kinds(it: Tampered, table: str) -> dict[str, str]:
    """Column → the type it was declared with."""
    return {row[1]: row[2] for row in it.sql(f"PRAGMA table_info({table})")}


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("column", COLUMNS)
def test_any_column_of_any_journal_row_is_named(broken: Tampered, column: str, seed: int) -> None:
    last = broken.pick("SELECT max(seq) FROM journal")
    seq = random.Random(f"{column}{seed}").randint(1, last)
    value = broken.pick(f"SELECT {column} FROM journal WHERE seq = ?", seq)
    broken.put(seq, **{column: other(value, kinds(broken, "journal")[column])})
    found = broken.found()[Chained]
    assert any(f"sequence {seq} " in fault for fault in found), found


NAMED = "SELECT json_extract(answer, '$.id') FROM idempotency WHERE answer <> ''"
TABLES = {"ticket": VISIT, "counter": SEAT, "day": DAY, "open_rating": QUESTION}


@pytest.mark.parametrize(
    ("table", "column"), [(t, c) for t, columns in TABLES.items() for c in columns]
)
def test_any_column_of_a_picture_is_named(broken: Tampered, table: str, column: str) -> None:
    key = "n" if table == "counter" else "id"
    # The last of each, whatever it is doing; of tickets one that no kept answer names.
    which = f"WHERE id NOT IN ({NAMED})" if table == "ticket" else ""
    row = broken.pick(f"SELECT max({key}) FROM {table} {which}")
    value = broken.pick(f"SELECT {column} FROM {table} WHERE {key} = ?", row)
    new = other(value, kinds(broken, table)[column])
    broken.sql(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", new, row)
    found = broken.found()
    assert set(found) == {Projections}, found
    named = row if column != "id" else new
    assert any(f"{table} {named}" in fault for fault in found[Projections]), found
