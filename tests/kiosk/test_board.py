"""How many more people today's open counters can serve: said before a number is given."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db.models import CounterLine
from kiosk.board import kiosk
from office.moment import Moment
from tests.office.weekdays import BY_HOURS, at
from tests.tickets.core import HOUR, MINUTE, Core

# Each counter serves its own line alone, and ten minutes are usual for both services.
APART = BY_HOURS.replace(', { field = "chung-thuc", offset_min = 5 }', "").replace(
    ', { field = "ho-tich", offset_min = 5 }', ""
)


@pytest.fixture
def core(tmp_path: Path) -> Iterator[Core]:
    """16:00, an hour before the end; counter 1 is open, and five took ten minutes each."""
    with Core(tmp_path, at(2026, 11, 20, "15:10"), APART) as core:
        core.open(1)
        for _ in range(5):
            core.take()
            core.call()
            core.at(1, "start")
            core.wait(10 * MINUTE)
            core.at(1, "finish")
        yield core


def field(core: Core, id: str = "ho-tich") -> dict[str, Any]:
    """What a kiosk knows of a field."""
    moment = Moment(core.writer.hall_time(), core.clock.now, core.settings.day)
    state = kiosk(moment, lambda: {"ok": True, "trouble": None})
    return next(found for found in state["fields"] if found["id"] == id)


def test_an_hour_left_is_six_people_of_ten_minutes_less_those_who_wait(core: Core) -> None:
    assert field(core)["left"] == 6
    for _ in range(4):
        core.take()
    assert field(core)["left"] == 2
    core.wait(15 * MINUTE)
    assert (field(core)["left"], field(core)["may_not_be_served"]) == (0, True)


def test_it_may_be_too_late_and_a_number_is_given_all_the_same(core: Core) -> None:
    for _ in range(6):
        assert not field(core)["may_not_be_served"]
        core.take()
    assert field(core)["may_not_be_served"]
    assert core.take()["number"] == "A012"


def test_a_second_counter_is_as_much_again(core: Core) -> None:
    core.told(lambda tx: _let_serve(2, "ho-tich"))
    core.open(2)
    assert field(core)["left"] == 12
    core.pause(2)
    assert field(core)["left"] == 6


def test_the_other_lines_of_a_counter_take_their_part(core: Core) -> None:
    core.told(lambda tx: _let_serve(1, "chung-thuc"))
    core.take("ban-sao")
    core.take("ban-sao")
    assert field(core)["left"] == 4


def test_nothing_is_said_where_nobody_knows(core: Core) -> None:
    assert field(core, "chung-thuc")["left"] is None  # no counter is open
    core.open(2)
    assert field(core, "chung-thuc")["left"] is None  # nobody was served yet
    assert not field(core, "chung-thuc")["may_not_be_served"]


def test_in_a_hall_that_never_closes_there_is_always_time(tmp_path: Path) -> None:
    always = BY_HOURS.replace("always_open = false", "always_open = true")
    with Core(tmp_path, at(2026, 11, 20, "16:59"), always) as core:
        core.open(1)
        core.take()
        assert (field(core)["left"], field(core)["may_not_be_served"]) == (None, False)


def test_a_daily_limit_is_what_is_left_when_it_is_less(tmp_path: Path) -> None:
    limited = BY_HOURS.replace('name = "Hộ tịch" }', 'name = "Hộ tịch", daily_limit = 3 }')
    with Core(tmp_path, at(2026, 11, 20), limited) as core:
        core.take()
        assert field(core)["left"] == 2
        core.take()
        core.take()
        assert field(core)["left"] == 0
        assert field(core)["shut"] == {"code": "limit_reached", "opens_at": None}
        assert not field(core)["may_not_be_served"]


def test_a_closed_hall_says_why_in_both_languages(tmp_path: Path) -> None:
    with Core(tmp_path, at(2026, 11, 24), BY_HOURS) as core:
        moment = Moment(core.writer.hall_time(), core.clock.now, core.settings.day)
        state = kiosk(moment, lambda: {"ok": True, "trouble": None})
        assert state["closed_for"] == {
            "name": "Nghỉ ngày Văn hóa Việt Nam",
            "name_en": "Closed for Vietnam Cultural Day",
        }
        core.wait(24 * HOUR)
        moment = Moment(core.writer.hall_time(), core.clock.now, core.settings.day)
        assert kiosk(moment, dict)["closed_for"] is None


def _let_serve(n: int, id: str) -> None:
    CounterLine.insert(counter=n, field=id, offset=0).execute()
