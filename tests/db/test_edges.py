"""What hardly ever happens: a full disk in mid-command, an old SQLite, a thread without a wire."""

from __future__ import annotations

import json
import sys
import threading
from pathlib import Path
from typing import Any

import apsw
import peewee as pw
import pytest

import office
from db import real
from db.clock import SetClock
from db.engine import database
from db.errors import DiskFull, NotDone, StorageUnfit
from db.memory import _shows
from db.reserve import LEAST, Reserve
from db.transaction import Transaction
from db.writer import Job
from tests.tickets.core import Core, HandClock, taking

MIB = 1024 * 1024


def full(times: int) -> Any:
    """A command for which there is no space, so many times."""
    tries = list[int]()

    def command(tx: Transaction) -> dict[str, int]:
        tries.append(1)
        tx.append("setting", "planted", "change", "test")
        if len(tries) <= times:
            raise apsw.FullError("planted")
        return {"tries": len(tries)}

    return command


def test_what_finds_no_space_is_done_in_the_reserves(core: Core) -> None:
    reserve = core.writer.reserve
    job = Job(full(1))
    core.run(job)
    assert job.answer
    assert json.loads(job.answer.text) == {"tries": 2}
    assert reserve.full
    assert core.journal().count("setting change") == 1
    taken = Job(taking())
    core.writer.run([taken])
    assert isinstance(taken.fault, DiskFull)


def test_what_finds_no_space_there_either_is_not_done(core: Core) -> None:
    job = Job(full(2))
    core.writer.run([job])
    assert isinstance(job.fault, NotDone)
    assert "setting change" not in core.journal()
    again = Job(full(1))
    core.writer.run([again])  # the reserve is given up already: one try
    assert isinstance(again.fault, NotDone)


def test_a_reserve_is_laid_down_again_when_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Reserve(tmp_path / "reserve", MIB, full=True)
    monkeypatch.setattr(kept, "free", lambda: 2 * MIB + LEAST - 1)
    kept.look(10)
    assert not kept.path.exists()
    monkeypatch.setattr(kept, "free", lambda: 2 * MIB + LEAST)
    kept.look(20)
    assert kept.path.stat().st_size == MIB
    monkeypatch.setattr(kept, "free", lambda: LEAST)
    kept.look(30)
    assert kept.path.exists()
    monkeypatch.setattr(kept, "free", lambda: LEAST - 1)
    kept.look(40)
    assert kept.full
    assert not kept.path.exists()


def test_an_old_sqlite_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "server_version", (3, 45, 0))
    with pytest.raises(StorageUnfit):
        database.point_at(":memory:")


def test_a_thread_without_a_connection_is_told_so_and_a_reader_remembers_nothing(
    core: Core,
) -> None:
    office.service("khai-sinh")
    remembered, faults, found = len(database.memory), list[Exception](), list[Any]()

    def asks() -> None:
        try:
            office.service("khai-sinh")
        except pw.InterfaceError as fault:
            faults.append(fault)
        database.open_reader()
        found.append(office.service("ban-sao"))
        database.close()

    thread = threading.Thread(target=asks)
    thread.start()
    thread.join()
    assert len(faults) == 1
    assert found[0].id == "ban-sao"
    assert len(database.memory) == remembered


def test_a_row_that_goes_changes_every_question_of_its_table() -> None:
    assert _shows('SELECT "t1"."value" FROM "setting" AS "t1"', 'DELETE FROM "setting"')


def test_the_systems_own_words_are_found_with_gevent_and_without(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with_gevent = real.lock()
    monkeypatch.delitem(sys.modules, "gevent.monkey", raising=False)
    assert type(real.lock()) is type(with_gevent)
    real.sleep(0)


def test_a_set_clock_goes_only_forward() -> None:
    clock = SetClock(1_000)
    assert (clock.wall(), clock.ticking()) == (1_000, 0)
    clock.move_to(1_500)
    clock.move_to(1_200)
    assert (clock.wall(), clock.ticking()) == (1_500, 500)


def test_a_restore_that_has_lost_nothing_declares_no_gap(tmp_path: Path) -> None:
    clock = HandClock()
    with Core(tmp_path / "state", clock) as core:
        for _ in range(3):
            core.take()
        core.writer.floor.ends["A"] = 3
        core.writer.floor.write()
        core.writer.database.execute_sql("UPDATE setting SET value = 'x' WHERE name = 'generation'")
    with Core(tmp_path / "state", clock) as core:
        [(detail,)] = database.execute_sql("SELECT detail FROM journal WHERE action = 'restored'")
        assert "A" not in json.loads(detail)
        assert core.take()["number"] == "A004"
