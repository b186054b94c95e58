"""The figures that are kept, against a recount by other code; and each of them planted wrong."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from audit.figured import NAMES, Figured
from figures import cell, grid, rolls
from tests.audit.busy import Busy
from tests.audit.chance import live
from tests.audit.tampering import Tampered, tampered


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two days that are kept, and the morning of a third."""
    state = tmp_path_factory.mktemp("kept") / "state"
    with Busy(state, seed=9) as hall:
        live(hall)
        hall.do(rolls.keep_next)
        hall.do(rolls.keep_next)
    return state


@pytest.fixture
def broken(kept: Path, tmp_path: Path) -> Iterator[Tampered]:
    with tampered(kept, tmp_path) as it:
        yield it


def test_what_was_kept_of_a_busy_hall_is_what_its_rows_say(broken: Tampered) -> None:
    assert broken.pick("SELECT count(*) FROM rolled WHERE span = 'day'") == 2
    assert broken.pick("SELECT count(*) FROM figure") > 40
    assert broken.found() == {}


def test_both_sides_name_the_lanes_alike() -> None:
    spans = {name: at for at, name in NAMES.items()}
    sums = cell.made(
        {"in_time": 3}, {"service": {grid.PLACES - 1: 7}}, {(True, "way", 4): [0, 0, 5, 0]}, 0
    ).sums
    lanes = {at: sums >> 32 * at & 0xFFFFFFFF for at in NAMES}
    assert {NAMES[at]: n for at, n in lanes.items() if n} == {
        ("in_time",): 3, ("service", grid.END): 7, (True, "way", 4, 3): 5,
    }  # fmt: skip
    assert len(spans) == len(NAMES)


PLANTED = {
    "another count": "UPDATE figure SET sums = ? WHERE by = 'counter' AND key = '1' AND first = 1",
    "a group that is lost": "DELETE FROM figure WHERE by = 'weekday' AND first = 2",
    "a longer line": "UPDATE figure SET top = top + 1 WHERE by = 'field' AND first = 1",
    "answers that are gone": "DELETE FROM rating",
    "a call that never was": "UPDATE journal SET action = 'x' WHERE seq = "
    "(SELECT max(seq) FROM journal WHERE action = 'call' AND day = 1)",
    "a walk that was shorter": "UPDATE journal SET hall = hall + 90000 WHERE seq = "
    "(SELECT min(seq) FROM journal WHERE action = 'start' AND day = 1)",
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_figure_is_named(broken: Tampered, name: str) -> None:
    sql = PLANTED[name]
    values = (zlib.compress(b"\1\0\0\0"),) if "?" in sql else ()
    broken.sql(sql, *values)
    assert any(fault.startswith("day ") for fault in broken.found()[Figured])


def test_a_month_is_its_days_added_up(broken: Tampered) -> None:
    days = broken.sql("SELECT by, key, sums, top FROM figure WHERE first = 1 AND span = 'day'")
    broken.sql("INSERT INTO rolled (span, first, last, layout) "
               "SELECT 'month', 1, 2, layout FROM rolled WHERE first = 1")  # fmt: skip
    for by, key, sums, top in days:
        broken.sql("INSERT INTO figure (by, span, first, key, sums, top) "
                   "VALUES (?, 'month', 1, ?, ?, ?)", by, key, sums, top)  # fmt: skip
    faults = broken.found()[Figured]
    assert faults
    assert all(fault.startswith("the month of day 1, ") for fault in faults)


def test_what_was_counted_otherwise_is_not_looked_at(broken: Tampered) -> None:
    broken.sql("UPDATE rolled SET layout = '0 Asia/Ho_Chi_Minh '")
    broken.sql("UPDATE figure SET top = 99")
    assert Figured not in broken.found()


def test_times_stand_at_the_same_steps() -> None:
    steps = [name[1] for name in NAMES.values() if name[0] == "wait"]
    assert tuple(steps) == grid.UPTO
    assert steps[-1] == 12 * 3_600
