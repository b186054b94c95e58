"""A hall that keeps its hours, through its own API: holidays, a field's hours, limits, too late."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

from tests.config_text import changed, shipped
from tests.hall import Hall, wait_until

NewHall = Callable[..., Hall]
ZONE = timezone(timedelta(hours=7))


def wall(day: int, clock: str) -> int:
    """A time of November 2026 in Vietnam (ms)."""
    hour, minute = map(int, clock.split(":"))
    return int(datetime(2026, 11, day, hour, minute, tzinfo=ZONE).timestamp() * 1000)


def by_hours(**values: object) -> str:
    return shipped(hall__always_open=False, **values)


def offered(hall: Hall, service: str) -> dict[str, Any]:
    services = hall.as_("api").get("services")["services"]
    found: dict[str, Any] = next(one for one in services if one["id"] == service)
    return found


def test_a_holiday_is_no_working_day_and_everybody_says_why(new_hall: NewHall) -> None:
    hall = new_hall(by_hours(), wall(23, "16:00"))
    kiosk = hall.screen("kiosk", "kiosk")
    hall.take("A")
    hall.move_clock(wall(24, "09:00"))
    refused = hall.as_("kiosk").press("tickets", {"service": hall.service_of("A")})
    assert refused.code == "closed"
    assert refused.json["error"]["opens_at"] == "2026-11-25T07:30:00+07:00"
    wait_until(lambda: kiosk.state["closed_for"], 10, "the kiosk hears of the holiday")
    for state in (hall.board(), kiosk.state):
        assert state["closed_for"] == {
            "name": "Nghỉ ngày Văn hóa Việt Nam", "name_en": "Closed for Vietnam Cultural Day",
        }  # fmt: skip
        assert state["opens_at"] == "2026-11-25T07:30:00+07:00"
    hall.move_clock(wall(25, "07:30"))
    assert hall.take("A")["number"] == "A001"
    wait_until(lambda: kiosk.state["open"], 10, "the kiosk hears that it is open")
    assert kiosk.state["closed_for"] is None
    hall.verify()


def test_a_field_opens_on_the_kiosk_by_the_clock_alone(new_hall: NewHall) -> None:
    text = changed(by_hours(), "[[hall.fields.hours]]", "open", "13:45")
    hall = new_hall(text, wall(20, "13:30"))
    kiosk = hall.screen("kiosk", "kiosk")
    wait_until(lambda: kiosk.state, 10, "the kiosk knows its hall")

    def residence() -> dict[str, Any]:
        found: dict[str, Any] = next(f for f in kiosk.state["fields"] if f["id"] == "cu-tru")
        return found

    at = {"code": "field_closed", "opens_at": "2026-11-20T13:45:00+07:00"}
    assert residence()["shut"] == at
    refused = hall.as_("reception").press("tickets", {"service": hall.service_of("S")})
    assert (refused.status, refused.code) == (409, "field_closed")
    assert refused.json["error"]["opens_at"] == at["opens_at"]
    assert offered(hall, hall.service_of("S"))["shut"] == at
    hall.move_clock(wall(20, "13:45"))
    wait_until(lambda: residence()["shut"] is None, 10, "the field opens")
    assert hall.take("S")["number"] == "S001"


def test_the_last_number_of_a_field_is_the_last_for_everybody(new_hall: NewHall) -> None:
    text = changed(shipped(), "[[hall.fields]]", "daily_limit", 2)
    hall = new_hall(text)
    kiosk = hall.screen("kiosk", "kiosk")
    hall.take("A")
    assert offered(hall, hall.service_of("A"))["left"] == 1
    hall.take("A")
    for role in ("kiosk", "reception", "api"):
        refused = hall.as_(role).press("tickets", {"service": hall.service_of("A")})
        assert (refused.status, refused.code) == (409, "limit_reached")
    assert not offered(hall, hall.service_of("A"))["open"]
    wait_until(lambda: kiosk.state["fields"][0]["shut"], 10, "the kiosk says so")
    assert kiosk.state["fields"][0]["shut"]["code"] == "limit_reached"
    assert hall.take("C")["number"] == "C001"


def test_too_late_is_said_and_a_number_is_given_all_the_same(new_hall: NewHall) -> None:
    hall = new_hall(by_hours(rules__wait_min_samples=1), wall(20, "16:00"))
    counter = hall.counter(3)
    counter.open("can-bo-3")
    now = wall(20, "16:00")
    hall.take("L")
    counter.call_next()
    counter.start()
    hall.move_clock(now + 20 * 60_000)
    counter.finish()
    land = hall.service_of("L")
    assert (offered(hall, land)["left"], offered(hall, land)["may_not_be_served"]) == (1, False)
    hall.take("L")
    assert offered(hall, land)["may_not_be_served"] is True
    assert hall.take("L")["number"] == "L003"
