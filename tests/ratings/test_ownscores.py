"""What a clerk may know of the own ratings: whole weeks that are over, and never a few."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db.models import Rating
from office.moment import Moment
from ratings import exclusions, ownscores
from tests.ratings.test_exclusions import close, rate
from tests.tickets.core import HALL, HOUR, MINUTE, Core

AN = '[[hall.staff]]\nid = "an"\nname = "an"\nlabel = "Cán bộ an"\n'
WEEK = 7 * 24 * HOUR


@pytest.fixture
def core(tmp_path: Path) -> Iterator[Core]:
    with Core(tmp_path / "state", hall=HALL + AN) as core:
        yield core


def told(core: Core) -> Any:
    writer = core.writer
    return ownscores.of("an", Moment(writer.hall_time(), core.clock.wall(), writer.machine))


def test_ten_answers_make_a_figure_once_their_week_is_over(core: Core) -> None:
    rate(core, 1, 10)
    close(core)
    assert told(core) is None  # the week goes on
    core.clock.wait(3 * 24 * HOUR)
    found = told(core)
    assert (found["from"], found["to"], found["least"]) == ("2026-10-26", "2026-11-22", 10)
    assert (found["asked"], found["n"]) == (10, 10)
    assert found["scores"] == [{"scale": 5, "n": 10, "mean": 5.0, "levels": [0, 0, 0, 0, 10]}]
    core.clock.wait(4 * WEEK)
    assert told(core) is None  # long ago


def test_nine_are_counted_and_nothing_more_is_said(core: Core) -> None:
    rate(core, 1, 9)
    close(core)
    core.clock.wait(WEEK)
    found = told(core)
    assert (found["n"], found["scores"]) == (9, [])


def test_what_is_left_out_does_not_count(core: Core) -> None:
    rate(core, 1, 12)
    close(core)
    core.clock.wait(WEEK)
    core.told(lambda tx: exclusions.exclude(tx, 1, "an", "trial", "boss"))
    assert (told(core)["n"], told(core)["scores"]) == (0, [])


def test_what_no_clerk_can_help_does_not_count(core: Core) -> None:
    hall = '[[hall.reasons]]\ncode = "R1"\nname = "Chờ lâu"\nof_clerk = false\n'
    core.close()
    with Core(core.state.parent / "other", hall=HALL + AN + hall) as other:
        rate(other, 1, 11)
        key = secrets.choice([row.key for row in Rating.select()])
        Rating.update(level=2, reasons="R1").where(Rating.key == key).execute()
        close(other)
        other.clock.wait(WEEK + MINUTE)
        assert told(other)["scores"][0]["levels"] == [0, 0, 0, 0, 10]
