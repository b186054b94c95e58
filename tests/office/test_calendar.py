"""Which dates are working days: the week, public holidays, exchanges, the office's own calendar."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from config import public_days
from db.models import Day, Journal, Setting
from db.statement import rows as listed
from office import hours
from tests.office.weekdays import BY_HOURS, CALENDAR, DAY, at, hall_on, opens, why
from tests.tickets.core import HALL, HOUR, MINUTE, refusal


def test_on_a_public_holiday_the_hall_is_closed_says_why_and_when_it_opens(tmp_path: Path) -> None:
    with hall_on(tmp_path, at(2026, 11, 24)) as core:  # a Tuesday
        assert listed(Day.select(Day.date)) == []
        assert refusal(core.take) == "closed"
        assert why(core) == "Nghỉ ngày Văn hóa Việt Nam"
        assert opens(core) == "2026-11-25T07:30"


def test_over_tet_it_opens_again_after_the_weekend_behind_it(tmp_path: Path) -> None:
    with hall_on(tmp_path, at(2027, 2, 3)) as core:  # the last day before Tết
        core.take()
        core.wait(DAY)
        assert why(core) == "Nghỉ Tết Nguyên đán"
        assert opens(core) == "2027-02-11T07:30"
        core.wait(6 * DAY + 23 * HOUR + 30 * MINUTE)  # Thursday the 11th, 07:30
        assert core.take()["number"] == "A001"


def test_a_saturday_worked_in_exchange_is_like_the_day_before_it(tmp_path: Path) -> None:
    with hall_on(tmp_path, at(2026, 8, 22)) as core:
        assert core.take()["number"] == "A001"
        core.wait(9 * DAY)  # Monday, 31 August
        assert why(core) == "Nghỉ hoán đổi với ngày 22/08/2026"


def test_an_ordinary_weekend_has_no_reason_of_its_own(tmp_path: Path) -> None:
    with hall_on(tmp_path, at(2026, 11, 21)) as core:
        assert (why(core), opens(core)) == (None, "2026-11-23T07:30")


def test_the_calendar_wins_over_the_holiday_and_over_the_week(tmp_path: Path) -> None:
    table = (
        CALENDAR.format(date="2026-11-20", name="Nghỉ tránh bão")
        + CALENDAR.format(date="2026-11-21", name="Làm bù") + 'like = "fri"\n'
        + CALENDAR.format(date="2026-11-24", name="Trực ngày lễ")
        + '[[hall.calendar.sessions]]\nopen = "08:00"\nclose = "10:00"\n'
    )  # fmt: skip
    with hall_on(tmp_path, at(2026, 11, 20), table) as core:
        assert refusal(core.take) == "closed"
        assert (why(core), opens(core)) == ("Nghỉ tránh bão", "2026-11-21T07:30")
        core.wait(DAY)
        assert core.take()["number"] == "A001"
        core.wait(12 * HOUR)
        assert why(core) is None  # a night like every day's
        core.wait(3 * DAY - 12 * HOUR)  # Tuesday, 08:00
        assert core.take()["number"] == "A001"
        core.wait(HOUR + 44 * MINUTE)
        core.take()
        core.wait(MINUTE)
        assert refusal(core.take) == "closed"
        assert why(core) is None
        core.wait(15 * MINUTE)
        assert why(core) == "Trực ngày lễ"


def test_without_public_holidays_the_office_keeps_its_calendar_alone(tmp_path: Path) -> None:
    alone = BY_HOURS.replace("[hall]\n", "[hall]\npublic_holidays = false\n")
    with hall_on(tmp_path, at(2026, 11, 24), text=alone) as core:
        assert core.take()["number"] == "A001"


def test_the_holidays_are_written_down_once_with_their_source_and_read_from_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = at(2026, 11, 20)
    with hall_on(tmp_path, clock) as core:
        (row,) = listed(Journal.select(Journal.detail).where(Journal.ref == "public_days"))
        told = json.loads(row[0])["value"]
        assert told["by"] == public_days.known_by()
        assert told["off"]["2027-02-06"] == ["Nghỉ Tết Nguyên đán", "Closed for Lunar New Year"]
        assert told["worked"] == ["2026-08-22"]
        core.wait(3 * DAY)
        assert core.journal().count("setting change") == 1
    monkeypatch.setattr(hours, "public_days", _not_asked)
    hours._planned.cache_clear()
    clock.wait(DAY)
    with hall_on(tmp_path, clock) as core:
        assert why(core) == "Nghỉ ngày Văn hóa Việt Nam"


def _not_asked(year: int) -> Any:
    raise AssertionError(f"the library was asked for {year}")


def test_a_newer_library_or_a_new_year_writes_them_down_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = at(2026, 12, 31)
    with hall_on(tmp_path, clock) as core:
        core.wait(4 * DAY)  # Monday, 4 January
        years = json.loads(listed(_public_days())[0][0])["years"]
        assert years == [2027, 2028]
        monkeypatch.setattr(hours, "known_by", lambda: "holidays 99")
        core.wait(DAY)
        assert json.loads(listed(_public_days())[0][0])["by"] == "holidays 99"


def _public_days() -> Any:
    return Setting.select(Setting.value).where(Setting.name == "public_days")


def test_a_hall_that_never_closes_asks_for_no_calendar(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hours, "public_days", _not_asked)
    holiday = CALENDAR.format(date="2026-11-24", name="Nghỉ")
    with hall_on(tmp_path, at(2026, 11, 24), holiday, HALL) as core:
        core.take()
        assert why(core) is None
        assert hours.time_left(core.clock.now, core.settings.day) is None
        assert hours.changes(core.clock.now, core.settings.day) == ()


# --- fields ---
