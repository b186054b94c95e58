"""A supervisor brings in notices, and the hall's screen shows them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.hall import Hall
from tests.staff_page import staff_page
from tests.test_axe import serious

pytestmark = pytest.mark.browser

TITLE = "Nghỉ trưa từ 11:30"


@pytest.fixture
def page(chromium: Browser, shared_hall: Hall) -> Iterator[Page]:
    """The page of notices, opened by the supervisor."""
    yield from opened(chromium, shared_hall, "giamsat")


def opened(chromium: Browser, hall: Hall, who: str) -> Iterator[Page]:
    with staff_page(chromium, hall, who) as page:
        page.goto(f"{hall.address}/display/media")
        yield page


def test_a_notice_goes_from_the_keyboard_to_the_hall_and_back(
    page: Page, shared_hall: Hall
) -> None:
    expect(page.locator("#switch-title")).to_contain_text("chưa dành chỗ")
    assert serious(page) == []
    page.focus("[name=title]")
    for keys in (TITLE, "Mời Ông/Bà quay lại lúc 13:30."):
        page.keyboard.type(keys)
        page.keyboard.press("Tab")
    page.focus("#put")
    page.keyboard.press("Enter")
    mine = page.locator("#slides > li", has_text=TITLE)
    expect(mine.locator(".state")).to_have_text("Đang trong lịch")

    page.focus("#switch")
    page.keyboard.press("Enter")
    expect(page.locator("#switch-title")).to_contain_text("đang dành chỗ")
    state = shared_hall.as_("display").get("board")["state"]
    assert TITLE in [slide["title"] for slide in state["slides"]]
    screen = page.context.new_page()
    screen.goto(f"{shared_hall.address}/display/")
    expect(screen.locator("#media .title")).not_to_be_empty()
    screen.close()

    page.focus("#switch")
    page.keyboard.press("Enter")
    expect(page.locator("#switch-title")).to_contain_text("chưa dành chỗ")
    mine.get_by_role("button", name=f"Bỏ: {TITLE}").press("Enter")
    expect(mine).to_have_count(0)


def test_what_cannot_be_kept_is_said_and_nothing_is_lost(page: Page) -> None:
    before = page.locator("#slides > li")
    expect(before.first).to_be_visible()
    count = before.count()
    page.fill("[name=title]", TITLE)
    page.set_input_files("[name=file]", Path(__file__))
    page.press("#put", "Enter")
    expect(page.locator("#trouble")).to_contain_text("không phải ảnh JPEG, PNG hoặc WebP")
    expect(page.locator("[name=title]")).to_have_value(TITLE)
    page.set_input_files("[name=file]", [])
    page.fill("[name=first_day]", "2026-11-20")
    page.fill("[name=last_day]", "2026-11-19")
    page.press("#put", "Enter")
    expect(page.locator("#trouble")).to_contain_text("2026-11-19")
    assert serious(page) == []
    expect(before).to_have_count(count)


def test_a_clerk_is_asked_for_a_supervisor(chromium: Browser, shared_hall: Hall) -> None:
    for page in opened(chromium, shared_hall, "canbo1"):
        expect(page.locator("#sign-in-note")).to_contain_text("không phải người giám sát")
