"""The suggestion box: left by the API, answered on the supervisor's page, found by its code."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.hall import Hall
from tests.staff_page import staff_page
from tests.test_axe import serious


def left(hall: Hall, text: str) -> dict[str, str]:
    case: dict[str, str] = hall.as_("kiosk").press("suggestions", {"text": text}).expecting(201)
    return case


@pytest.fixture
def box(chromium: Browser, shared_hall: Hall) -> Iterator[Page]:
    """The page, the supervisor having signed in."""
    with staff_page(chromium, shared_hall, "giamsat") as page:
        yield page


@pytest.mark.browser
def test_a_suggestion_is_read_answered_and_found_by_its_code(shared_hall: Hall, box: Page) -> None:
    case = left(shared_hall, "Xin đặt thêm ghế ở phòng chờ.")
    box.goto(f"{shared_hall.address}/reception/suggestions")
    box.get_by_text("Xin đặt thêm ghế").click()
    box.get_by_text("Cảm ơn Ông/Bà đã góp ý.").click()
    expect(box.locator("#words-of-ours")).to_have_value("Cảm ơn Ông/Bà đã góp ý.")
    assert serious(box) == []
    box.locator("#words-of-ours").fill("Cảm ơn Ông/Bà. Đã thêm mười ghế.")
    box.get_by_role("button", name="Gửi trả lời").click()
    expect(box.locator("#case-said")).to_have_text("Cảm ơn Ông/Bà. Đã thêm mười ghế.")
    assert serious(box) == []
    told = shared_hall.as_("kiosk").get(f"suggestions/{case['code']}")
    assert (told["state"], told["answer"]) == ("answered", "Cảm ơn Ông/Bà. Đã thêm mười ghế.")
    assert "text" not in told
    shared_hall.verify()


@pytest.mark.browser
def test_a_complaint_is_guided_to_where_it_belongs(shared_hall: Hall, box: Page) -> None:
    case = left(shared_hall, "Tôi khiếu nại quyết định của xã.")
    box.goto(f"{shared_hall.address}/reception/suggestions")
    box.get_by_text("Tôi khiếu nại").click()
    box.locator("#guide").click()
    expect(box.locator("#words-of-ours")).to_have_value(re.compile("Luật Khiếu nại"))
    box.locator("#guide").click()
    expect(box.locator("#case-answered")).to_contain_text("hướng dẫn")
    assert shared_hall.as_("kiosk").get(f"suggestions/{case['code']}")["state"] == "guided"


def test_the_box_is_not_for_everybody(shared_hall: Hall) -> None:
    for role in ("kiosk", "reception", "api"):
        assert shared_hall.as_(role).ask("GET", "/api/v1/suggestions").status == 403
    assert shared_hall.as_("kiosk").ask("GET", "/api/v1/suggestions/12345678").status == 404


@pytest.mark.parametrize("text", ["", "ok", "x" * 301, "hai\u202edòng", "hai\ndòng"])
def test_what_cannot_be_read_is_not_put_in(shared_hall: Hall, text: str) -> None:
    answer = shared_hall.as_("kiosk").press("suggestions", {"text": text})
    assert answer.status == 422
