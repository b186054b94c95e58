"""axe on what reception shows besides its first screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.reception.doors import LONG, UPRIGHT, booked, ticket
from tests.reception.test_find import PASSED
from tests.test_axe import serious

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_axe_finds_nothing_serious_on_any_sheet(opened: Callable[..., Any], lang: str) -> None:
    page = opened(lang=lang, size=UPRIGHT, appointments=[booked(3, "11:30")])
    found = {}

    def look(name: str, ready: str) -> None:
        expect(page.saw(ready).first).to_be_visible()
        found[name] = serious(page.page)

    page.tickets = [ticket(service_name=LONG, flags=["unconfirmed"], passed_by=PASSED)]
    page.page.keyboard.type("khai sinh")
    page.press("Enter", "u", "1")
    look("order", "#order")
    page.press("Enter")
    look("given", "#given .number")
    look("found", "#found .why")
    page.tap('[data-verb="void"]')
    look("sure", "#sure")
    page.press("Escape", "F8")
    page.types("#paper-number", "17")
    page.types("#paper-service", "khai")
    look("list of services", "#paper-service-list")
    page.press("Enter")
    page.types("#paper-came", "8:05")
    page.press("Enter")
    look("paper", ".paper-no")
    page.press("F9")
    look("booked", "#booked-rows tr")
    assert not any(found.values()), found
