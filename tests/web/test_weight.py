"""Kiosk and board stay light: the goals of `make bench`, kept by every change."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.bench.browser import page
from tests.bench.weight import BOARD, HEAVIER, KIOSK, Wire
from tests.hall import Hall


@pytest.mark.browser
@pytest.mark.parametrize("which", [KIOSK, BOARD], ids=["kiosk", "board"])
def test_a_page_weighs_no_more_than_it_may(
    chromium: Browser, hall: Hall, which: tuple[tuple[int, int], str, int]
) -> None:
    size, path, most = which
    assert weighed(chromium, size, hall.address + path) <= most
    assert weighed(chromium, size, hall.address + path, HEAVIER) > most  # and is seen to


def weighed(chromium: Browser, size: tuple[int, int], address: str, planted: str = "") -> float:
    """KB over the wire, once nothing more comes."""
    with page(chromium, size, planted) as seen:
        wire = Wire(seen)
        seen.goto(address)
        seen.wait_for_load_state("networkidle")
        return wire.bytes / 1000
