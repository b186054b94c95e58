"""A ticket on its holder's phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from kiosk.phone import OFTEN_S, OVER_S, SELDOM_S, pace
from tests.kiosk.kiosks import Phone, tracked

Opened = Callable[..., Phone]


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Opened]:
    opened: list[Phone] = []

    def open_(**state: Any) -> Phone:
        opened.append(Phone(chromium, **state))
        return opened[-1]

    yield open_
    for each in opened:
        each.close()


@pytest.mark.parametrize(
    ("state", "ahead", "seconds"),
    [
        ("waiting", 0, OFTEN_S),
        ("waiting", 2, OFTEN_S),
        ("waiting", 3, SELDOM_S),
        ("called", None, OFTEN_S),
        ("missed", None, SELDOM_S),
        ("served", None, OVER_S),
    ],
)
def test_a_phone_asks_often_only_when_a_call_is_near(
    state: str, ahead: int | None, seconds: int
) -> None:
    assert pace(state, ahead) == seconds


@pytest.mark.browser
@pytest.mark.parametrize(
    ("state", "said", "to_do"),
    [
        ({}, "Đang chờ đến lượt", "Mời Ông/Bà theo dõi màn hình"),
        (
            {"state": "called", "counter": 3},
            "Mời Ông/Bà đến quầy 3",
            "Số của Ông/Bà đang được gọi.",
        ),
        ({"state": "serving", "counter": 3}, "Đang được phục\u00a0vụ tại quầy\u00a03", ""),
        ({"state": "served", "counter": 3}, "Đã phục vụ xong", "Xin cảm ơn Ông/Bà!"),
        ({"state": "missed", "counter": 3}, "Số của Ông/Bà đã được gọi", "gặp cán bộ hướng dẫn"),
        ({"state": "left"}, "Ông/Bà đã thôi chờ", "lấy số mới"),
        ({"state": "expired"}, "Số đã hết hiệu lực", "lấy số mới"),
        ({"state": "held"}, "hoàn thiện giấy tờ", ""),
        ({"state": "void"}, "Số đã được hủy", "gặp cán bộ"),
    ],
)
def test_each_state_is_said_in_words(
    phone: Opened, state: dict[str, Any], said: str, to_do: str
) -> None:
    page = phone(**state)
    expect(page.saw(".number")).to_have_text("A012")
    expect(page.saw(".now")).to_contain_text(said)
    expect(page.saw(".state")).to_contain_text(to_do)


@pytest.mark.browser
def test_waiting_shows_people_ahead_wait_service_and_counters(phone: Opened) -> None:
    page = phone()
    assert page.saw("dd").all_text_contents() == [
        "4", "10–20\u00a0phút", "1 hoặc\u00a02", "Đăng ký khai sinh",
    ]  # fmt: skip


@pytest.mark.browser
def test_without_samples_no_wait_is_said(phone: Opened) -> None:
    page = phone(wait=None)
    expect(page.saw("main")).not_to_contain_text("phút")


@pytest.mark.browser
def test_only_the_call_is_in_lacquer(phone: Opened) -> None:
    lacquer = "node => getComputedStyle(node).color === 'rgb(168, 30, 38)'"
    assert not phone().saw(".number").evaluate(lacquer)
    assert phone(state="called", counter=3).saw(".number").evaluate(lacquer)


@pytest.mark.browser
def test_it_asks_at_the_pace_the_server_sets_and_sees_the_call(phone: Opened) -> None:
    page = phone()
    page.pass_time(4)
    assert not page.asked
    page.state = tracked(state="called", counter=3, poll_s=7)
    page.pass_time(2)
    expect(page.saw(".now")).to_have_text("Mời Ông/Bà đến quầy 3")
    page.pass_time(6)
    assert len(page.asked) == 1
    page.pass_time(2)
    page.page.wait_for_timeout(50)
    assert len(page.asked) == 2


@pytest.mark.browser
def test_nothing_new_is_asked_for_by_its_tag(phone: Opened) -> None:
    page = phone()
    for _ in range(2):
        with page.page.expect_response("**/t/29-abc?*"):
            page.pass_time(6)
        page.page.wait_for_timeout(50)
    assert page.asked[0]["accept"] == "application/json"
    assert "if-none-match" not in page.asked[0]
    assert "if-none-match" in page.asked[1]


@pytest.mark.browser
def test_without_a_line_the_last_word_stays_with_its_time(phone: Opened) -> None:
    page = phone()
    expect(page.saw("#news")).to_have_text("Cập nhật lúc 10:24")
    page.state = None
    page.pass_time(6)
    expect(page.saw("#news")).to_contain_text("Mất kết nối từ 10:24")
    expect(page.saw("dd").first).to_have_text("4")
    page.state = tracked(ahead=3)
    page.pass_time(6)
    expect(page.saw("#news")).to_contain_text("Cập nhật lúc")
    expect(page.saw("dd").first).to_have_text("3")


@pytest.mark.browser
def test_leaving_asks_once_more(phone: Opened) -> None:
    page = phone()
    page.saw(".leave").tap()
    assert page.left == 0
    page.page.locator(".sure button", has_text="Tôi vẫn chờ").tap()
    expect(page.saw(".leave")).to_be_visible()
    page.saw(".leave").tap()
    page.page.locator(".sure button", has_text="Đúng").tap()
    expect(page.saw(".now")).to_have_text("Ông/Bà đã thôi chờ")
    assert page.left == 1


@pytest.mark.browser
def test_an_over_ticket_is_not_asked_for_again(phone: Opened) -> None:
    page = phone(state="served", poll_s=5)
    page.pass_time(6)
    page.page.wait_for_timeout(50)
    asked = len(page.asked)
    page.pass_time(600)
    assert len(page.asked) == asked


@pytest.mark.browser
def test_english_in_one_tap(phone: Opened) -> None:
    page = phone(state="called", counter=3)
    page.saw("#languages [lang=en]").tap()
    expect(page.saw(".now")).to_have_text("Please go to counter 3")
    page.pass_time(1)
    assert page.asked
