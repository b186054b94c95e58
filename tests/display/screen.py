"""The hall's screen in the test's hand: its server, its time, what it shows."""

from __future__ import annotations

import io
import wave
from typing import Any

from playwright.sync_api import Page, Route

from display.chime import RATE, chime
from tests.pages import Answer


class Server:
    """Has a sound for each announcement (or none), and keeps what began and what came of it."""

    def __init__(self, *keys: int, silent: bool = False) -> None:
        self.silent = silent
        self.fetched: list[str] = []
        self.begun: list[int] = []
        self.told: list[tuple[int, str]] = []
        self.answers: dict[str, Answer] = {f"/display/sound/{key}.wav": self.sound for key in keys}
        self.answers |= {f"/api/v1/announcements/{key}": self.report for key in keys}

    def sound(self, route: Route) -> None:
        self.fetched.append(route.request.url.rpartition("/")[2])
        if self.silent:
            route.fulfill(status=404)
        else:
            route.fulfill(body=wav(), content_type="audio/wav")

    def report(self, route: Route) -> None:
        key = int(route.request.url.rpartition("/")[2])
        body: Any = route.request.post_data_json
        if body["state"] == "speaking":
            self.begun.append(key)
        else:
            self.told.append((key, body["state"]))
        route.fulfill(json={})


def wav() -> bytes:
    """A real wav, short: the chime alone."""
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(chime(0.1))
    return file.getvalue()


def large(page: Page) -> str:
    """What stands large, or "nobody"."""
    shows: str = page.evaluate("document.getElementById('call').dataset.shows")
    if shows == "nobody":
        return shows
    return f"{page.inner_text('#number')} → {page.inner_text('#counter')} {shows}"


def run(page: Page, ms: int) -> None:
    """Lets the page's faked clock run, and what it asked of the server come back."""
    for _ in range(ms // 500):
        page.clock.run_for(500)
        page.wait_for_timeout(15)


def change(page: Page, **keys: Any) -> None:
    page.evaluate("change", keys)
