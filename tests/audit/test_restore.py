"""After a restore no number is given twice, and the journal says what is missing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from audit import verify
from audit.floors import Floors
from audit.numbering import Numbering
from config import Backup
from db.backup import copy, restore
from db.errors import Refused
from db.transaction import Transaction
from tests.audit.busy import MORNING, Busy, settings, ticket
from tests.audit.chance import work
from tests.audit.tampering import Tampered
from tickets import closing, counters, day, desk, rows

DAY = 86_400_000


def faults(state: Path) -> list[str]:
    return [fault for found in verify(state, settings()).values() for fault in found]


def numbers(hall: Busy, many: int) -> list[str]:
    """So many numbers of the first series."""
    return [ticket(hall.take()).label for _ in range(many)]


def backed_up(hall: Busy) -> Path:
    """A copy made while the hall runs."""
    return Path(copy(hall.state, Backup())["path"])


@pytest.fixture
def restored(tmp_path: Path) -> Path:
    """A hall that gave A001 to A007, put back to A003, and gave two more."""
    state = tmp_path / "state"
    with Busy(state) as hall:
        hall.do(closing.tick)
        numbers(hall, 3)
        kept = backed_up(hall)
        assert numbers(hall, 4)[-1] == "A007"
    restore(state, kept)
    with Busy(state) as hall:
        assert numbers(hall, 2) == ["A022", "A023"]
    return state


def test_a_copy_of_this_run_put_back_starts_above_the_floor(restored: Path) -> None:
    assert faults(restored) == []


@pytest.mark.parametrize(
    ("declared", "fault"),
    [
        ({}, "sequence 7, day 1: A022 came where A004 was due"),
        ({"A": [6, 21]}, "sequence 6, day 1: A006 came where A004 was due"),
        ({"A": [4, 20]}, "sequence 7, day 1: A022 came where A021 was due"),
    ],
)
def test_only_the_gap_that_was_declared_is_one(
    restored: Path, declared: dict[str, list[int]], fault: str
) -> None:
    it = Tampered(restored)
    it.put(it.row("restored"), detail=json.dumps(declared))
    it.sign()
    assert fault in it.found()[Numbering]
    it.db.close()


def test_a_copy_that_was_not_started_yet_does_not_agree(tmp_path: Path) -> None:
    state = tmp_path / "state"
    with Busy(state) as hall:
        hall.do(closing.tick)
        kept = backed_up(hall)
    restore(state, kept)
    it = Tampered(state)
    assert set(it.found()) == {Floors}
    it.db.close()


def test_yesterdays_copy_goes_on_with_todays_numbers(tmp_path: Path) -> None:
    """The lost day is opened again under its own id: people hold its numbers."""
    state = tmp_path / "state"
    with Busy(state) as hall:
        hall.do(closing.tick)
        numbers(hall, 3)
        kept = backed_up(hall)
        hall.until(MORNING + DAY)
        given = numbers(hall, 3)
    restore(state, kept)
    with Busy(state, start=MORNING + DAY + 3_600_000, boot="two") as hall:
        with pytest.raises(Refused, match="closed"):
            hall.take()
        hall.do(closing.tick)
        again = ticket(hall.take())
    assert (again.day, again.label) == (2, "A012")
    assert again.label not in given
    assert faults(state) == []


def test_a_database_that_was_lost_does_not_start_its_numbers_again(tmp_path: Path) -> None:
    state = tmp_path / "state"
    with Busy(state) as hall:
        hall.do(closing.tick)
        numbers(hall, 3)
    for file in state.glob("motcua.db*"):
        file.unlink()
    with Busy(state) as hall:
        hall.do(closing.tick)
        assert numbers(hall, 1) == ["A012"]
    assert faults(state) == []


def test_a_day_later_the_numbers_begin_again(tmp_path: Path) -> None:
    state = tmp_path / "state"
    with Busy(state) as hall:
        hall.do(closing.tick)
        numbers(hall, 3)
        kept = backed_up(hall)
        hall.do(lambda tx: closing.close_day(tx, "t"))
    restore(state, kept)
    with Busy(state, start=MORNING + DAY, boot="two") as hall:
        hall.do(closing.tick)
        assert numbers(hall, 1) == ["A001"]
    assert faults(state) == []


def test_a_seal_is_known_to_the_floor_only_when_its_row_is_on_disk(tmp_path: Path) -> None:
    state = tmp_path / "state"
    with Busy(state) as hall:
        hall.do(closing.tick)

        def refused(tx: Transaction) -> None:
            closing.close_day(tx, "t")
            raise Refused("changed_my_mind")

        with pytest.raises(Refused):
            hall.do(refused)
        assert hall.writer.floor.seal == ""
        assert faults(state) == []
        sealed = hall.do(lambda tx: closing.close_day(tx, "t"))["seal"]
    assert json.loads((state / "floor").read_text())["seal"] == sealed
    assert faults(state) == []


def test_a_service_that_ends_after_the_seal_asks_nothing(tmp_path: Path) -> None:
    state = tmp_path / "state"
    with Busy(state) as hall:
        hall.open_counters_on_a_new_day()
        hall.take()
        hall.act(desk.call_next, 1, "t")
        hall.act(desk.start, 1, "t")
        hall.do(lambda tx: closing.close_day(tx, "t"))
        hall.act(desk.finish, 1, "t")
        assert rows.existing(1).ticket is None
    it = Tampered(state)
    assert it.sql("SELECT count(*) FROM open_rating") == [(0,)]
    it.db.close()
    assert faults(state) == []


def test_a_day_that_is_opened_again_is_sealed_again(tmp_path: Path) -> None:
    state = tmp_path / "state"
    with Busy(state, seed=4) as hall:
        for _ in range(3):
            hall.do(lambda tx: day.open_day(tx, "t"))
            hall.open_counters()
            work(hall, 60)
            hall.do(lambda tx: closing.close_day(tx, "t"))
            for n in (1, 2, 3):
                if rows.existing(n).ticket:
                    hall.act(desk.finish, n, "t")
                    hall.act(counters.close_counter, n, "t")
            assert faults(state) == []
