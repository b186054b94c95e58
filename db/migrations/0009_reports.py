"""Reports: frozen versions, and the words beside them."""

from __future__ import annotations

from typing import Any

STEPS = (
    (
        "CREATE TABLE report (id INTEGER NOT NULL PRIMARY KEY, kind TEXT NOT NULL, begins TEXT NOT "
        "NULL, ends TEXT NOT NULL, content TEXT NOT NULL, checksum TEXT NOT NULL, staff TEXT NOT "
        "NULL, made_wall INTEGER NOT NULL, sent INTEGER, sent_wall INTEGER)"
    ),
    "CREATE INDEX report_kind_begins_id ON report (kind, begins, id)",
    (
        "CREATE TABLE report_text (kind TEXT NOT NULL, begins TEXT NOT NULL, part TEXT NOT NULL, "
        "text TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (kind, begins, part)) WITHOUT ROWID"
    ),
)


def up(migrator: Any, db: Any) -> None:
    for step in STEPS:
        db.execute_sql(step)
