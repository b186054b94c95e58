"""The scale of each day, the two axes of an answer, and what is answered later or on paper."""

from __future__ import annotations

from typing import Any

STEPS = (
    "ALTER TABLE day ADD COLUMN levels INTEGER",
    "ALTER TABLE rating ADD COLUMN way INTEGER",
    "ALTER TABLE rating ADD COLUMN manner INTEGER",
    "ALTER TABLE suggestion ADD COLUMN channel TEXT NOT NULL DEFAULT 'kiosk'",
    "ALTER TABLE suggestion ADD COLUMN contact INTEGER",
    (
        "CREATE TABLE answer (key BLOB NOT NULL PRIMARY KEY, channel TEXT NOT NULL, clerk TEXT NOT "
        "NULL, counter INTEGER, field TEXT, day INTEGER, scale INTEGER NOT NULL, level INTEGER NOT "
        "NULL, way INTEGER, manner INTEGER, reasons TEXT NOT NULL, form TEXT, excluded TEXT) "
        "WITHOUT ROWID"
    ),
    "CREATE INDEX answer_day_clerk ON answer (day, clerk)",
)


def up(migrator: Any, db: Any) -> None:
    for step in STEPS:
        db.execute_sql(step)
