"""What the clock of a machine that has just started does to the day."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.models import Day
from db.statement import rows as listed
from office import hours
from tests.office.weekdays import BY_HOURS, DAY, at, hall_on
from tests.tickets.core import HOUR, MINUTE, MORNING, Core, HandClock, refusal

UNSURE = BY_HOURS.replace('trust_clock = "always"', 'trust_clock = "auto"')


def test_when_the_clock_says_1970_the_hall_works_on_under_the_day_that_was_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.store.clock_is_kept", lambda: False)
    clock = HandClock()
    with Core(tmp_path, clock, UNSURE) as core:
        core.take()
    clock.reboot("second boot", off=5 * MINUTE - MORNING)  # five minutes into the epoch, at night
    with Core(tmp_path, clock, UNSURE) as core:
        assert core.take()["number"] == "A002"
        assert listed(Day.select(Day.date, Day.state)) == [("2026-11-20", "open")]
        assert hours.time_left(clock.now, core.settings.day) is None


def test_a_pi_without_a_clock_believes_the_date_once_the_network_has_told_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = [False]
    monkeypatch.setattr("db.store.clock_is_kept", lambda: kept[0])
    clock = HandClock()
    with Core(tmp_path, clock, UNSURE) as core:
        core.take()
    clock.reboot("second boot", off=-400 * DAY)
    with Core(tmp_path, clock, UNSURE) as core:
        core.take()
        clock.jump(403 * DAY)  # Monday, 23 November, 08:00
        kept[0] = True
        core.tick()
        days = [("2026-11-20", "closed"), ("2026-11-23", "open")]
        assert listed(Day.select(Day.date, Day.state)) == days
        assert core.take()["number"] == "A001"
        assert core.journal().count("day confirm-date") == 1


def test_a_day_left_open_for_a_week_ends_when_the_machine_is_back(tmp_path: Path) -> None:
    clock = HandClock()
    with hall_on(tmp_path, clock) as core:
        waiting = core.take()["id"]
        core.crash()
    clock.reboot("second boot", off=7 * DAY)
    with hall_on(tmp_path, clock) as core:
        assert core.ticket(waiting).state == "expired"
        days = [("2026-11-20", "closed"), ("2026-11-27", "open")]
        assert listed(Day.select(Day.date, Day.state)) == days
        assert core.take()["number"] == "A001"


def test_power_lost_over_midnight_begins_the_new_day_and_no_number_twice(tmp_path: Path) -> None:
    clock = at(2026, 11, 23, "16:00")
    with hall_on(tmp_path, clock) as core:
        core.take()
        core.crash()
    clock.reboot("second boot", off=9 * HOUR)  # 01:00 on Tuesday, a holiday
    with hall_on(tmp_path, clock) as core:
        assert listed(Day.select(Day.date, Day.state)) == [("2026-11-23", "closed")]
        assert refusal(core.take) == "closed"
        core.wait(30 * HOUR + 30 * MINUTE)
        assert core.take()["number"] == "A001"
