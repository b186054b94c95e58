"""The first schema: office, days, numbers, tickets, the journal, and what follows a commit."""

from __future__ import annotations

from typing import Any

TABLES = (
    "CREATE TABLE setting (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    (
        "CREATE TABLE field (id TEXT NOT NULL PRIMARY KEY, series TEXT NOT NULL, name TEXT NOT "
        "NULL, name_en TEXT NOT NULL, hours TEXT NOT NULL, daily_limit INTEGER NOT NULL, position "
        "INTEGER NOT NULL, retired INTEGER NOT NULL)"
    ),
    "CREATE UNIQUE INDEX field_series ON field (series)",
    (
        "CREATE TABLE service (id TEXT NOT NULL PRIMARY KEY, field TEXT NOT NULL, name TEXT NOT "
        "NULL, name_en TEXT NOT NULL, minutes INTEGER NOT NULL, share REAL NOT NULL, sheet TEXT "
        "NOT NULL, position INTEGER NOT NULL, retired INTEGER NOT NULL)"
    ),
    (
        "CREATE TABLE pace (service TEXT NOT NULL PRIMARY KEY, samples INTEGER NOT NULL, mean "
        "REAL NOT NULL, variance REAL NOT NULL) WITHOUT ROWID"
    ),
    (
        "CREATE TABLE counter (n INTEGER NOT NULL PRIMARY KEY, label TEXT NOT NULL, label_en TEXT "
        "NOT NULL, retired INTEGER NOT NULL, state TEXT NOT NULL, reason TEXT, locked INTEGER NOT "
        "NULL, clerk TEXT, ticket INTEGER, since_hall INTEGER NOT NULL, seq INTEGER NOT NULL, "
        "quick INTEGER, undo TEXT)"
    ),
    (
        "CREATE TABLE counter_line (counter INTEGER NOT NULL, field TEXT NOT NULL, offset INTEGER "
        "NOT NULL, PRIMARY KEY (counter, field)) WITHOUT ROWID"
    ),
    (
        "CREATE TABLE staff (id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, label TEXT NOT "
        "NULL, role TEXT NOT NULL, password TEXT NOT NULL, pin TEXT, retired INTEGER NOT NULL)"
    ),
    "CREATE UNIQUE INDEX staff_name ON staff (name)",
    (
        "CREATE TABLE priority (id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, name_en TEXT "
        "NOT NULL, rule TEXT NOT NULL, rule_en TEXT NOT NULL, head_start INTEGER NOT NULL, asked "
        "INTEGER NOT NULL, position INTEGER NOT NULL, retired INTEGER NOT NULL)"
    ),
    (
        "CREATE TABLE boot (id INTEGER NOT NULL PRIMARY KEY, uuid TEXT NOT NULL, offset INTEGER "
        "NOT NULL, started_wall INTEGER NOT NULL, believed INTEGER NOT NULL)"
    ),
    (
        "CREATE TABLE day (id INTEGER NOT NULL PRIMARY KEY, date TEXT NOT NULL, state TEXT NOT "
        "NULL, opened_wall INTEGER NOT NULL, opened_hall INTEGER NOT NULL, opened_seq INTEGER NOT "
        "NULL, closed_wall INTEGER, seal_seq INTEGER, seal TEXT, ratings TEXT)"
    ),
    "CREATE INDEX day_open ON day (id) WHERE state = 'open'",
    (
        "CREATE TABLE number (day INTEGER NOT NULL, series TEXT NOT NULL, last INTEGER NOT NULL, "
        "PRIMARY KEY (day, series)) WITHOUT ROWID"
    ),
    (
        "CREATE TABLE standing (place TEXT NOT NULL PRIMARY KEY, waiting INTEGER NOT NULL) "
        "WITHOUT ROWID"
    ),
    (
        "CREATE TABLE ticket (id INTEGER NOT NULL PRIMARY KEY, day INTEGER NOT NULL, series TEXT "
        "NOT NULL, number INTEGER NOT NULL, label TEXT NOT NULL, state TEXT NOT NULL, leg INTEGER "
        "NOT NULL, service TEXT NOT NULL, field TEXT NOT NULL, place TEXT, joined INTEGER NOT "
        "NULL, head_start INTEGER NOT NULL, counted INTEGER NOT NULL, placed INTEGER NOT NULL, "
        "priority TEXT, language TEXT NOT NULL, counter INTEGER, clerk TEXT, recalls INTEGER NOT "
        "NULL, flags TEXT NOT NULL, issued_wall INTEGER NOT NULL, called_hall INTEGER, "
        "started_hall INTEGER, ended_hall INTEGER, back TEXT, spent INTEGER NOT NULL, remind_hall "
        "INTEGER, seq INTEGER NOT NULL)"
    ),
    "CREATE UNIQUE INDEX ticket_day_series_number ON ticket (day, series, number)",
    "CREATE INDEX ticket_waiting ON ticket (place, counted, placed) WHERE state = 'waiting'",
    (
        "CREATE INDEX ticket_alive ON ticket (state, id) WHERE state IN ('called', 'serving', "
        "'held', 'missed')"
    ),
    "CREATE TABLE need (ticket INTEGER NOT NULL PRIMARY KEY, kinds TEXT NOT NULL)",
    (
        "CREATE TABLE appointment (id INTEGER NOT NULL PRIMARY KEY, code TEXT NOT NULL, service "
        "TEXT NOT NULL, at_wall INTEGER NOT NULL, state TEXT NOT NULL, ticket INTEGER)"
    ),
    "CREATE UNIQUE INDEX appointment_code ON appointment (code)",
    (
        "CREATE TABLE journal (seq INTEGER NOT NULL PRIMARY KEY, day INTEGER NOT NULL, subject "
        "TEXT NOT NULL, ref TEXT NOT NULL, leg INTEGER, command INTEGER NOT NULL, action TEXT NOT "
        "NULL, before TEXT, after TEXT, place TEXT, service TEXT, counter INTEGER, clerk TEXT, "
        "actor TEXT NOT NULL, joined INTEGER, head_start INTEGER, counted INTEGER, flags TEXT NOT "
        "NULL, reason TEXT, detail TEXT, note TEXT, undoes INTEGER, hall INTEGER NOT NULL, boot "
        "INTEGER NOT NULL, wall INTEGER NOT NULL, key_version INTEGER NOT NULL, hmac BLOB NOT "
        "NULL)"
    ),
    "CREATE INDEX journal_subject_ref ON journal (subject, ref)",
    (
        "CREATE TABLE note (seq INTEGER NOT NULL PRIMARY KEY, salt BLOB NOT NULL, text TEXT NOT "
        "NULL, until_wall INTEGER NOT NULL)"
    ),
    (
        "CREATE TABLE due (at_hall INTEGER NOT NULL, kind TEXT NOT NULL, ref TEXT NOT NULL, "
        "PRIMARY KEY (at_hall, kind, ref)) WITHOUT ROWID"
    ),
    (
        "CREATE TABLE print_job (id INTEGER NOT NULL PRIMARY KEY, ticket INTEGER NOT NULL, "
        "printer TEXT NOT NULL, slip TEXT NOT NULL, state TEXT NOT NULL, detail TEXT, "
        "created_hall INTEGER NOT NULL)"
    ),
    "CREATE INDEX print_job_queued ON print_job (printer, id) WHERE state = 'queued'",
    (
        "CREATE TABLE announcement (id INTEGER NOT NULL PRIMARY KEY, day INTEGER NOT NULL, ticket "
        "INTEGER NOT NULL, number TEXT NOT NULL, counter INTEGER NOT NULL, recall INTEGER NOT "
        "NULL, language TEXT NOT NULL, state TEXT NOT NULL, created_hall INTEGER NOT NULL, "
        "created_wall INTEGER NOT NULL)"
    ),
    "CREATE INDEX announcement_day_id ON announcement (day, id)",
    (
        "CREATE TABLE open_rating (id TEXT NOT NULL PRIMARY KEY, counter INTEGER NOT NULL, clerk "
        "TEXT NOT NULL, ticket INTEGER NOT NULL, leg INTEGER NOT NULL, field TEXT NOT NULL, day "
        "INTEGER NOT NULL, state TEXT NOT NULL, opened_hall INTEGER NOT NULL, closes_hall INTEGER "
        "NOT NULL) WITHOUT ROWID"
    ),
    "CREATE INDEX open_rating_open ON open_rating (counter) WHERE state = 'open'",
    (
        "CREATE TABLE rating (key BLOB NOT NULL PRIMARY KEY, clerk TEXT NOT NULL, counter INTEGER "
        "NOT NULL, field TEXT NOT NULL, day INTEGER NOT NULL, half TEXT NOT NULL, scale INTEGER "
        "NOT NULL, level INTEGER NOT NULL, reasons TEXT NOT NULL, excluded TEXT) WITHOUT ROWID"
    ),
    "CREATE INDEX rating_day_clerk ON rating (day, clerk)",
    (
        "CREATE TABLE idempotency (scope TEXT NOT NULL, key TEXT NOT NULL, fingerprint TEXT NOT "
        "NULL, status INTEGER NOT NULL, answer TEXT NOT NULL, day INTEGER NOT NULL, PRIMARY KEY "
        "(scope, key))"
    ),
    ("CREATE TABLE board (name TEXT NOT NULL PRIMARY KEY, version INTEGER NOT NULL) WITHOUT ROWID"),
    (
        "CREATE TABLE token (id INTEGER NOT NULL PRIMARY KEY, digest TEXT NOT NULL, role TEXT NOT "
        "NULL, name TEXT NOT NULL, counter INTEGER, code TEXT, created_wall INTEGER NOT NULL, "
        "revoked INTEGER NOT NULL)"
    ),
    "CREATE UNIQUE INDEX token_digest ON token (digest)",
    "CREATE UNIQUE INDEX token_code ON token (code)",
    (
        "CREATE TABLE session (digest TEXT NOT NULL PRIMARY KEY, staff TEXT NOT NULL, until_wall "
        "INTEGER NOT NULL) WITHOUT ROWID"
    ),
    (
        "CREATE TABLE sign_in (name TEXT NOT NULL PRIMARY KEY, failures INTEGER NOT NULL, "
        "after_wall INTEGER NOT NULL) WITHOUT ROWID"
    ),
)


def up(migrator: Any, db: Any) -> None:
    for statement in TABLES:
        db.execute_sql(statement)
