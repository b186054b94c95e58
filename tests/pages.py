"""Pages without a server: the browser is given our files, and answers that the test makes up."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, Route

HOUSE = Path(__file__).resolve().parent.parent
HERE = "http://hall.test"
Answer = Callable[[Route], None]


def blank_page(browser: Browser, answers: dict[str, Answer] | None = None, html: str = "") -> Page:
    """A page of `html` at HERE/ with web/static/ under /static/; `answers`, by path, come first."""
    page = browser.new_page()
    page.route("**/*", lambda route: _answer(route, answers or {}, html))
    page.goto(HERE + "/")
    return page


def _answer(route: Route, answers: dict[str, Answer], html: str) -> None:
    path = route.request.url.removeprefix(HERE)
    if path in answers:
        answers[path](route)
    elif path.startswith("/static/"):
        file = HOUSE / "web" / path.lstrip("/")
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        route.fulfill(body=file.read_bytes(), content_type=kind)
    else:
        route.fulfill(body=f"<!doctype html><meta charset=utf-8>{html}", content_type="text/html")
