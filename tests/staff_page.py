"""A page of staff in a browser, at a clerk's size; whatever goes wrong on it fails the test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, ViewportSize

from tests.hall import Hall

SIZE: ViewportSize = {"width": 1366, "height": 768}


@contextmanager
def staff_page(chromium: Browser, hall: Hall | None = None, who: str = "") -> Iterator[Page]:
    """An empty page; with a hall, of somebody who has signed in there."""
    context = chromium.new_context(viewport=SIZE)
    if hall:
        name, _, value = hall.signed_in(who).headers["Cookie"].partition("=")
        context.add_cookies([{"name": name, "value": value, "url": hall.address}])
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda told: faults.append(told.text) if "Security" in told.text else None)
    yield page
    context.close()
    assert faults == []
