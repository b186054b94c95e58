"""Chromium for the bench: pages of a hall, and one way through the kiosk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import FLAGS

CALM = 450  # ms that a new kiosk screen takes no press


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's browser, as the tests have it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def page(browser: Browser, size: tuple[int, int], before: str = "") -> Iterator[Page]:
    """A new person's page, with nothing kept; `before` is run in it before any script of ours."""
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height}, has_touch=True,
        bypass_csp=True,  # waiting for an expression evaluates it
    )  # fmt: skip
    context.add_init_script(before)
    try:
        yield context.new_page()
    finally:
        context.close()


def takes_a_number(kiosk: Page) -> None:
    """From the kiosk's first screen to the number, by touch alone."""
    for what in ("[data-field=ho-tich]", ".row", ".answer", ".take"):
        kiosk.locator(what).first.wait_for()
        kiosk.wait_for_timeout(CALM)
        kiosk.locator(what).first.tap()
    kiosk.locator("p.number").wait_for()
