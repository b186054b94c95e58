"""Pages without a server: the browser is given our files, and answers that the test makes up."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Mapping
from pathlib import Path

from playwright.sync_api import Browser, Page, Route

HOUSE = Path(__file__).resolve().parent.parent
HERE = "http://hall.test"
Answer = Callable[[Route], None]


def blank_page(
    browser: Browser, answers: Mapping[str, Answer] | None = None, html: str = ""
) -> Page:
    """A page of `html` at HERE/ that finds our static files; `answers`, by path, come first."""
    page = browser.new_page()
    routed(page, answers or {}, html)
    page.goto(HERE + "/")
    return page


def routed(page: Page, answers: Mapping[str, Answer], html: str) -> None:
    """Lets `page` see at HERE nothing but `answers`, our static files, and `html` elsewhere."""
    page.route("**/*", lambda route: _answer(route, answers, html))


def _answer(route: Route, answers: Mapping[str, Answer], html: str) -> None:
    path = route.request.url.removeprefix(HERE).split("?")[0]
    if path in answers:
        answers[path](route)
    elif "/static/" in path:
        file = HOUSE / (f"web{path}" if path.startswith("/static/") else path.lstrip("/"))
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        route.fulfill(body=file.read_bytes(), content_type=kind)
    else:
        route.fulfill(body=html or "<!doctype html>", content_type="text/html; charset=utf-8")
