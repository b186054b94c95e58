"""When numbers are given: the week, the calendar, holidays, a field's own hours and limits."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from config import public_days
from db.errors import Refused
from db.models import Day, Journal, Setting
from db.statement import rows as listed
from db.transaction import Transaction
from tests.tickets.core import HALL, HOUR, MINUTE, MORNING, Core, HandClock, refusal
from tickets import appointments, catalog, hours, taking
from tickets.taking import More

WEEK = """
[[hall.hours]]
days = ["mon", "tue", "wed", "thu", "fri"]
open = "07:30"
close = "11:30"
[[hall.hours]]
days = ["mon", "tue", "wed", "thu", "fri"]
open = "13:30"
close = "17:00"
"""
BY_HOURS = HALL.replace("always_open = true", "always_open = false") + WEEK
DAY = 24 * HOUR
CALENDAR = """
[[hall.calendar]]
date = {date}
name = "{name}"
name_en = "{name} (en)"
"""


def at(year: int, month: int, day: int, clock: str = "08:00") -> HandClock:
    """A clock that stands at this time in Vietnam."""
    time = dt.time.fromisoformat(clock)
    zone = dt.timezone(dt.timedelta(hours=7))
    moment = dt.datetime.combine(dt.date(year, month, day), time, zone)
    return HandClock(int(moment.timestamp() * 1000))


def hall_on(path: Path, clock: HandClock, more: str = "", text: str = BY_HOURS) -> Core:
    return Core(path, clock, text + more)


def opens(core: Core) -> str:
    """When numbers are given again, as a kiosk is told it."""
    found = hours.opens_at(core.clock.now, core.settings.day)
    return (found or "never")[:16]


def why(core: Core) -> str | None:
    closing = hours.closing(core.clock.now, core.settings.day)
    return closing.name if closing else None


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

AFTERNOON = """[{ days = ["mon", "fri"], open = "14:00", close = "16:00" }]"""


def with_field(**traits: Any) -> str:
    """The hall with traits of its first field."""
    written = ", ".join(f"{name} = {value}" for name, value in traits.items())
    return BY_HOURS.replace('name = "Hộ tịch" }', f'name = "Hộ tịch", {written} }}')


def refused(core: Core, service: str = "khai-sinh") -> tuple[str, Any]:
    with pytest.raises(Refused) as caught:
        core.take(service)
    return caught.value.code, caught.value.fields.get("opens_at")


def gate(core: Core) -> hours.Gate | None:
    return hours.gates(core.clock.now, core.settings.day, 1)["ho-tich"][0]


def test_a_field_gives_numbers_in_its_own_hours_alone(tmp_path: Path) -> None:
    text = with_field(hours=AFTERNOON)
    with hall_on(tmp_path, at(2026, 11, 20), text=text) as core:
        assert refused(core) == ("field_closed", "2026-11-20T14:00:00+07:00")
        assert gate(core) == ("field_closed", "2026-11-20T14:00:00+07:00")
        assert core.take("ban-sao")["number"] == "C001"
        core.wait(6 * HOUR)
        assert gate(core) is None
        assert core.take()["number"] == "A001"
        core.wait(2 * HOUR)
        assert refused(core) == ("field_closed", "2026-11-23T14:00:00+07:00")


def test_a_promised_time_lies_in_the_hours_of_its_field(tmp_path: Path) -> None:
    with hall_on(tmp_path, at(2026, 11, 20), text=with_field(hours=AFTERNOON)) as core:
        two = core.clock.now + 6 * HOUR

        def book(moment: int) -> Any:
            return core.told(lambda tx: appointments.make(tx, "khai-sinh", moment, "test"))

        assert refusal(lambda: book(two - MINUTE)) == "booked_closed"
        code = book(two)["code"]
        # Who was promised a time, or has a number on paper, is not sent home.
        booked, listed_ = More(appointment=code), More(came=core.clock.now, paper="17")
        for more in (booked, listed_):
            core.told(_taking(more))
        assert refused(core)[0] == "field_closed"


def _taking(more: More) -> Callable[[Transaction], Any]:
    return lambda tx: taking.take(tx, "khai-sinh", None, "vi", None, "test", more=more)


def test_a_field_keeps_the_hours_of_the_weekday_that_a_date_is_like(tmp_path: Path) -> None:
    bridge = CALENDAR.format(date="2026-11-21", name="Làm bù") + 'like = "fri"\n'
    clock = at(2026, 11, 21, "14:30")
    with hall_on(tmp_path, clock, bridge, with_field(hours=AFTERNOON)) as core:
        assert core.take()["number"] == "A001"


def test_a_field_whose_hours_never_come_gives_no_time(tmp_path: Path) -> None:
    night = '[{ days = ["sun"], open = "20:00", close = "21:00" }]'
    with hall_on(tmp_path, at(2026, 11, 20), text=with_field(hours=night)) as core:
        assert refused(core) == ("field_closed", None)


def test_the_last_number_of_a_day_is_the_limits_and_the_next_day_begins_anew(
    tmp_path: Path,
) -> None:
    with hall_on(tmp_path, at(2026, 11, 20), text=with_field(daily_limit=2)) as core:
        first = core.take()["id"]
        assert hours.gates(core.clock.now, core.settings.day, 1)["ho-tich"] == (None, 1)
        core.take()
        core.leave(first)  # a number that was given stays given
        assert refused(core) == ("limit_reached", None)
        assert core.take("ban-sao")["number"] == "C001"
        core.wait(3 * DAY)
        assert core.take()["number"] == "A001"


def test_the_clock_alone_changes_what_a_kiosk_shows(tmp_path: Path) -> None:
    with hall_on(tmp_path, at(2026, 11, 20), text=with_field(hours=AFTERNOON)) as core:
        machine, now = core.settings.day, core.clock.now
        steps = {hours.changes(now + m * MINUTE, machine) for m in range(10 * 60)}
        inside = [hours.changes(now + m * MINUTE, machine)[1][0] for m in (359, 360, 479, 480)]
        assert inside == [False, True, True, False]
        # Seven hours in steps of five minutes, less the break; twice the field changes between two.
        assert 80 <= len(steps) <= 90


@pytest.mark.parametrize(
    ("service", "clock", "until", "told"),
    [
        ("khai-sinh", "15:00", "15:00", "15:00"),
        ("khai-sinh", "14:59", "15:00", None),
        ("ban-sao", "15:30", "15:00", None),
        ("khai-sinh", "15:30", "", None),
    ],
)
def test_after_its_hour_a_dossier_counts_from_the_next_day_where_the_service_says_so(
    service: str, clock: str, until: str, told: str | None, tmp_path: Path
) -> None:
    cutoff = HALL.replace('name = "Khai sinh" }', 'name = "Khai sinh", cutoff = true }')
    text = cutoff.replace("rules = {", f'rules = {{ same_day_until = "{until}",')
    with hall_on(tmp_path, at(2026, 11, 20), text=text):
        assert catalog.late_after(service, clock) == told


# --- time left, and a clock that nobody believes ---


@pytest.mark.parametrize(
    ("clock", "minutes"),
    [("06:00", 450), ("07:30", 450), ("11:00", 240), ("12:00", 210), ("16:59", 1), ("17:00", 0)],
)
def test_the_time_left_today_leaves_out_the_break(clock: str, minutes: int, tmp_path: Path) -> None:
    with hall_on(tmp_path, at(2026, 11, 20, clock)) as core:
        assert hours.time_left(core.clock.now, core.settings.day) == minutes * MINUTE


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
