"""A lost or damaged database at the start: the last good copy, above the floor, gap declared."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import apsw
import peewee as pw
import pytest

from audit import verify
from config import Backup, parse
from db import backup, recovery
from db.errors import NotDone, StorageUnfit
from tests.db.test_floor import gaps
from tests.tickets.core import HALL, HOUR, Core, HandClock


@pytest.fixture
def worked(tmp_path: Path) -> Path:
    """A hall that made a copy after A003 and another after A006, and gave three more."""
    with Core(tmp_path) as core:
        for _ in range(2):
            numbers(core, 3)
            backup.copy(tmp_path, Backup())
        assert numbers(core, 3)[-1] == "A009"
    return tmp_path


def numbers(core: Core, many: int) -> list[str]:
    return [core.take()["number"] for _ in range(many)]


def faults(state: Path) -> list[str]:
    return [fault for found in verify(state, parse(HALL)).values() for fault in found]


def overwritten(path: Path) -> None:
    """As after a failing card: noise over the middle of the file."""
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(random.Random(7).randbytes(path.stat().st_size - 8192))


def cut_short(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)


def not_a_database(path: Path) -> None:
    path.write_bytes(b"no database at all" * 1000)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


DAMAGE = [overwritten, cut_short, not_a_database, emptied, Path.unlink]


@pytest.mark.parametrize("spoil", DAMAGE)
def test_the_last_good_copy_takes_the_place_of_what_is_lost(
    spoil: Callable[[Path], None], worked: Path
) -> None:
    spoil(worked / "motcua.db")
    remains = (worked / "motcua.db").read_bytes() if (worked / "motcua.db").exists() else None
    with Core(worked) as core:
        # A006 was the last of the copy; the floor's block ends at 21.
        assert gaps(core) == [{"A": [7, 21]}]
        assert numbers(core, 2) == ["A022", "A023"]
    assert faults(worked) == []
    kept = worked / "broken-1" / "motcua.db"
    assert (kept.read_bytes() if kept.exists() else None) == remains


def test_a_whole_database_is_left_alone(worked: Path) -> None:
    with Core(worked) as core:
        assert (gaps(core), numbers(core, 1)) == ([], ["A010"])
    assert list(worked.glob("broken-*")) == []


@pytest.mark.parametrize("spoil", DAMAGE)
def test_a_copy_that_is_damaged_too_is_passed_over(
    spoil: Callable[[Path], None], worked: Path
) -> None:
    spoil(backup.copies(worked, Backup())[-1])
    not_a_database(worked / "motcua.db")
    with Core(worked) as core:
        assert gaps(core) == [{"A": [4, 21]}]


def test_a_copy_whose_journal_was_changed_is_passed_over(worked: Path) -> None:
    newest = backup.copies(worked, Backup())[-1]
    with apsw.Connection(str(newest)) as db:
        db.execute("UPDATE journal SET counted = counted + 1 WHERE action = 'take' AND ref = '4'")
    db.close()
    not_a_database(worked / "motcua.db")
    with Core(worked) as core:
        assert gaps(core) == [{"A": [4, 21]}]
    assert faults(worked) == []


def test_the_copy_that_knows_most_is_the_last_whatever_its_date(worked: Path) -> None:
    newest = backup.copies(worked, Backup())[-1]
    old = newest.with_name("20200101T000000000000.db")  # made under a clock that was set back
    newest.rename(old)
    newest.with_suffix(".key").rename(old.with_suffix(".key"))
    not_a_database(worked / "motcua.db")
    with Core(worked) as core:
        assert gaps(core) == [{"A": [7, 21]}]


def test_damage_without_a_good_copy_is_told_and_nothing_is_moved(worked: Path) -> None:
    for copy in backup.copies(worked, Backup()):
        not_a_database(copy)
    not_a_database(worked / "motcua.db")
    with pytest.raises(StorageUnfit, match="motcua restore"):
        Core(worked)
    assert (worked / "motcua.db").exists()
    assert list(worked.glob("broken-*")) == []


def test_a_database_that_another_program_holds_is_not_replaced(worked: Path) -> None:
    thief = apsw.Connection(str(worked / "motcua.db"))
    thief.execute("PRAGMA locking_mode = EXCLUSIVE")
    thief.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageUnfit, match="cannot be opened"):
        recovery.put_right(worked, Backup())
    thief.close()
    with Core(worked) as core:
        assert numbers(core, 1) == ["A010"]


def test_the_key_of_before_is_kept_when_a_restore_brings_another(
    worked: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("other")
    with Core(other) as core:
        numbers(core, 2)
        copy = Path(backup.copy(other, Backup())["path"])
    before = (worked / "journal.key").read_bytes()
    backup.restore(worked, copy)
    assert (worked / "journal.key").read_bytes() == (other / "journal.key").read_bytes() != before
    assert (worked / "replaced-1" / "journal.key").read_bytes() == before
    with Core(worked) as core:
        numbers(core, 1)
    assert faults(worked) == []


@pytest.mark.parametrize("step", range(3))
def test_a_power_cut_in_the_middle_of_it_is_made_good_at_the_next_start(
    step: int, worked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    not_a_database(worked / "motcua.db")
    (worked / "motcua.db-wal").write_bytes(b"of the broken one")
    left, rename = iter(range(step)), Path.rename

    def cut(path: Path, target: Path) -> Path:
        if next(left, None) is None:
            raise KeyboardInterrupt
        return rename(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", cut)
        with pytest.raises(KeyboardInterrupt):
            Core(worked)
    with Core(worked) as core:
        assert numbers(core, 1) == ["A022"]
    assert faults(worked) == []


def test_without_its_floor_too_the_numbers_begin_far_above(worked: Path) -> None:
    (worked / "floor").unlink()
    not_a_database(worked / "motcua.db")
    with Core(worked) as core:
        # Ten blocks of ten above what the copy knows; the second line's too.
        assert gaps(core) == [{"A": [7, 106], "C": [1, 100]}]
        assert numbers(core, 1) == ["A107"]
        assert core.writer.floor.alarm()
    assert faults(worked) == []


def test_yesterdays_copy_without_its_floor_begins_far_above_today(worked: Path) -> None:
    clock = HandClock()
    clock.wait(24 * HOUR)
    with Core(worked, clock) as core:
        given = numbers(core, 3)  # today's, and nothing is left that knows of them
    (worked / "floor").unlink()
    not_a_database(worked / "motcua.db")
    clock.wait(HOUR)
    with Core(worked, clock) as core:
        again = numbers(core, 2)
        assert core.ticket(core.take()["id"]).day == 2
    assert again == ["A101", "A102"]
    assert not {*given} & {*again}
    assert faults(worked) == []


def test_a_floor_that_could_not_be_written_for_a_day_is_laid_again(worked: Path) -> None:
    yesterday = (worked / "floor").read_text()
    with Core(worked) as core:
        core.wait(24 * 3_600_000)
        core.take()
    kept = (worked / "floor").read_text()
    same = kept.replace('"day": 2', '"day": 1')
    assert same not in (kept, yesterday)
    (worked / "floor").write_text(same)
    with Core(worked) as core:
        assert (gaps(core), core.writer.floor.day) == ([], 2)
        numbers(core, 1)
    assert faults(worked) == []


def test_copies_are_found_where_the_configuration_says(worked: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "usb"
    shutil.copytree(worked / "backups", elsewhere)
    shutil.rmtree(worked / "backups")
    kept = Backup(path=str(elsewhere))
    found = recovery.last_good(worked, kept)
    assert found is not None
    assert found.parent == elsewhere
    assert recovery.last_good(worked, Backup()) is None


def test_a_lost_key_is_taken_from_the_envelope_of_a_copy(worked: Path) -> None:
    key = (worked / "journal.key").read_bytes()
    (worked / "journal.key").unlink()
    newest = backup.copies(worked, Backup())[-1]
    newest.with_suffix(".key").write_bytes(b"of another hall, 32 bytes long..")
    with Core(worked) as core:
        numbers(core, 1)
    assert (worked / "journal.key").read_bytes() == key
    assert faults(worked) == []


def test_without_an_envelope_a_lost_key_is_made_anew_and_verify_says_so(worked: Path) -> None:
    (worked / "journal.key").unlink()
    shutil.rmtree(worked / "backups")
    with Core(worked) as core:
        assert numbers(core, 1) == ["A010"]
    assert faults(worked)


@pytest.mark.parametrize("spoil", [overwritten, cut_short, not_a_database])
def test_damage_under_an_open_hall_is_told(spoil: Callable[[Path], None], worked: Path) -> None:
    core = Core(worked)
    assert recovery.damaged() == ""
    core.writer.database.close()  # and what it remembers of the file with it
    spoil(worked / "motcua.db")
    try:
        core.writer.open()
        told = recovery.damaged()
    except pw.DatabaseError as fault:
        told = str(fault) if recovery.damaged_by(fault) else ""
    core.crash()
    assert told


def test_another_fault_is_no_damage() -> None:
    for said, damage in ((apsw.BusyError("locked"), False), (apsw.CorruptError("torn"), True)):
        wrapped = NotDone("the disk refused")
        wrapped.__cause__ = pw.DatabaseError(said)
        assert recovery.damaged_by(wrapped) is damage


def test_a_copy_without_any_key_is_no_good_one(worked: Path) -> None:
    newest = backup.copies(worked, Backup())[-1]
    newest.with_suffix(".key").unlink()
    (worked / "journal.key").unlink()
    assert not recovery.is_good(newest, worked)
