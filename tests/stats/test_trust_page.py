"""The page of ratings to be trusted: what it shows, and that nothing is left out by one touch."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.stats.trusting import BUSY, QUIET, TrustPage
from tests.test_axe import serious

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Any]:
    """Opens the page with what the server tells."""
    made: list[TrustPage] = []

    def opening(told: dict[str, Any], **how: Any) -> TrustPage:
        made.append(TrustPage(chromium, told, **how))
        return made[-1]

    yield opening
    for each in made:
        each.close()


def test_each_day_of_a_clerk_is_one_row_with_all_its_signs(opened: Any) -> None:
    page = opened(BUSY).page
    rows = page.locator("#named tr")
    expect(rows).to_have_count(4)
    expect(rows.first.locator("li")).to_have_text([
        "4 trên 21 đánh giá bấm từ trình duyệt có cán bộ đang đăng nhập",
        "Khoảng 3 trên 21 đánh giá cao nhất rơi vào lượt phục vụ quá ngắn",
    ])  # fmt: skip
    expect(page.locator("#named tr.done .state")).to_have_text("Đã loại")
    expect(page.locator("#seals .seal").first).to_have_text("3f9a 41c2 0b7d e815")
    expect(page.locator("#sum")).to_have_text(
        "4 lần cần xem lại (mỗi lần là một ngày của một cán bộ) · 38 đánh giá không được tính"
    )


def test_a_day_is_left_out_only_with_a_reason(opened: Any) -> None:
    it = opened(BUSY)
    it.page.locator("#named tr").first.get_by_role("button").click()
    expect(it.page.locator("#sure-effect")).to_contain_text("Huyền Trang ngày 19/11/2026")
    it.page.locator("#sure-yes").click()
    expect(it.page.locator("#sure-trouble")).to_have_text("Xin chọn một lý do.")
    assert it.presses == []
    it.page.get_by_label("Cán bộ tự bấm").check()
    it.page.locator("#sure-yes").click()
    expect(it.page.locator("#sure")).to_be_hidden()
    asked = {"day": 19, "clerk": "cb3", "reason": "own-presses"}
    assert it.presses == [("/stats/exclusions", asked)]


def test_what_the_server_refuses_is_said_where_it_was_asked(opened: Any) -> None:
    it = opened(BUSY)
    it.answers["/stats/exclusions/911/readmit"] = (409, {"error": {"message": "Đã tính lại rồi."}})
    it.page.locator("#left tr").first.get_by_role("button").click()
    expect(it.page.locator("#why")).to_be_hidden()
    it.page.locator("#sure-yes").click()
    expect(it.page.locator("#sure-trouble")).to_have_text("Đã tính lại rồi.")
    it.page.locator("#sure-no").click()
    expect(it.page.locator("#sure")).to_be_hidden()


def test_a_closing_sheet_is_printed_again(opened: Any) -> None:
    it = opened(BUSY)
    button = it.page.locator("#seals tr").nth(1).get_by_role("button")
    button.click()
    expect(button).to_have_text("Đang in")
    assert it.presses == [("/stats/closing-sheet", {"day": 18})]


def test_without_any_sign_it_says_so(opened: Any) -> None:
    page = opened(QUIET, lang="en").page
    expect(page.locator("#no-named")).to_have_text("No signs in these days.")
    for empty in ("#named-table", "#left-table", "#seals-table"):
        expect(page.locator(empty)).to_be_hidden()


def test_a_clerk_stays_outside(opened: Any) -> None:
    page = opened(BUSY, role="clerk").page
    expect(page.locator("#door")).to_be_visible()
    expect(page.locator("#page")).to_be_hidden()


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("told", [BUSY, QUIET], ids=["busy", "quiet"])
def test_the_page_is_whole_and_can_be_used_by_everybody(
    opened: Any, told: dict[str, Any], lang: str
) -> None:
    page = opened(told, lang=lang).page
    expect(page.locator("#sum")).not_to_be_empty()
    page.locator("details summary").click()
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not wide
    assert serious(page) == []
