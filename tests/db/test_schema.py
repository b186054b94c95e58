"""Models and migrations say the same; no question of the queue reads a whole table."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import apsw
import pytest

import db
import tickets
from db.engine import database
from db.models import TABLES
from db.statement import Statement
from tests.tickets.core import Core
from tickets import line, pace

# Their size is the office's or the moment's, not the year's: a scan of them is a short list.
SMALL = {
    "field", "service", "counter", "counter_line", "staff", "priority", "setting", "board", "boot",
    "due", "pace", "day", "standing", "appointment", "roll",
}  # fmt: skip
# The migrations' own table.
HISTORY = "schema_migration"
# Indexes that hold only what is alive now.
OF_NOW = {
    "ticket_waiting",
    "ticket_alive",
    "print_job_queued",
    "open_rating_open",
    "day_open",
    "suggestion_open",
}


def made_by_models() -> apsw.Connection:
    """An empty database as the classes describe it."""
    made = apsw.Connection(":memory:")
    for model in TABLES:
        schema: Any = model._schema  # type: ignore[attr-defined]
        contexts = [schema._create_table(safe=False), *schema._create_indexes(safe=False)]
        for context in contexts:
            made.execute(context.query()[0])
    return made


def tables(connection: Any) -> dict[str, Any]:
    """Each table's columns (name, type, not null, place in the key) and whether it has row ids."""
    found = {}
    listed = "SELECT name, sql FROM sqlite_master WHERE type = 'table'"
    for name, sql in list(connection.execute(listed)):
        columns = list(connection.execute(f'PRAGMA table_info("{name}")'))
        keyless = "WITHOUT ROWID" in sql
        found[name] = (keyless, {(c[1], affinity(c[2]), bool(c[3]), c[5]) for c in columns})
    return {name: told for name, told in found.items() if name != HISTORY}


def indexes(connection: Any) -> set[tuple[str, str, bool, str]]:
    """(name, table, unique, columns and condition) of each index, spelled in one way."""
    listed = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'index' AND sql NOT NULL"
    found = set()
    for name, table, sql in list(connection.execute(listed)):
        rest = re.sub(r'[\s"]+', "", sql.partition("(")[2])
        found.add((name, table, "UNIQUE" in sql, rest))
    return {entry for entry in found if entry[1] != HISTORY}


def affinity(declared: str) -> str:
    """SQLite's own rule: TEXT, INTEGER, REAL, BLOB."""
    kinds = {"BOOLEAN": "INTEGER", "FLOAT": "REAL", "SMALLINT": "INTEGER"}
    return kinds.get(declared.upper(), declared.upper())


def test_models_and_migrations_are_the_same_schema(core: Core) -> None:
    models, migrated = made_by_models(), database.connection()
    assert tables(migrated) == tables(models)
    assert indexes(migrated) == indexes(models)
    models.close()


@pytest.mark.parametrize(
    "drift",
    [
        'ALTER TABLE ticket ADD COLUMN "extra" TEXT',
        "DROP INDEX journal_subject_ref",
        "CREATE INDEX more ON ticket (clerk)",
    ],
)
def test_a_drift_of_the_schema_is_found(drift: str, core: Core) -> None:
    models = made_by_models()
    models.execute(drift)
    migrated = database.connection()
    assert (tables(migrated), indexes(migrated)) != (tables(models), indexes(models))
    models.close()


def statements() -> Iterator[tuple[str, Statement]]:
    """Every compiled question and command below the pages, by module and name."""
    for package in (db, tickets):
        for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            if found.name == "db.door":  # the way in from the server; it asks nothing itself
                continue
            module = importlib.import_module(found.name)
            for name, value in vars(module).items():
                if isinstance(value, Statement):
                    yield f"{found.name}.{name}", value


def plan(sql: str) -> list[str]:
    """How SQLite would go about a statement without holes."""
    return [row[3] for row in database.connection().execute(f"EXPLAIN QUERY PLAN {sql}")]


def scans(sql: str, plan: list[str]) -> list[str]:
    """The lines of SQLite's plan that read a whole table which grows with the years."""
    tables = {alias: table for table, alias in re.findall(r'"(\w+)" AS "(\w+)"', sql)}
    found = []
    for step in plan:
        scan = re.match(r"SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?", step)
        if scan and scan[2] not in OF_NOW:
            table = tables.get(scan[1], scan[1])
            # An alias of no table is a question within the question; its own line tells of it.
            if table not in SMALL and not re.fullmatch(r"t\d+|CONSTANT", str(table)):
                found.append(f"{step} ({table})")
    return found


def test_no_statement_reads_a_table_that_grows(core: Core) -> None:
    known = list(statements())
    assert len(known) > 50
    faults = {}
    for name, statement in known:
        if found := scans(statement.sql, statement.plan()):
            faults[name] = found
    assert faults == {}


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM ticket ORDER BY joined",
        "SELECT count(*) FROM journal WHERE action = 'take'",
        "SELECT * FROM idempotency WHERE key = 'x'",
        "UPDATE print_job SET state = 'x' WHERE ticket = 3",
        'SELECT "t1".id FROM "ticket" AS "t1" JOIN "journal" AS "t2" ON ("t2".wall = "t1".id)',
    ],
)
def test_a_scan_is_found(sql: str, core: Core) -> None:
    assert scans(sql, plan(sql))


@pytest.mark.parametrize("stable", [True, False])
def test_another_value_needs_no_other_plan(stable: bool, core: Core) -> None:
    """Without SQLite's promise of it, a head of the line is parsed and planned at every look."""
    wire, stability = core.writer.database.wire(), apsw.SQLITE_DBCONFIG_ENABLE_QPSG
    assert wire.config(stability, -1)
    wire.config(stability, int(stable))
    planned: list[Any] = []

    def note(*what: Any) -> int:
        planned.append(what)
        return apsw.SQLITE_OK

    wire.authorizer = note
    line.head_of("line:ho-tich")
    assert planned
    planned.clear()
    line.head_of("line:chung-thuc")
    assert (not planned) == stable


@pytest.mark.parametrize(
    "asked", [line._first_before, line._not_before, pace._ahead], ids=["first", "rest", "work"]
)
def test_who_stands_before_is_found_without_reading_the_whole_line(
    asked: Statement, core: Core
) -> None:
    plan = "\n".join(asked.plan())
    assert re.search(r"INDEX ticket_waiting \(place=\? AND counted[<>]\?\)", plan), plan
