"""A clerk goes home without finishing: the day still ends, and the next one begins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, expect

from tests.config_text import shipped
from tests.hall import Hall

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def at(clock: str, date: str = "2026-11-18") -> int:
    """A wall time (ms) of the hall's own zone."""
    return int(dt.datetime.fromisoformat(f"{date}T{clock}").replace(tzinfo=ZONE).timestamp() * 1000)


def days(hall: Hall) -> list[tuple[str, str]]:
    return hall.rows("SELECT date, state FROM day ORDER BY id")


def test_a_forgotten_service_keeps_no_day_open(new_hall: Callable[..., Hall]) -> None:
    hall = new_hall(shipped(hall__always_open=False), at("16:40"))
    taken = hall.take("A")
    hall.counter(1).open("can-bo-1")
    hall.counter(1).call_next()
    hall.counter(1).start()

    # An hour after the last session; whoever is being served is not cut off ...
    hall.move_clock(at("18:00"))
    assert days(hall) == [("2026-11-18", "open")]
    # ... but after `forgotten_after_min` nobody believes it any more.
    hall.move_clock(at("18:41"))
    assert days(hall) == [("2026-11-18", "closed")]
    assert hall.ticket(taken["id"])["state"] == "serving"
    hall.move_clock(at("20:42"))
    assert hall.ticket(taken["id"])["state"] == "served"
    assert hall.rows("SELECT flags, actor FROM journal WHERE action = 'finish'") == [
        ("forgotten ", "hall")
    ]

    hall.move_clock(at("07:30", "2026-11-19"))
    assert days(hall) == [("2026-11-18", "closed"), ("2026-11-19", "open")]
    assert hall.take("A")["number"] == "A001"
    hall.verify()


def test_a_moved_clock_keeps_the_rules_of_each_minute(new_hall: Callable[..., Hall]) -> None:
    hall = new_hall(shipped(hall__always_open=False), at("06:00"))
    hall.move_clock(at("06:00", "2026-11-20"))
    kept = hall.rows("SELECT date, opened_wall, closed_wall FROM day ORDER BY id")
    assert kept == [
        (date, at("07:00", date), at("18:00", date)) for date in ("2026-11-18", "2026-11-19")
    ]


def test_a_finish_that_comes_hours_too_late_counts_in_no_average(
    new_hall: Callable[..., Hall],
) -> None:
    hall = new_hall(clock_from=at("08:00"))
    one, pad = hall.counter(1), hall.pad(1)
    one.open("can-bo-1")
    for _ in range(3):
        hall.take("A")
    # A long service is a long service ...
    one.call_next()
    started = one.start()
    assert started["ticket"]["asks_at"] == "2026-11-18T10:00:00.000+07:00"
    hall.move_clock(at("09:59"))
    one.finish()
    assert pad.state()["rating"]["number"] == "A001"
    # ... but nobody sits two hours with one form: the clerk went on without a press.
    one.call_next()
    one.start()
    hall.move_clock(at("12:00"))
    one.finish()
    assert hall.rows("SELECT flags FROM ticket ORDER BY id")[:2] == [("",), ("forgotten ",)]
    assert pad.state()["rating"] is None
    assert hall.rows("SELECT samples FROM pace") == [(1,)]
    # An undo takes the mark away with the finish; the next press sets it anew.
    assert one.tries("undo").expecting(200)["ticket"]["flags"] == []
    one.next()
    assert hall.rows("SELECT flags FROM ticket ORDER BY id")[1] == ("forgotten ",)
    told = hall.as_("supervisor").get("stats?from=2026-11-18&to=2026-11-18&by=counter")["total"]
    assert (told["served"], told["forgotten"], told["service"]["n"]) == (2, 1, 1)
    hall.verify()


@pytest.mark.browser
def test_the_supervisor_sees_who_may_have_forgotten(
    new_hall: Callable[..., Hall], chromium: Browser
) -> None:
    hall = new_hall(clock_from=at("08:00"))
    for n in (1, 2):
        hall.counter(n).open(f"can-bo-{n}")
        hall.take("A" if n == 1 else "C")
        hall.counter(n).call_next()
    hall.counter(1).start()
    hall.move_clock(at("10:01"))
    hall.counter(2).start()
    page = chromium.new_page(viewport={"width": 1366, "height": 768})
    page.goto(f"{hall.address}/stats/")
    page.locator("#name").fill("giamsat")
    page.locator("#password").fill("demo-giamsat")
    page.locator("#password").press("Enter")
    expect(page.locator("#counters tr")).to_have_count(5)
    expect(page.get_by_text("Vẫn đang phục vụ?").locator("visible=true")).to_have_count(1)
    expect(page.locator("#counters tr").first).to_contain_text("Vẫn đang phục vụ?")
    page.close()
