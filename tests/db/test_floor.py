"""Numbers after a restore, a lost database and a lost floor: never one that was given."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from config import Backup
from db import backup
from db.floor import Floor
from db.models import Journal
from db.statement import rows as listed
from tests.tickets.core import Core, HandClock


def gaps(core: Core) -> list[dict[str, list[int]]]:
    """What restores have declared in the journal."""
    found = Journal.select(Journal.detail).where(Journal.action == "restored")
    return [json.loads(detail) for (detail,) in listed(found)]


def test_a_plain_start_goes_on_without_a_gap(tmp_path: Path) -> None:
    for n in range(1, 25):
        with Core(tmp_path) as core:
            assert core.take()["number"] == f"A{n:03d}"
            assert gaps(core) == []


def test_a_crash_at_any_time_leaves_no_gap(tmp_path: Path) -> None:
    for n in range(1, 25):
        core = Core(tmp_path)
        assert core.take()["number"] == f"A{n:03d}"
        core.crash()
    assert gaps_of(tmp_path) == []


def gaps_of(state: Path) -> list[dict[str, list[int]]]:
    with Core(state) as core:
        return gaps(core)


def test_a_restored_copy_starts_above_every_number_given_and_says_so(tmp_path: Path) -> None:
    with Core(tmp_path) as core:
        core.take()
        core.take("ban-sao")
        copy = Path(backup.copy(tmp_path, Backup())["path"])
        for _ in range(13):
            core.take()
    backup.restore(tmp_path, copy)
    with Core(tmp_path) as core:
        # Blocks of ten: A reached 14 of 21 promised, C one of 11.
        assert gaps(core) == [{"A": [2, 21], "C": [2, 11]}]
        assert core.take()["number"] == "A022"
        assert core.take("ban-sao")["number"] == "C012"


def test_a_copied_file_put_back_by_hand_is_seen_too(tmp_path: Path) -> None:
    state, aside = tmp_path / "state", tmp_path / "aside"
    with Core(state) as core:
        core.take()
    shutil.copytree(state, aside)
    with Core(state) as core:
        core.take()
        core.take()
    shutil.copy(aside / "motcua.db", state / "motcua.db")
    with Core(state) as core:
        assert gaps(core) == [{"A": [2, 11]}]
        assert core.take()["number"] == "A012"


def test_a_lost_database_goes_on_above_the_numbers_that_people_hold(tmp_path: Path) -> None:
    with Core(tmp_path) as core:
        for _ in range(3):
            core.take()
    for file in tmp_path.glob("motcua.db*"):
        file.unlink()
    with Core(tmp_path) as core:
        assert core.take()["number"] == "A012"


def test_a_lost_floor_is_written_again_and_the_hall_goes_on(tmp_path: Path) -> None:
    with Core(tmp_path) as core:
        core.take()
    (tmp_path / "floor").unlink()
    with Core(tmp_path) as core:
        assert core.take()["number"] == "A002"
        assert gaps(core) == []
    assert Floor.read(tmp_path / "floor", 10).ends["A"] >= 2


def test_a_floor_lost_today_alarms_until_tomorrow_and_still_holds_against_a_restore(
    tmp_path: Path,
) -> None:
    clock = HandClock()
    with Core(tmp_path, clock) as core:
        core.take()
        assert core.writer.floor.alarm() == ""
        copy = Path(backup.copy(tmp_path, Backup())["path"])
        core.take()
    (tmp_path / "floor").unlink()
    with Core(tmp_path, clock) as core:
        core.take()
        assert "missing" in core.writer.floor.alarm()
    backup.restore(tmp_path, copy)
    with Core(tmp_path, clock) as core:
        assert gaps(core) == [{"A": [2, 13]}]
        assert core.take()["number"] == "A014"
    (tmp_path / "floor").unlink()
    with Core(tmp_path, clock) as core:
        core.wait(24 * 3_600_000)
        assert core.writer.floor.alarm() == ""


def test_a_floor_that_cannot_be_written_alarms_and_stops_nobody(tmp_path: Path) -> None:
    with Core(tmp_path) as core:
        core.writer.floor.path = tmp_path / "gone" / "floor"
        for n in range(1, 13):
            assert core.take()["number"] == f"A{n:03d}"
        assert "gone" in core.writer.floor.trouble
        (tmp_path / "gone").mkdir()
        for _ in range(10):
            core.take()
        assert core.writer.floor.trouble == ""


def test_every_number_given_lies_below_the_floor_on_disk(tmp_path: Path) -> None:
    with Core(tmp_path) as core:
        for n in range(1, 36):
            core.take()
            assert Floor.read(tmp_path / "floor", 10).ends["A"] >= n


def test_a_new_day_begins_at_one_whatever_the_floor_says_of_the_last(tmp_path: Path) -> None:
    clock = HandClock()
    with Core(tmp_path, clock) as core:
        core.take()
        core.wait(24 * 3_600_000)
        assert core.take()["number"] == "A001"
        assert gaps(core) == []
