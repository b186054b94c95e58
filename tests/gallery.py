"""Every screen in its states, languages and sizes as pictures: `make gallery`, or ONLY=kiosk.

LANGS=en-XA takes them in the pseudo-locale (or any others) and tells every text that bursts.

A real hall is brought into each state through its own API and pages; a fault on any page is an
error of the whole run.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from tests.burst import burst
from tests.conftest import FLAGS
from tests.hall import HOUSE, Hall
from tests.mornings import Morning
from tests.pictures import PICTURES, Row
from tests.scene import Scene

GALLERY = HOUSE / "gallery"
ASKED = os.environ.get("LANGS", "")
LANGUAGES = tuple(ASKED.split()) or ("vi", "en")


def main() -> int:
    """Every picture whose name begins with ONLY (all, if not given); 1 when a page had a fault."""
    only = os.environ.get("ONLY", "")
    rows = [row for row in PICTURES if row.name.startswith(only)]
    GALLERY.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        faults = [fault for morning in _mornings(rows) for fault in _play(browser, morning, rows)]
        browser.close()
    _index()
    print("\n".join(faults) or f"{len(list(GALLERY.glob('*.png')))} pictures in {GALLERY.name}/")
    return bool(faults)


def _mornings(rows: list[Row]) -> list[Callable[[], Morning]]:
    """Each morning once: a hall is started for it, and all its pictures are taken there."""
    return list(dict.fromkeys(morning for row in rows for morning in row.mornings))


def _play(browser: Browser, made: Callable[[], Morning], rows: list[Row]) -> Iterator[str]:
    morning = made()
    with ExitStack() as ends:
        home = ends.enter_context(tempfile.TemporaryDirectory(prefix="motcua-gallery-"))
        hall = Hall(Path(home), morning.config, morning.clock_from)
        ends.callback(hall.end)
        morning.begin(hall)
        for row in rows:
            if made in row.mornings:
                for lang in LANGUAGES:
                    for size in row.sizes:
                        yield from _shoot(browser, hall, row, lang, size, made.__name__)


def _shoot(
    browser: Browser, hall: Hall, row: Row, lang: str, size: tuple[int, int], morning: str
) -> list[str]:
    name = f"{row.name}-{lang}-{size[0]}x{size[1]}-{morning}"
    print(name, file=sys.stderr, flush=True)
    with _page(browser, lang, size) as page, ExitStack() as after:
        faults = [] if row.harmed else _listen(page, name)
        scene = Scene(page, hall, lang, row.path, after)
        try:
            row.act(scene)
        except (AssertionError, PlaywrightError) as fault:
            faults.append(f"{name}: {fault}")  # and its picture shows what stood there instead
        page.evaluate("document.fonts.ready.then(() => 0)")
        page.wait_for_timeout(250)
        if ASKED and not row.harmed:
            faults += [f"{name}: {found}" for found in burst(page)]
        page.screenshot(path=GALLERY / f"{name}.png", animations="disabled", full_page=True)
        return list(faults)  # as of now: what a browser says of a page that closes is no fault


@contextmanager
def _page(browser: Browser, lang: str, size: tuple[int, int]) -> Iterator[Page]:
    width, height = size
    context: BrowserContext = browser.new_context(
        viewport={"width": width, "height": height}, has_touch=True,
        locale={"vi": "vi-VN", "en": "en-GB"}.get(lang, lang),
    )  # fmt: skip
    try:
        yield context.new_page()
    finally:
        context.close()


def _listen(page: Page, name: str) -> list[str]:
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(f"{name}: {fault}"))
    page.on(
        "console", lambda said: faults.extend([f"{name}: {said.text}"] * (said.type == "error"))
    )
    page.on("requestfailed", lambda asked: faults.append(f"{name}: {asked.url} {asked.failure}"))
    return faults


def _index() -> None:
    """gallery/index.html: all of them, side by side."""
    shown = "\n".join(
        f'<figure><a href="{file.name}"><img src="{file.name}" alt=""></a>'
        f"<figcaption>{file.stem}</figcaption></figure>"
        for file in sorted(GALLERY.glob("*.png"))
    )
    style = "body{display:flex;flex-wrap:wrap;gap:16px;font:14px sans-serif}img{height:360px}"
    page = f'<!doctype html><meta charset="utf-8"><title>Gallery</title><style>{style}</style>'
    (GALLERY / "index.html").write_text(page + shown, "utf-8")


if __name__ == "__main__":
    if not os.environ.get("ONLY"):
        shutil.rmtree(GALLERY, ignore_errors=True)
    sys.exit(main())
