"""What the writer remembers of the office is true until the office changes, and never longer."""

from __future__ import annotations

import pytest

import office
from db.engine import database
from db.errors import Refused
from db.memory import MOST, lasting, written
from db.models import Counter, Setting
from db.statement import Statement, hole
from db.transaction import Transaction
from db.writer import Job
from tests.tickets.core import Core
from tickets import line

_rename = Statement(Counter.update(label=hole("label")).where(Counter.n == hole("n")))
_label = Statement(Counter.select(Counter.label).where(Counter.n == hole("n")))


def set_limit(value: int) -> None:
    Setting.update(value=str(value)).where(Setting.name == "rules.recall_limit").execute()


def limit(_: Transaction) -> int:
    return int(office.rule("recall_limit"))


def asked(core: Core) -> list[str]:
    """From now on, every statement that reaches SQLite."""
    said: list[str] = []
    core.writer.database.connection().trace_v2(1, lambda event: said.append(event["sql"]))
    return said


def test_what_the_office_has_not_changed_is_read_once(core: Core) -> None:
    core.told(lambda tx: {"limit": limit(tx)})
    said = asked(core)
    core.told(lambda tx: {"limit": limit(tx)})
    assert not [sql for sql in said if '"setting"' in sql]
    assert [sql for sql in said if '"journal"' in sql], "the trace must see what is read"


def test_the_next_command_of_the_same_batch_sees_a_change(core: Core) -> None:
    seen: list[int] = []

    def change(_: Transaction) -> None:
        set_limit(7)

    core.run(*(Job(c) for c in (lambda tx: seen.append(limit(tx)), change,
                                lambda tx: seen.append(limit(tx)))))  # fmt: skip
    assert seen == [1, 7]


def test_what_a_refused_command_read_of_its_own_change_is_forgotten(core: Core) -> None:
    seen: list[int] = []

    def refused(tx: Transaction) -> None:
        set_limit(9)
        seen.append(limit(tx))
        raise Refused("planted")

    core.run(Job(limit), Job(refused), Job(lambda tx: seen.append(limit(tx))))
    assert seen == [9, 1]


def test_a_compiled_change_is_seen_too_and_only_its_own_table_is_forgotten(core: Core) -> None:
    def change(tx: Transaction) -> None:
        assert _label.one(n=1) == ("Quầy 1",)
        limit(tx)
        _rename(label="Quầy Một", n=1)
        assert _label.one(n=1) == ("Quầy Một",)
        limit(tx)

    core.told(lambda tx: {"limit": limit(tx)})
    said = asked(core)
    core.told(change)
    assert len([sql for sql in said if sql.startswith("SELECT") and '"counter"' in sql]) == 2
    assert not [sql for sql in said if '"setting"' in sql]


def test_a_change_of_one_column_leaves_what_shows_others(core: Core) -> None:
    def change(_: Transaction) -> None:
        _rename(label="Quầy Một", n=1)
        assert line.counters_of("ho-tich")
        Counter.update(state="open").where(Counter.n == 1).execute()
        assert [counter.state for counter in line.counters_of("ho-tich")] == ["open", "closed"]

    core.told(lambda _: [line.counters_of("ho-tich"), _label.one(n=1)])
    said = asked(core)
    core.told(change)
    assert len([sql for sql in said if '"counter_line"' in sql]) == 1


def test_a_list_that_somebody_changed_is_whole_for_the_next(core: Core) -> None:
    line.counters_of("ho-tich")
    found = line._counters_of.all(field="ho-tich")
    found.clear()
    assert line._counters_of.all(field="ho-tich")


def test_nobody_fills_the_memory_with_names_that_are_none(core: Core) -> None:
    for n in range(2 * MOST):
        assert office.service(f"no such {n}") is None
    assert len(database.memory) <= MOST


@pytest.mark.parametrize(
    ("sql", "tables"),
    [
        ('SELECT "t1"."value" FROM "setting" AS "t1"', {"setting"}),
        ('SELECT 1 FROM "counter_line" AS "t1" INNER JOIN "counter" AS "t2"',
         {"counter_line", "counter"}),
        ('SELECT 1 FROM "counter" AS "t1" LEFT OUTER JOIN "ticket" AS "t2"', set()),
        ('SELECT 1 FROM "service" WHERE id IN (SELECT service FROM ticket)', set()),
        ('UPDATE "setting" SET "value" = ?', set()),
    ],
)  # fmt: skip
def test_only_questions_about_the_office_alone_last(sql: str, tables: set[str]) -> None:
    assert lasting(sql) == tables


@pytest.mark.parametrize(
    ("sql", "table"),
    [
        ('INSERT INTO "setting" ("name") VALUES (?)', "setting"),
        ('INSERT OR REPLACE INTO "setting" ("name") VALUES (?)', "setting"),
        ('REPLACE INTO "setting" ("name") VALUES (?)', "setting"),
        ('UPDATE "counter" SET "label" = ?', "counter"),
        ('DELETE FROM "counter_line" WHERE 1', "counter_line"),
        ('INSERT INTO "ticket" ("id") VALUES (?)', None),
        ('SELECT 1 FROM "setting"', None),
    ],
)
def test_a_change_names_its_table(sql: str, table: str | None) -> None:
    assert written(sql) == table
