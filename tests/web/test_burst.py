"""Words 40 % longer than the longer of our two languages: no page cuts them off or lacks them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.burst import burst, untranslated
from tests.hall import Hall
from tests.pages import blank_page
from web.words import PSEUDO

# Where it is, its size, and what is seen once it has its state.
PAGES = {
    "kiosk": ("/kiosk/", (1080, 1920), ".tiles"),
    "kiosk lying": ("/kiosk/", (1280, 800), ".tiles"),
    "reception": ("/reception/", (1366, 768), ".service-line"),
    "pad": ("/counter/1/pad", (800, 1280), ".greeting"),
    "desk": ("/counter/", (1366, 768), "#enter"),
    "figures": ("/stats/", (1366, 768), "#enter"),
    "phone": ("/t/1-nobody", (390, 844), "h1"),
    "which screen": ("/", (1366, 768), "h1"),
    "samples": ("/samples/", (1366, 768), "#icons li"),
}


@pytest.mark.browser
@pytest.mark.parametrize("name", PAGES)
def test_no_page_bursts_or_lacks_a_word(chromium: Browser, shared_hall: Hall, name: str) -> None:
    path, (width, height), ready = PAGES[name]
    page = chromium.new_page(viewport={"width": width, "height": height})
    page.goto(f"{shared_hall.address}{path}?lang={PSEUDO}")
    expect(page.locator(ready).first).to_be_visible()
    expect(page.locator("body")).to_contain_text("[")
    page.evaluate("document.fonts.ready.then(() => 0)")
    assert (burst(page), untranslated(page)) == ([], [])
    page.close()


SMALL = "width:90px;height:30px;white-space:nowrap"
BELOW = "position:absolute;top:0;left:0"


@pytest.mark.browser
@pytest.mark.parametrize(
    ("html", "faults"),
    [
        (f'<p style="{SMALL};overflow:hidden">Hỏi, hướng dẫn thủ tục</p>', ["cut off"]),
        (f'<button style="{SMALL}">Hỏi, hướng dẫn thủ tục</button>', ["cut off"]),
        ('<p style="margin-left:-40px">Hỏi</p>', ["beside the page"]),
        (f'<p style="{BELOW}">Hỏi</p><p style="{BELOW}">Xem</p>', ["on top of each other"]),
        (f'<p style="{SMALL};overflow:hidden;text-overflow:ellipsis">Hỏi, hướng dẫn</p>', []),
        (f'<p style="{SMALL};overflow:auto">Hỏi, hướng dẫn thủ tục</p>', []),
        ("<button>Hỏi, hướng dẫn thủ tục</button><p>Xem</p><p>Xem</p>", []),
    ],
)
def test_what_bursts_is_found(chromium: Browser, html: str, faults: list[str]) -> None:
    page = blank_page(chromium, html=f"<!doctype html><body>{html}</body>")
    assert [fault.partition(":")[0] for fault in burst(page)] == faults
    page.close()


@pytest.mark.browser
def test_a_word_that_nobody_translated_is_found(chromium: Browser) -> None:
    block = '{"vi": {"take": "Lấy số", "a": "Hỏi đáp"}, "en": {"take": "Take", "a": "Ask us"}}'
    html = f'<script type="application/json" id="words">{block}</script><p>Lấy số</p><p>[Ask]</p>'
    page = blank_page(chromium, html=html)
    assert untranslated(page) == ["Lấy số"]
    page.close()
