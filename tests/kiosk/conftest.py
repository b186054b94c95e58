"""Kiosks and phones, opened for one test; no page may have had a fault."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.kiosk.kiosks import Kiosk
from tests.kiosk.phones import Phone


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Callable[..., Kiosk]]:
    """Opens a kiosk at its first screen: `opened(lang="en")`."""
    kiosks: list[Kiosk] = []

    def open_(**how: Any) -> Kiosk:
        kiosks.append(Kiosk(chromium, **how))
        expect(kiosks[-1].saw(".tiles")).to_be_visible()
        return kiosks[-1]

    yield open_
    for kiosk in kiosks:
        kiosk.close()


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Callable[..., Phone]]:
    """Opens a ticket on its holder's phone: `phone(state="called")`."""
    phones: list[Phone] = []

    def open_(**state: Any) -> Phone:
        phones.append(Phone(chromium, **state))
        return phones[-1]

    yield open_
    for each in phones:
        each.close()
