"""Reception by HTTP, on a hall that runs: what only somebody at the door may say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from tests.hall import Hall

OFFICE = dt.timezone(dt.timedelta(hours=7))


# Friday, 20 November 2026, 08:00 in Vietnam.
MORNING = 1_795_136_400_000


def in_minutes(n: int) -> str:
    return (dt.datetime.now(OFFICE) + dt.timedelta(minutes=n)).isoformat(timespec="seconds")


def test_a_morning_at_the_door(new_hall: Callable[..., Hall]) -> None:
    hall = new_hall(clock_from=MORNING)
    door = hall.as_("reception")
    plain = hall.take("A")
    service = hall.service_of("A")
    listed = {"service": service, "print": False, "came": "07:55", "paper": "17"}
    first = door.press("tickets", listed).expecting(201)
    assert hall.ticket(plain["id"])["ahead"] == 1
    again = door.press("tickets", listed | {"paper": "18"}).expecting(201)
    assert [first["ahead"], again["ahead"]] == [0, 1]
    needy = door.press(f"tickets/{plain['id']}/needs", {"needs": ["sight"]}).expecting(200)
    assert needy["needs"] == ["sight"]
    assert hall.as_("kiosk").get(f"tickets/{plain['id']}")["needs"] == []
    hall.move_clock(MORNING + 60_000)
    promised = {"service": service, "at": "2026-11-20T08:20:00+07:00"}
    booked = door.press("appointments", promised).expecting(201)
    here = door.press("tickets", {"appointment": booked["code"]}).expecting(201)
    assert hall.ticket(here["id"])["priority"] == "hen-truoc"
    (shown,) = door.get("appointments")["appointments"]
    assert (shown["state"], shown["number"]) == ("used", here["number"])
    found = door.get(f"tickets?number={int(plain['number'][1:])}")["tickets"]
    assert plain["number"] in [ticket["number"] for ticket in found]
    counter = hall.counter(1)
    counter.open("can-bo-1")
    counter.call_next()
    assert counter.state()["ticket"]["number"] == here["number"]
    assert [why["number"] for why in hall.ticket(plain["id"])["passed_by"]] == [here["number"]]
    hall.verify()


@pytest.mark.parametrize(
    ("role", "more", "status"),
    [
        ("kiosk", {"came": "00:00", "paper": "17"}, 403),
        ("api", {"came": "00:00", "paper": "17"}, 403),
        ("kiosk", {"appointment": "123456"}, 403),
        ("reception", {"came": "00:00"}, 422),
        ("reception", {"paper": "17"}, 422),
        ("reception", {"came": "24:00", "paper": "17"}, 422),
        ("reception", {"appointment": "none"}, 422),
        ("reception", {"needs": ["money"]}, 422),
    ],
)
def test_what_cannot_be_said_is_refused(
    shared_hall: Hall, role: str, more: dict[str, object], status: int
) -> None:
    body = {"service": shared_hall.service_of("A"), "print": False, **more}
    assert shared_hall.as_(role).press("tickets", body).status == status


@pytest.mark.parametrize(
    ("at", "status", "code"),
    [
        pytest.param(in_minutes(-5), 409, "booked_past", id="five minutes ago"),
        ("2999-01-01T09:00:00+07:00", 422, "invalid"),
        ("2026-11-20T09:00:00", 422, "invalid"),
        ("soon", 422, "invalid"),
    ],
)
def test_a_time_that_cannot_be_promised(shared_hall: Hall, at: str, status: int, code: str) -> None:
    service = shared_hall.service_of("A")
    answer = shared_hall.as_("reception").press("appointments", {"service": service, "at": at})
    assert (answer.status, answer.code) == (status, code)
