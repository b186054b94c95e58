"""A phone is called: it shines, its title says so, it rings and shakes if asked; a lost line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.counter.test_desk_depth import BELL
from tests.kiosk.phones import Phone, record
from tests.test_axe import serious

pytestmark = pytest.mark.browser
Opened = Callable[..., Phone]
SHAKEN = "() => { window.shaken = []; navigator.vibrate = (how) => window.shaken.push(how); }"


@pytest.fixture
def phone(phone: Opened) -> Opened:
    def open_(**state: Any) -> Phone:
        at = phone(**state)
        at.page.evaluate(BELL)
        at.page.evaluate(SHAKEN)
        return at

    return open_


def called(page: Phone, recalls: int = 0) -> None:
    """The hall calls; the phone hears of it at its next question."""
    page.record = record(state="called", counter=3, ahead=None, recalls=recalls)
    with page.page.expect_response(lambda answer: answer.request.headers["accept"] == "text/html"):
        page.pass_time(16)


def felt(page: Phone) -> tuple[int, int]:
    """How often it rang (three notes each), and how often it shook."""
    notes, shaken = page.page.evaluate("[struck.length, shaken.length]")
    return notes // 3, shaken


def test_a_call_shines_and_takes_the_title_and_an_end_gives_it_back(phone: Opened) -> None:
    page = phone()
    expect(page.page).to_have_title("Số A012")
    called(page)
    expect(page.saw("body")).to_have_class("summoned")
    expect(page.page).to_have_title("● Mời đến quầy 3")
    page.pass_time(1)
    expect(page.page).to_have_title("Số A012")
    shine = "() => { const s = getComputedStyle(document.body);"
    shine += " return [s.animationDuration, s.animationIterationCount]; }"
    assert page.page.evaluate(shine) == ["1s", "8"]
    assert felt(page) == (0, 0)  # nobody asked it to
    page.record = record(state="serving", counter=3, ahead=None)
    page.pass_time(6)
    expect(page.saw("body")).not_to_have_class("summoned")
    expect(page.page).to_have_title("Số A012")


def test_it_rings_and_shakes_for_whoever_asked_and_again_when_called_again(phone: Opened) -> None:
    page = phone()
    expect(page.saw("#bell-switch")).to_have_attribute("aria-pressed", "false")
    page.tap("#bell-switch")
    expect(page.saw("#bell-words")).to_have_text("Chuông báo đang bật")
    assert felt(page) == (1, 0)  # once, so that one knows how it will be
    called(page)
    expect(page.saw("#bell")).to_be_hidden()
    page.pass_time(4)
    assert felt(page) == (4, 1)
    page.pass_time(30)
    assert felt(page) == (4, 1)  # called once is rung once
    called(page, recalls=1)
    page.pass_time(4)
    assert felt(page) == (7, 2)


def test_a_bell_turned_off_is_silent_and_a_phone_without_sound_is_no_fault(phone: Opened) -> None:
    page = phone()
    page.page.evaluate("() => { delete window.AudioContext; delete navigator.vibrate; }")
    page.page.evaluate("() => { window.AudioContext = navigator.vibrate = undefined; }")
    page.tap("#bell-switch")
    called(page)
    expect(page.saw("body")).to_have_class("summoned")
    page.close()
    page = phone()
    page.tap("#bell-switch")
    page.tap("#bell-switch")
    called(page)
    page.pass_time(4)
    assert felt(page) == (1, 0)


def test_reloaded_without_a_line_it_knows_what_it_knew_last(phone: Opened) -> None:
    page = phone(ahead=4)
    page.record = record(ahead=2)
    page.pass_time(16)
    expect(page.saw("dd").first).to_have_text("2")
    page.record = None
    page.page.reload()
    expect(page.saw("dd").first).to_have_text("2")
    expect(page.saw("#news")).to_contain_text("Mất kết nối từ 10:2")
    expect(page.saw("body")).to_have_class("stale")
    assert serious(page.page) == []
    page.record = record(ahead=1)
    page.pass_time(16)
    expect(page.saw("dd").first).to_have_text("1")
    expect(page.saw("body")).not_to_have_class("stale")


def test_a_browser_that_keeps_nothing_still_follows_and_rings(phone: Opened) -> None:
    page = phone()
    shut = "() => { throw new DOMException('shut off', 'SecurityError'); }"
    page.page.evaluate(f"Object.defineProperty(window, 'sessionStorage', {{ get: {shut} }})")
    page.tap("#bell-switch")
    called(page)
    assert felt(page) == (2, 1)


def test_no_network_is_said_at_once_and_not_at_the_next_question(phone: Opened) -> None:
    page = phone()
    page.page.evaluate("dispatchEvent(new Event('offline'))")
    expect(page.saw("#news")).to_contain_text("Mất kết nối từ 10:24")
    expect(page.saw("#news")).to_contain_text("nhìn bảng gọi số")
