"""A full disk: nobody gets a number, everybody who has one is served, and it mends by itself."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest

from audit import verify
from config import parse
from db import reserve
from db.errors import DiskFull, MotCuaError
from db.models import Journal
from db.statement import rows
from tests.faults.disk import Call, Disk, watched
from tests.faults.power import SEED
from tests.tickets.core import HALL, Core

MIB = 1 << 20


class SmallDisk:
    """A disk with room for so many bytes in this folder; what would be more is refused."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder, self.room = folder, 1 << 40
        patch.setattr(reserve.Reserve, "free", lambda _: self.free())
        patch.setattr(reserve, "LOOK_EVERY_S", 0)

    def used(self) -> int:
        return sum(path.stat().st_size for path in self.folder.iterdir() if path.is_file())

    def free(self) -> int:
        return max(0, self.room - self.used())

    def fill(self, left: int = 0) -> None:
        """Somebody else's files leave so many bytes."""
        self.room = self.used() + left

    def __call__(self, call: Call) -> None:
        if call.kind == "floor" and self.free() < 4096:
            raise OSError(28, "No space left on device")
        if call.kind == "write":
            there = Path(call.path).stat().st_size
            if call.at + len(call.data) - there > self.free():
                raise apsw.FullError("disk full")


@pytest.fixture
def small(quick: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[SmallDisk, Core]]:
    disk = SmallDisk(quick, monkeypatch)
    with watched(disk), Core(quick) as core, reading(core):
        yield disk, core


@contextlib.contextmanager
def reading(core: Core) -> Iterator[None]:
    """Somebody else has the database open, as a hall's readers do: its log is not put away."""
    with contextlib.closing(apsw.Connection(str(core.state / "motcua.db"))) as reader:
        reader.execute("SELECT count(*) FROM journal").fetchone()
        yield


def take_until_full(core: Core) -> int:
    """Numbers are given until there is no room; how many."""
    for n in range(5000):
        try:
            core.take()
        except DiskFull:
            return n
    raise AssertionError("the disk never was full")


@pytest.mark.parametrize("left", [0, 10_000, 200_000, 1_500_000])
def test_numbers_stop_and_services_go_on(left: int, small: tuple[SmallDisk, Core]) -> None:
    disk, core = small
    core.open()
    for _ in range(20):
        core.take()
    disk.fill(left)
    given = 20 + take_until_full(core)
    assert not (core.state / "reserve").exists()
    for _ in range(20):  # each a call, a start and a finish, each on disk
        assert core.call() is not None
        core.at(1, "start")
        core.at(1, "finish")
    with pytest.raises(DiskFull):
        core.take()
    assert list(core.states().values()).count("served") == 20
    disk.room = 1 << 40  # somebody has made room
    core.tick()
    assert core.take()["number"] == f"A{given + 1:03d}"
    assert (core.state / "reserve").stat().st_size == MIB
    core.close()
    assert faults(core.state) == []


def test_a_press_that_was_refused_for_space_is_done_when_there_is_room(
    small: tuple[SmallDisk, Core],
) -> None:
    disk, core = small
    core.take()
    disk.fill()
    for _ in range(3):
        with pytest.raises(DiskFull):
            core.take(key="the same press")
    disk.room = 1 << 40
    core.tick()
    assert core.take(key="the same press") == core.take(key="the same press")
    assert list(core.states()) == ["A001", "A002"]


def test_a_hall_that_starts_on_a_full_disk_serves_whom_it_has(
    quick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = SmallDisk(quick, monkeypatch)
    with watched(disk):
        with Core(quick) as core:
            core.take()
        disk.fill(4096)
        with Core(quick) as core:
            core.open()
            assert core.call() == "A001"
            with pytest.raises(DiskFull):
                core.take()
    disk.room = 1 << 40
    assert faults(quick) == []


def test_without_the_reserve_the_services_stop_too(
    small: tuple[SmallDisk, Core], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the rig does make a disk full."""
    disk, core = small
    core.open()
    core.take()
    monkeypatch.setattr(reserve.Reserve, "give_up", lambda it: setattr(it, "full", True))
    disk.fill()
    with pytest.raises(MotCuaError, match="refused"):
        core.call()


def test_the_disk_is_full_at_any_write(quick: Path) -> None:
    full_at_any_write(quick, places=25)


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_the_disk_is_full_at_every_write(quick: Path) -> None:
    full_at_any_write(quick, places=None)


def full_at_any_write(home: Path, places: int | None) -> None:
    """From the n-th write on nothing grows until the reserve is given up; then a day goes on."""
    print(f"SEED={SEED}")
    chance, written = random.Random(SEED), 0

    def count(call: Call) -> None:
        nonlocal written
        written += call.kind == "write"

    with watched(count) as disk:
        a_day(home / "whole", disk, 0)
    every = range(1, written + 1)
    print(f"{written} writes in a day without a fault")
    for n in every if places is None else sorted(chance.sample(every, places)):
        with watched(count) as disk:
            a_day(home / f"n{n}", disk, n)


def a_day(state: Path, disk: Disk, full_from: int) -> None:
    """Takes, calls and finishes; whatever is refused is refused in words, and nothing is lost."""
    left, stuffed = full_from, state / "reserve"

    def watch(call: Call) -> None:
        nonlocal left
        count(call)
        if call.kind == "write" and full_from:
            left -= 1
            if left < 0 and stuffed.exists():
                raise apsw.FullError("disk full")

    told, count = set(), disk.watch
    with Core(state) as core, reading(core):
        core.open()
        disk.watch = watch
        for turn in range(12):
            with contextlib.suppress(DiskFull):
                told.add(core.take()["number"])
            if turn % 3 == 2 and core.call():
                core.at(1, "start")
                core.at(1, "finish")
        disk.watch = count
        assert set(core.states()) == told
        served = list(core.states().values()).count("served")
        ends = rows(Journal.select(Journal.seq).where(Journal.action == "finish"))
        assert served == len(ends)
        assert served == min(4, len(told))
    assert faults(state) == []


def faults(state: Path) -> list[str]:
    return [fault for found in verify(state, parse(HALL)).values() for fault in found]
