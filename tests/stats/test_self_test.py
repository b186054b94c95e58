"""The page on which every device is tried: green or red at a glance, and what to do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.hall import Hall, wait_until
from tests.staff_page import staff_page
from tests.test_axe import serious

pytestmark = pytest.mark.browser
TRIED_MS = 20_000


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with staff_page(chromium) as page:
        yield page


def sign_in(page: Page, hall: Hall, lang: str = "vi") -> None:
    page.goto(f"{hall.address}/stats/self-test?lang={lang}")
    page.locator("#name").fill("giamsat")
    page.locator("#password").fill("demo-giamsat")
    page.locator("#password").press("Enter")
    page.locator(".tried").first.wait_for()


def well(hall: Hall) -> None:
    def all_well() -> bool:
        devices = hall.as_("supervisor").get("devices")["devices"]
        return all(device["level"] == "good" for device in devices)

    wait_until(all_well, 30, "every device is well", every=0.1)


def test_one_press_tries_all_and_each_has_its_own(page: Page, hall: Hall) -> None:
    well(hall)
    hall.screen("kiosk", "kiosk")
    screen = page.context.new_page()  # it says the sentence by itself, as in a hall
    screen.goto(f"{hall.address}/display/")
    for n in range(1, 6):
        hall.screen(f"pad:{n}", "pad", n)
    sign_in(page, hall)
    verdict = page.locator("#verdict")
    expect(verdict).to_have_class("verdict none")
    expect(page.locator("#verdict-when")).to_have_text("Chưa thử lần nào")
    page.get_by_role("button", name="Thử tất cả").click()
    expect(verdict).to_have_class("verdict running")
    expect(page.locator("#try-all")).to_be_disabled()
    expect(verdict).to_have_class("verdict good", timeout=TRIED_MS)
    expect(page.locator("#verdict-title")).to_have_text("Sẵn sàng: cả 16 thiết bị đều tốt")
    expect(page.locator(".tried.good")).to_have_count(16)
    width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert width <= 0
    assert serious(page) == []

    hall.at_the_back_door("fault", name="may-in-1", fault="paper-out")
    page.get_by_role("button", name="Thử may-in-1").click()
    expect(verdict).to_have_class("verdict bad", timeout=TRIED_MS)
    row = page.locator(".tried.bad")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("Máy in hết giấy")
    assert serious(page) == []
    expect(page.get_by_role("button", name="Thử may-in-1")).to_be_focused()


def test_in_english_and_a_clerk_does_not_come_in(page: Page, hall: Hall) -> None:
    sign_in(page, hall, lang="en")
    expect(page.locator("#verdict-title")).to_contain_text("Devices that do not work")
    expect(page.locator(".tried.bad").first).to_contain_text("Please switch")
    page.get_by_role("button", name="Sign out").click()
    page.locator("#name").fill("canbo1")
    page.locator("#password").fill("demo-canbo1")
    page.locator("#password").press("Enter")
    expect(page.locator("#sign-in-note")).to_be_visible()
    expect(page.locator("#page")).to_be_hidden()
