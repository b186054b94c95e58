"""The door between greenlets and the writer's thread; the writer's own loop, on this thread."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import apsw
import gevent
import peewee as pw
import pytest

from db.door import Door, _ask
from db.errors import NotDone, Refused, StorageBusy
from db.transaction import Transaction
from db.writer import Job
from tests.tickets.core import Core, taking
from tickets import Changed, reading


@pytest.fixture
def told() -> list[Any]:
    return []


@pytest.fixture
def door(core: Core, told: list[Any]) -> Iterator[Door]:
    """A door with a thread behind it."""
    core.writer.database.close()
    door = Door(core.writer, told.append, limit=3, batch=2)
    door.open()
    yield door
    door.close()
    core.store.close()


@pytest.fixture
def shut(core: Core) -> Iterator[Door]:
    """A door whose loop this thread runs itself."""
    yield Door(core.writer, lambda _event: None, limit=9, batch=2)
    core.writer.database.close()
    core.store.close()


def refused(tx: Transaction) -> Any:
    raise Refused("planted")


def test_a_command_is_answered_once_it_is_on_disk_and_told(door: Door, told: list[Any]) -> None:
    answer = door.do(taking(), status=201)
    assert (answer.status, door.waiting) == (201, 0)
    assert "hall" in [each.board for each in told if isinstance(each, Changed)]
    assert door.read(reading.waiting_by_place) == {"line:ho-tich": 1}
    assert door.answered > 0


def test_a_fault_reaches_who_asked(door: Door) -> None:
    with pytest.raises(Refused, match="planted"):
        door.do(refused)
    with pytest.raises(ZeroDivisionError):
        door.read(lambda: 1 // 0)
    assert not door.writer.damage


def test_damage_that_one_reader_meets_is_known(door: Door) -> None:
    def torn() -> None:
        raise pw.DatabaseError("database disk image is malformed") from apsw.CorruptError()

    with pytest.raises(pw.DatabaseError):
        door.read(torn)
    assert door.writer.damage == "database disk image is malformed"


def test_no_more_wait_than_the_limit(door: Door) -> None:
    asked = [gevent.spawn(door.do, taking()) for _ in range(4)]
    gevent.joinall(asked)
    assert [type(each.exception) for each in asked] == [type(None)] * 3 + [StorageBusy]
    assert door.waiting == 0


def test_a_hub_that_never_rests_hands_over_all_the_same(door: Door) -> None:
    asked = gevent.spawn(door.do, taking())
    while not asked.ready():
        gevent.sleep(0)
        # Else, with nothing else to run, this thread has Python back before the writer has woken.
        time.sleep(0.001)
    answer = asked.get()
    assert answer
    assert answer.status == 200


def run(door: Door, *jobs: Job) -> None:
    """The writer's loop with these jobs in line, and then the end."""
    for job in [*jobs, None]:
        door._inbox.put(job)
    door._write()


def test_what_is_in_line_shares_transactions_of_a_batch_at_most(shut: Door) -> None:
    jobs = [Job(taking()) for _ in range(3)]
    before = shut.writer.batches
    run(shut, *jobs)
    assert [each.answer.status for each in jobs if each.answer] == [200] * 3
    assert shut.writer.batches == before + 2
    assert [len(jobs) for jobs, _ in shut._back] == [2, 1, 0]


def test_a_writer_that_fails_answers_everybody_and_says_so(
    shut: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_jobs: list[Job]) -> list[Any]:
        raise OSError("planted")

    monkeypatch.setattr(shut.writer, "run", fails)
    job = Job(taking())
    run(shut, job)
    assert isinstance(job.fault, NotDone)
    assert shut.writer.broken == "planted"


def test_a_checkpoint_that_fails_troubles_nobody(
    shut: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails() -> None:
        raise apsw.IOError("planted")

    monkeypatch.setattr(shut.writer, "rest", fails)
    shut._rest()
    assert shut.writer.floor.trouble == "planted"


def test_a_long_log_is_rested_in_the_middle_of_a_rush(
    shut: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    rests = list[int]()
    monkeypatch.setattr(shut.writer, "rest", lambda: rests.append(1))
    jobs = [Job(taking()) for _ in range(3)]
    shut.writer.wal_pages = 0
    run(shut, *jobs)
    assert not rests
    monkeypatch.setattr(shut.writer, "_count_pages", lambda *_: 0)
    shut.writer.wal_pages = 4001
    shut._back.clear()
    run(shut, *[Job(taking()) for _ in range(3)])
    assert len(rests) == 2


def test_a_question_sees_one_state_and_its_fault_is_given_back(core: Core) -> None:
    assert _ask(reading.waiting_by_place, ()) == ({}, None)
    _, fault = _ask(lambda: 1 // 0, ())
    assert isinstance(fault, ZeroDivisionError)
    core.writer.database.execute_sql("PRAGMA query_only = 0")
