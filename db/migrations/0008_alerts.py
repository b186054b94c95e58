"""The alerts that a supervisor has taken on."""

from __future__ import annotations

from typing import Any

ALERT = (
    "CREATE TABLE alert (key TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, day INTEGER NOT NULL, "
    "at_hall INTEGER NOT NULL, at_wall INTEGER NOT NULL, staff TEXT NOT NULL, seq INTEGER NOT "
    "NULL) WITHOUT ROWID"
)


def up(migrator: Any, db: Any) -> None:
    db.execute_sql(ALERT)
