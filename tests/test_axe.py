"""axe on every page, with nobody, three and eighty people waiting, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.hall import Hall

AXE = Path(__file__).resolve().parent.parent / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Of what is well axe need not write down each place, nor the browser hand it over.
RUN = """([part, tags]) => axe
  .run(part ?? document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})
  .then((told) => told.violations)"""

# Where it is, its size, and what is seen once the page has its state.
PAGES: dict[str, tuple[str, tuple[int, int], str]] = {
    "kiosk": ("/kiosk/", (1080, 1920), ".tiles"),
    "kiosk lying": ("/kiosk/", (1280, 800), ".tiles"),
    "board": ("/display/", (1920, 1080), "#waiting li"),
    "desk": ("/counter/", (1366, 768), "#line-title"),
    "reception": ("/reception/", (1366, 768), ".service-line"),
    "reception upright": ("/reception/", (800, 1280), ".service-line"),
    "pad": ("/counter/1/pad", (800, 1280), "#view"),
    "figures": ("/stats/", (1366, 768), "[data-testid=answered]"),
    "reports": ("/reports/", (1366, 768), "#tables table"),
    "trial": ("/stats/self-test", (1366, 768), ".tried"),
    "which screen": ("/", (1366, 768), "h1"),
    "open figures": ("/public/", (1366, 768), "h1"),
    "samples": ("/samples/", (1366, 768), "#icons li"),
}


@pytest.fixture(scope="module", params=[0, 3, 80])
def waiting(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Hall]:
    """So many wait; one counter serves, one is paused, one number was missed."""
    hall = Hall(tmp_path_factory.mktemp("axe"))
    try:
        hall.start()
        hall.counter(1).open("can-bo-1")
        hall.counter(2).open("can-bo-2")
        hall.counter(2).pause()
        if request.param:
            hall.take("A")
            hall.counter(1).next()
            hall.counter(1).miss()
            hall.take("A", priority="uu-tien")
            hall.counter(1).next()
        for i in range(request.param):
            hall.take("ACLMKGSXRH"[i % 10])
        yield hall
    finally:
        hall.end()


@pytest.mark.browser
@pytest.mark.timeout(180)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_axe_finds_nothing_serious(chromium: Browser, waiting: Hall, lang: str) -> None:
    found = {}
    for name in PAGES:
        context = chromium.new_context(
            viewport=_size(name), has_touch=True, reduced_motion="reduce"
        )
        page = context.new_page()
        _show(page, waiting, name, lang)
        found[name] = serious(page)
        context.close()
    assert not any(found.values()), found


@pytest.mark.browser
def test_axe_sees_a_planted_fault(chromium: Browser, shared_hall: Hall) -> None:
    page = chromium.new_page()
    page.goto(f"{shared_hall.address}/")
    page.evaluate("document.body.append(document.createElement('button'))")
    assert serious(page)
    page.close()


def serious(page: Page, part: str | None = None) -> list[str]:
    """Rule and first place of every serious or critical violation, on all of the page or a part."""
    page.evaluate(AXE.read_text("utf-8"))
    told: list[dict[str, Any]] = page.evaluate(RUN, [part, TAGS])
    return [
        f"{fault['id']}: {fault['nodes'][0]['target']} {fault['nodes'][0]['failureSummary'][:200]}"
        for fault in told
        if fault["impact"] in ("serious", "critical")
    ]


def _size(name: str) -> Any:
    width, height = PAGES[name][1]
    return {"width": width, "height": height}


def _show(page: Page, hall: Hall, name: str, lang: str) -> None:
    path, _, ready = PAGES[name]
    who = {"desk": "canbo1", "figures": "giamsat", "trial": "giamsat", "reports": "giamsat"}.get(
        name
    )
    if who:
        client = hall.signed_in(who)
        cookie, _, value = client.headers["Cookie"].partition("=")
        page.context.add_cookies([{"name": cookie, "value": value, "url": hall.address}])
    page.goto(f"{hall.address}{path}?lang={lang}")
    expect(page.locator(ready).first).to_be_visible()
    page.wait_for_timeout(300)
