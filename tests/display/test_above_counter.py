"""The screen above one counter: whom it calls or serves, or why nobody; it never speaks."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.display.boards import announcement, call, counter, hall, open_hall
from tests.display.screen import Server, change
from tests.display.test_hall import OVERFLOWS
from tests.test_axe import serious

pytestmark = pytest.mark.browser

STATES: list[tuple[dict[str, Any], tuple[str, str, str]]] = [
    ({"state": "open", "number": "A012", "ticket": "called"},
     ("Mời công dân", "A012", "Mời Ông/Bà đến quầy")),
    ({"state": "open", "number": "A012", "ticket": "serving"}, ("Đang phục vụ", "A012", "")),
    ({"state": "open"}, ("Sẵn sàng phục vụ", "", "Số tiếp theo sẽ hiện ở đây.")),
    ({"state": "paused", "why": "Nghỉ giải lao", "why_en": "Break"},
     ("Quầy tạm dừng", "", "Nghỉ giải lao. Xin Ông/Bà giữ số, cán bộ sẽ trở lại.")),
    ({"state": "closed"}, ("Quầy chưa mở", "", "Mời Ông/Bà xem màn hình ở phòng chờ.")),
]  # fmt: skip


def told(page: Page) -> tuple[str, ...]:
    return tuple(page.inner_text(f"#{place}") for place in ("invite", "number", "rest"))


def test_it_says_what_the_counter_does(chromium: Browser) -> None:
    page = open_hall(chromium, hall(0, 3), name="counter", counter=3)
    places = ["header", ".now", "footer"]
    before = [page.locator(place).bounding_box() for place in places]
    for state, said in STATES:
        change(page, counters=[counter(3, **state), counter(4, "open")])
        assert told(page) == said
        assert serious(page) == []
        assert [page.locator(place).bounding_box() for place in places] == before
    assert page.inner_text("#fields") == "Hộ tịch · Chứng thực"
    change(page, counters=[counter(4, "open")])
    assert told(page)[0] == "Không có quầy này."
    page.close()


@pytest.mark.parametrize(
    ("size", "lang"), [((1920, 1080), "vi"), ((800, 1280), "en"), ((1024, 600), "en")]
)
def test_the_longest_fit_on_any_screen(chromium: Browser, size: tuple[int, int], lang: str) -> None:
    page = open_hall(chromium, hall(0, 3), lang=lang, size=size, name="counter", counter=28)
    every = [f"f{n}" for n in range(10)]
    for state, _ in STATES:
        wide = {**state, "number": state.get("number") and "M1200", "fields": every}
        change(page, counters=[counter(28, **wide)])
        # The list of fields may end in an ellipsis.
        assert [one for one in page.evaluate(OVERFLOWS) if "fields" not in one] == []
    page.close()


PULSES = "document.getElementById('frame').getAnimations().map(a => a.effect.getComputedTiming())"


def test_each_call_pulses_and_none_is_spoken(chromium: Browser) -> None:
    server = Server(1, 2)
    page = open_hall(chromium, hall(0, 3), server.answers, name="counter", counter=3)
    called = counter(3, "open", number="A012", ticket="called")
    for key, recall in ((1, 0), (2, 1)):
        page.evaluate("document.getElementById('frame').getAnimations().forEach(a => a.cancel())")
        change(
            page, counters=[called], calls=[call(key, "A012", 3, recall=recall)],
            announcements=[announcement(key, "A012", 3, recall)],
        )  # fmt: skip
        (timing,) = page.evaluate(PULSES)
        assert (timing["duration"], timing["iterations"]) == (1000, 8)
    assert page.inner_text("#invite") == "Mời công dân (Gọi lần 2)"
    assert (server.fetched, server.begun) == ([], [])
    page.close()
