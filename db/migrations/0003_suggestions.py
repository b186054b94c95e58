"""The suggestion box, and the settings that an office founded before it does not have yet."""

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

# A new office takes them from its config.toml.
SETTINGS = (
    ("contacts", "[]"),
    ("house_rules", "[]"),
    ("posted", '{"as_of": null, "source": ""}'),
    ("rules.suggestion_days", "90"),
    ("rules.suggestion_answer_days", "5"),
)
_ADD = (
    "INSERT OR IGNORE INTO setting (name, value) SELECT ?, ? "
    "WHERE EXISTS (SELECT 1 FROM setting WHERE name = 'founded')"
)


def up(migrator: Any, db: Any) -> None:
    for step in STEPS:
        db.execute_sql(step)
    for setting in SETTINGS:
        db.execute_sql(_ADD, setting)
