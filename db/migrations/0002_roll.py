"""The rolls of paper: how much of each is used."""

from __future__ import annotations

from typing import Any

ROLL = (
    "CREATE TABLE roll (printer TEXT NOT NULL PRIMARY KEY, mm INTEGER NOT NULL, slips INTEGER NOT "
    "NULL, slip_mm INTEGER NOT NULL, seq INTEGER NOT NULL) WITHOUT ROWID"
)


def up(migrator: Any, db: Any) -> None:
    db.execute_sql(ROLL)
