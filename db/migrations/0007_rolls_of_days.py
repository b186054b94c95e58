"""The figures of each closed day, kept so that a year need not be counted again."""

from __future__ import annotations

from typing import Any

STEPS = (
    (
        "CREATE TABLE rolled (first INTEGER NOT NULL, last INTEGER NOT NULL, span TEXT NOT NULL, "
        "layout TEXT NOT NULL, PRIMARY KEY (span, first)) WITHOUT ROWID"
    ),
    (
        "CREATE TABLE figure (by TEXT NOT NULL, span TEXT NOT NULL, first INTEGER NOT NULL, "
        "key TEXT NOT NULL, sums BLOB NOT NULL, top INTEGER NOT NULL, PRIMARY KEY (by, span, "
        "first, key)) WITHOUT ROWID"
    ),
)


def up(migrator: Any, db: Any) -> None:
    for step in STEPS:
        db.execute_sql(step)
