"""What every test of the counter may ask for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.counter.desks import Served, desk


@pytest.fixture
def at(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Served]:
    """The desk of counter 3, at rest; a module whose `TOUCH` is True touches it."""
    served = desk(chromium, touch=getattr(request.module, "TOUCH", False))
    expect(served.page.locator("[data-situation=idle]")).to_be_visible()
    yield served
    served.page.context.close()
    assert not served.faults
