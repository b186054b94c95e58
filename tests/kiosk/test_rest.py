"""A kiosk that nobody touches, and one that has nothing to give."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.kiosk.kiosks import Kiosk

pytestmark = pytest.mark.browser


@pytest.fixture
def at(chromium: Browser) -> Iterator[Kiosk]:
    kiosk = Kiosk(chromium)
    expect(kiosk.saw(".tiles")).to_be_visible()
    yield kiosk
    kiosk.close()


def test_after_45_seconds_it_asks_and_after_20_more_it_forgets(at: Kiosk) -> None:
    at.touch("#languages [lang=en]")
    at.touch("[data-field=ho-tich]")
    at.pass_time(44_000)
    assert not at.saw("#ask").is_visible()
    at.pass_time(1_500)
    expect(at.saw("#ask")).to_contain_text("Are you still there?")
    at.pass_time(18_000)
    assert at.saw("#ask").is_visible()
    at.pass_time(2_500)
    assert not at.saw("#ask").is_visible()
    assert at.screen == "fields"
    expect(at.saw("h1")).to_have_text("Hôm nay Ông/Bà cần làm gì?")


def test_one_press_says_i_am_here_and_nothing_is_lost(at: Kiosk) -> None:
    at.touch("[data-field=ho-tich]")
    at.pass_time(46_000)
    at.saw("#here").tap()
    assert not at.saw("#ask").is_visible()
    assert at.screen == "services"
    at.pass_time(46_000)
    assert at.saw("#ask").is_visible()


@pytest.mark.parametrize("key", ["Enter", "Escape"])
def test_the_question_can_be_answered_by_key(at: Kiosk, key: str) -> None:
    at.touch("[data-field=ho-tich]")
    at.pass_time(46_000)
    at.page.keyboard.press(key)
    assert not at.saw("#ask").is_visible()
    at.pass_time(30_000)
    assert at.screen == "services"


def test_every_touch_starts_the_time_again(at: Kiosk) -> None:
    at.touch("[data-field=ho-tich]")
    at.pass_time(40_000)
    at.saw("h1").tap()
    at.pass_time(40_000)
    assert not at.saw("#ask").is_visible()


def test_the_start_screen_is_left_alone_but_speaks_vietnamese_again(at: Kiosk) -> None:
    at.touch("#languages [lang=en]")
    expect(at.saw("h1")).to_have_text("What do you need today?")
    at.pass_time(46_000)
    assert not at.saw("#ask").is_visible()
    expect(at.saw("h1")).to_have_text("Hôm nay Ông/Bà cần làm gì?")


def test_closed_says_until_when_and_the_hours(at: Kiosk) -> None:
    at.say(open=False, opens_at="2026-11-21T07:30:00+07:00")
    expect(at.saw("h1")).to_have_text("Hiện ngoài giờ tiếp nhận")
    expect(at.saw("#main")).to_contain_text("Mời Ông/Bà quay lại lúc 07:30 ngày mai.")
    assert at.saw("dt").all_text_contents() == ["Thứ Hai – Thứ Sáu", ""]
    assert at.saw("dd").all_text_contents() == ["07:30 – 11:30", "13:30 – 17:00"]
    assert not at.saw(".choice").count()
    at.say(open=True)
    expect(at.saw(".tiles")).to_be_visible()


@pytest.mark.parametrize(
    ("trouble", "said"),
    [("paper-out", "hết giấy"), ("cover-open", "tạm ngừng"), ("offline", "tạm ngừng")],
)
def test_trouble_with_the_paper_is_said_at_the_start(at: Kiosk, trouble: str, said: str) -> None:
    assert not at.saw("#notice").is_visible()
    at.say(paper={"ok": False, "trouble": trouble})
    expect(at.saw("#notice")).to_contain_text(said)
    expect(at.saw("#notice")).to_contain_text("số sẽ hiện trên màn hình")
    at.say(paper={"ok": True, "trouble": None})
    assert not at.saw("#notice").is_visible()


def test_a_silent_server_sends_people_to_the_staff_until_it_is_back(at: Kiosk) -> None:
    at.touch("[data-field=ho-tich]")
    at.page.evaluate("hall.up = false")
    at.pass_time(13_000)
    expect(at.saw("h1")).to_have_text("Máy lấy số tạm mất kết nối")
    expect(at.saw("#main")).to_contain_text("Mời Ông/Bà gặp cán bộ hướng dẫn")
    assert not at.saw(".choice").count()
    at.page.evaluate("hall.up = true")
    at.pass_time(3_000)
    assert at.screen == "fields"


def test_a_server_that_was_never_there_is_told_within_three_seconds(chromium: Browser) -> None:
    at = Kiosk(chromium, up=False)
    at.pass_time(3_100)
    expect(at.saw("h1")).to_have_text("Máy lấy số tạm mất kết nối")
    at.close()
