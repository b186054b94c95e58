"""A case waits for the clerk's explanation: a number beside one's own day, and the way there."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.counter.desks import desk, ticket
from tests.test_axe import serious

pytestmark = pytest.mark.browser
SERVING: dict[str, Any] = {"ticket": ticket("serving"), "allowed": ["next", "finish"]}
CASES = {"cases": [{"id": 7, "state": "open"}, {"id": 4, "state": "explained"},
                   {"id": 2, "state": "closed"}]}  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "words"),
    [("vi", "Có 1 vụ việc chờ cán bộ giải trình."), ("en", "1 waiting for your explanation.")],
)
def test_what_waits_is_counted_quietly_and_one_key_away(
    chromium: Browser, lang: str, words: str
) -> None:
    at = desk(chromium, lang=lang, **SERVING)
    badge = at.page.locator("#awaited")
    expect(at.page.locator("#situation")).to_contain_text("A012")
    expect(badge).to_be_hidden()  # nothing waits
    at.answers["cases/mine"] = (200, CASES)
    at.press("y")
    expect(at.page.locator("#own-awaited")).to_have_text(words)
    expect(badge.locator("#awaited-n")).to_have_text("1")
    expect(at.page.locator("#own-cases")).to_have_attribute("href", f"/cases/mine?lang={lang}")
    assert serious(at.page) == []
    at.press("Escape")
    expect(badge).to_be_visible()
    button, title = (at.page.locator(id) for id in ("#own-day-open", "#today-title"))
    box, beside = button.bounding_box(), title.bounding_box()
    assert box
    assert beside
    assert box["height"] < 48  # the button has grown by no line, and reaches into no word
    assert beside["x"] + beside["width"] <= box["x"]
    assert button.evaluate("it => it.scrollWidth <= it.offsetWidth + 10")
    # It speaks by itself to nobody: no alert, no sound, no live region.
    assert (
        badge.evaluate("it => Boolean(it.closest('[role=alert], [role=status], [aria-live]'))")
        is False
    )
    # Explained: it goes away when one looks again.
    at.answers["cases/mine"] = (200, {"cases": CASES["cases"][1:]})
    at.press("y")
    expect(at.page.locator("#own-awaited")).to_be_hidden()
    expect(badge).to_be_hidden()
    at.page.context.close()
    assert at.faults == []


def test_who_may_not_ask_sees_nothing(chromium: Browser) -> None:
    at = desk(chromium, **SERVING)
    at.answers["cases/mine"] = (403, {"error": {"code": "http_403", "message": "…"}})
    expect(at.page.locator("#situation")).to_contain_text("A012")
    at.press("y")
    expect(at.page.locator("#own-day-figures")).not_to_be_empty()
    expect(at.page.locator("#own-awaited")).to_be_hidden()
    at.page.context.close()
