"""The suggestion box."""

from __future__ import annotations

from typing import Any

STEPS = (
    (
        "CREATE TABLE suggestion (id INTEGER NOT NULL PRIMARY KEY, code TEXT NOT NULL, language "
        "TEXT NOT NULL, state TEXT NOT NULL, left_wall INTEGER NOT NULL, until_wall INTEGER NOT "
        "NULL, answer INTEGER, answered_wall INTEGER, staff TEXT)"
    ),
    "CREATE UNIQUE INDEX suggestion_code ON suggestion (code)",
    "CREATE INDEX suggestion_until_wall ON suggestion (until_wall)",
    "CREATE INDEX suggestion_open ON suggestion (left_wall) WHERE state = 'open'",
)


def up(migrator: Any, db: Any) -> None:
    for step in STEPS:
        db.execute_sql(step)
