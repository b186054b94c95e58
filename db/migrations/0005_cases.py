"""Low ratings that somebody must look into, and the log of reminders."""

from __future__ import annotations

from typing import Any

STEPS = (
    (
        "CREATE TABLE low_case (id INTEGER NOT NULL PRIMARY KEY, clerk TEXT NOT NULL, rule TEXT "
        "NOT NULL, period TEXT NOT NULL, channel TEXT NOT NULL, first INTEGER NOT NULL, last "
        "INTEGER NOT NULL, scale INTEGER NOT NULL, n INTEGER NOT NULL, low INTEGER NOT NULL, "
        "total INTEGER NOT NULL, reasons TEXT NOT NULL, state TEXT NOT NULL, asked INTEGER NOT "
        "NULL, opened_wall INTEGER NOT NULL, explained INTEGER, measure TEXT, decided INTEGER, "
        "staff TEXT, closed_wall INTEGER)"
    ),
    (
        "CREATE UNIQUE INDEX low_case_clerk_rule_period_channel_scale ON low_case (clerk, rule, "
        "period, channel, scale)"
    ),
    (
        "CREATE TABLE reminder (id INTEGER NOT NULL PRIMARY KEY, clerk TEXT NOT NULL, low_case "
        "INTEGER, staff TEXT NOT NULL, at_wall INTEGER NOT NULL)"
    ),
    "CREATE INDEX reminder_at_wall ON reminder (at_wall)",
)


def up(migrator: Any, db: Any) -> None:
    for step in STEPS:
        db.execute_sql(step)
