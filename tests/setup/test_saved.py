"""What is said after saving: from when on it holds."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.setup.setups import Setup

pytestmark = pytest.mark.browser


def test_saved_hours_say_from_when_they_hold_and_that_day_and_night_they_do_not(
    chromium: Browser,
) -> None:
    at = Setup(chromium, "hours")
    at.types(".of-hours > li:nth-child(2) [data-key=open] input", "13:00")
    at.clicks("#keep")
    at.saves()
    expect(at.saw("#toast span")).to_contain_text("cả ngày đêm, nên giờ làm việc")
    at.clicks("[data-setting=always_open] input", "#keep")
    at.saves()
    expect(at.saw("#toast span")).to_have_text("Đã lưu. Giờ làm việc có hiệu lực ngay.")
    at.types(".of-hours > li:nth-child(2) [data-key=open] input", "13:30")
    at.clicks("#keep")
    at.saves()
    expect(at.saw("#toast span")).to_have_text("Đã lưu. Giờ làm việc có hiệu lực ngay.")
    at.goes("rules")
    at.types("[data-key=recall_limit] input", "4")
    at.clicks("#keep")
    at.saves()
    expect(at.saw("#toast span")).to_have_text("Đã lưu. Có hiệu lực từ lượt gọi sau.")
    at.close()


def test_what_is_saved_is_left_without_a_question_before_the_page_has_looked_again(
    chromium: Browser,
) -> None:
    at = Setup(chromium, "office")
    looked: list[Route] = []

    def hold(route: Route) -> None:
        looked.append(route)

    # From here on nobody answers the page's next look; what it asks is held.
    at.page.route("**/api/v1/settings", hold)
    at.types("[data-key=phone] input", "0236 000 000")
    at.clicks("#keep")
    at.saves()
    expect(at.saw("#toast span")).to_contain_text("Đã lưu")
    at.goes("fields")
    expect(at.saw("#panel-title")).to_have_text("Lĩnh vực")
    expect(at.saw("#leave")).to_be_hidden()
    assert len(looked) == 1
    looked[0].abort()
    at.close()
