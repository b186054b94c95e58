"""Reception's page, opened for one test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.reception.doors import Reception


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Callable[..., Reception]]:
    """Opens it: `opened(lang="en")`; no page may have had a fault."""
    pages: list[Reception] = []

    def open_(**how: Any) -> Reception:
        pages.append(Reception(chromium, **how))
        return pages[-1]

    yield open_
    for page in pages:
        page.close()


@pytest.fixture
def reception(opened: Callable[..., Reception]) -> Reception:
    """As it is on the shelf at the door."""
    return opened()
