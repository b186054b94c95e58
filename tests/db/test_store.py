"""One process owns a state; what is wrong with it is told; its room is kept back."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from config import Backup
from db import backup, owner, real, reserve
from db.clock import MachineClock
from db.errors import HallIsOwned, StorageUnfit
from db.reserve import Reserve
from tests.tickets.core import Core

MIB = 1 << 20


def test_a_second_owner_is_refused_and_waits_for_one_that_is_ending(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = owner.own(tmp_path)
    monkeypatch.setattr(time, "sleep", lambda _: None)
    with pytest.raises(HallIsOwned, match="Another motcua"):
        owner.own(tmp_path)
    monkeypatch.setattr(time, "sleep", lambda _: first.close())
    owner.own(tmp_path).close()


def test_what_is_wrong_is_told_by_its_code(core: Core) -> None:
    assert core.store.notices() == []
    core.writer.reserve.full = True
    core.writer.floor.trouble = core.store.copy_trouble = "no such medium"
    assert [notice["code"] for notice in core.store.notices()] == ["disk_full", "floor", "copy"]


@pytest.mark.parametrize(
    ("free", "held", "full"),
    [
        (10 * MIB, False, False),  # a new hall lays it down
        (10 * MIB, True, False),
        (2 * MIB, False, True),  # no room for it: nobody would be served when it runs out
        (2 * MIB, True, False),
        (MIB // 2, True, True),
    ],
)
def test_a_hall_begins_with_its_reserve_or_full(
    free: int, held: bool, full: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Reserve(tmp_path / "reserve", 2 * MIB)
    if held:
        kept.path.write_bytes(bytes(2 * MIB))
    monkeypatch.setattr(Reserve, "free", lambda _: free)
    kept.begin()
    assert (kept.full, kept.path.exists()) == (full, not full)


def test_the_disk_is_asked_once_a_second_at_most(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, asked = Reserve(tmp_path / "reserve", MIB), list[float]()

    def free(_: Reserve) -> int:
        asked.append(0)
        return 10 * MIB

    monkeypatch.setattr(Reserve, "free", free)
    for tenth in range(100, 130):
        kept.look(tenth / 10)
    assert len(asked) == 3


def test_room_that_cannot_be_had_leaves_it_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(reserve, "LOOK_EVERY_S", 0)
    monkeypatch.setattr(os, "posix_fallocate", refused)
    kept = Reserve(tmp_path / "reserve", MIB)
    kept.begin()
    assert (kept.full, kept.path.exists()) == (True, False)
    monkeypatch.undo()
    monkeypatch.setattr(reserve, "LOOK_EVERY_S", 0)
    kept.look()
    assert (kept.full, kept.path.stat().st_size) == (False, MIB)


def test_a_database_of_a_newer_version_is_refused_and_left_as_it_is(core: Core) -> None:
    note = "INSERT INTO schema_migration (name, applied) VALUES ('9999_later', 'then')"
    core.writer.database.execute_sql(note)
    core.close()
    with pytest.raises(StorageUnfit, match=r"newer Một Cửa \(9999_later\)"):
        Core(core.state)
    assert list(core.state.glob("broken-*")) == []


def test_the_machines_clock_ticks_and_knows_its_boot() -> None:
    clock = MachineClock()
    before = clock.ticking()
    assert len(clock.boot) == 36
    assert abs(clock.wall() - time.time() * 1000) < 5000
    assert clock.ticking() >= before > 0


def test_a_copy_from_before_the_first_day_begins_at_one(tmp_path: Path) -> None:
    with Core(tmp_path, open_day=False):
        made = Path(backup.copy(tmp_path, Backup())["path"])
    (tmp_path / "floor").unlink()
    backup.restore(tmp_path, made)
    with Core(tmp_path) as core:
        assert core.take()["number"] == "A001"


def test_a_slow_disk_lets_a_batch_gather_a_little(
    core: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited = list[float]()
    monkeypatch.setattr(real, "sleep", waited.append)
    for shared, busy in ((1, 0.05), (2, 0.001), (2, 0.02), (9, 0.5)):
        core.writer.shared, core.writer.busy = shared, busy
        core.writer.linger()
    assert waited == [0.002, 0.006]


def test_a_database_that_is_no_good_any_more_is_not_called_mended(core: Core) -> None:
    for _ in range(100):
        core.take()
    core.writer.database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    path = core.state / "motcua.db"
    whole = path.read_bytes()
    path.write_bytes(whole[:40960] + b"\x55" * 8192 + whole[49152:])
    core.writer._mend(StorageUnfit("a commit failed"))
    assert core.writer.broken == "a commit failed"
    core.crash()
