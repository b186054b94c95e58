"""A page whose programs fail, as an old page with a newer script does."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.hall import Hall
from tests.staff_page import SIZE

pytestmark = pytest.mark.browser
SAID = {"vi": "Không vẽ được số liệu. Xin tải lại trang.", "en": "The figures could not be drawn."}


def opened(chromium: Browser, hall: Hall, lang: str, was: str, now: str, where: str) -> Page:
    """The supervisor's page, in one of whose files something else stands."""
    context = chromium.new_context(viewport=SIZE)
    name, _, value = hall.signed_in("giamsat").headers["Cookie"].partition("=")
    context.add_cookies([{"name": name, "value": value, "url": hall.address}])
    page = context.new_page()

    def changed(route: Route) -> None:
        found = route.fetch()
        assert was in found.text()
        route.fulfill(response=found, body=found.text().replace(was, now))

    page.route(lambda url: where in url, changed)
    page.goto(f"{hall.address}/stats/?lang={lang}")
    return page


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_what_cannot_be_drawn_is_said(chromium: Browser, shared_hall: Hall, lang: str) -> None:
    was, where = 'show(byId("empty"), rows', "/stats/static/figures.js"
    gone = opened(chromium, shared_hall, lang, was, was.replace("empty", "void"), where)
    expect(gone.locator("#undrawn")).to_contain_text(SAID[lang])
    gone.context.close()
    # The control: the same file, the same place, nothing broken.
    kept = opened(chromium, shared_hall, lang, was, was, where)
    expect(kept.locator("#scores")).not_to_be_empty()
    expect(kept.locator("#undrawn")).to_be_hidden()
    kept.context.close()


def test_a_page_whose_script_does_not_even_begin_says_so(
    chromium: Browser, shared_hall: Hall
) -> None:
    was, where = "export function duration", "/stats/static/format.js"
    page = opened(chromium, shared_hall, "vi", was, "function duration", where)
    expect(page.locator("#undrawn")).to_contain_text(SAID["vi"])
    page.context.close()
