"""When numbers are given on a working day: a field's own hours and limits, what is left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db.errors import Refused
from db.transaction import Transaction
from office import hours
from tests.office.weekdays import BY_HOURS, CALENDAR, DAY, at, hall_on
from tests.tickets.core import HALL, HOUR, MINUTE, Core, refusal
from tickets import appointments, catalog, taking
from tickets.taking import More

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
