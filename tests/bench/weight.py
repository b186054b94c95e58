"""What a kiosk and a board load over the wire, fonts counted, and that nothing is loaded later."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.bench.browser import chromium, page, takes_a_number
from tests.bench.figures import within
from tests.bench.servers import hall

KIOSK, BOARD = ((1080, 1920), "/kiosk/", 170), ((1920, 1080), "/display/", 180)
LOADED_MS, STAYS_MS = 2_000, 10_000
# Planted: a typeface whole at the beginning, one more picture later on.
HEAVIER = """
const more = (n) => fetch(`/static/vendor/noto-sans.woff2?${n}`);
addEventListener("load", () => [0, 1, 2, 3].map(more));
"""
LATER = f"""
const later = () => fetch('/static/mark.svg?later');
addEventListener("load", () => setTimeout(later, {LOADED_MS + 1_000}));
"""


class Wire:
    """What one page asks for, in order, and the bytes that come, heads counted."""

    def __init__(self, seen: Page) -> None:
        self.asked: list[str] = []
        self.bytes = 0
        tools = seen.context.new_cdp_session(seen)
        tools.on("Network.requestWillBeSent", self._ask)
        tools.on("Network.loadingFinished", self._come)
        tools.send("Network.enable")

    def _ask(self, told: dict[str, Any]) -> None:
        self.asked.append(told["request"]["url"])

    def _come(self, told: dict[str, Any]) -> None:
        self.bytes += told["encodedDataLength"]


def weight(state: Path) -> list[bool]:
    """KB of the first load; files asked for after it, at the kiosk up to a number as well."""
    with hall(state, control=False) as ours, chromium() as browser:
        met = []
        for size, path, most in (KIOSK, BOARD):
            address = f"http://127.0.0.1:{ours.port}{path}"
            told = [_load(browser, size, address, planted) for planted in ("", HEAVIER, LATER)]
            name = path.strip("/")
            loads = [kb for kb, _ in told]
            met.append(within(f"{name} over the wire", "KB", loads[:1], most, loads[1:2]))
            late = [float(files) for _, files in told]
            met.append(within(f"{name}: files after the load", "", late[:1], 0, late[2:]))
    return met


def _load(browser: Browser, size: tuple[int, int], address: str, planted: str) -> tuple[float, int]:
    """(KB once it is loaded, files asked for from then on)."""
    with page(browser, size, planted) as seen:
        wire = Wire(seen)
        seen.goto(address)
        seen.wait_for_timeout(LOADED_MS)
        kb, begun = wire.bytes / 1000, len(wire.asked)
        if "/kiosk/" in address:
            takes_a_number(seen)
        seen.wait_for_timeout(STAYS_MS)
        return kb, sum("/api/" not in url for url in wire.asked[begun:])
