"""Presses from a clerk's own side, counted; and answers that a person has left out."""

from __future__ import annotations

from typing import Any

STEPS = (
    (
        "CREATE TABLE own_press (day INTEGER NOT NULL, clerk TEXT NOT NULL, kind TEXT NOT NULL, "
        "n INTEGER NOT NULL, PRIMARY KEY (day, clerk, kind)) WITHOUT ROWID"
    ),
    (
        "CREATE TABLE exclusion (id INTEGER NOT NULL PRIMARY KEY, day INTEGER NOT NULL, clerk TEXT "
        "NOT NULL, week INTEGER NOT NULL, reason TEXT NOT NULL, n INTEGER NOT NULL, staff TEXT NOT "
        "NULL, at_wall INTEGER NOT NULL, back INTEGER)"
    ),
    "CREATE INDEX exclusion_day ON exclusion (day)",
)


def up(migrator: Any, db: Any) -> None:
    for step in STEPS:
        db.execute_sql(step)
