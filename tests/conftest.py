"""What every test may ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, expect, sync_playwright

from tests.hall import Hall

# Chromium obeys the last --disable-features alone, so Playwright's come again before ours.
WITHOUT = (
    "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding",
    "ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints",
    "NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch",
    # Pages of the address bar, made for every window: a third of what a test's page cost.
    "WebUIOmniboxPopup", "WebUIOmniboxAimPopup",
)  # fmt: skip

FLAGS = [
    f"--disable-features={','.join(WITHOUT)}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--autoplay-policy=no-user-gesture-required",
]


# An example that is slow says how busy the machine is, and nothing of what is held.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

PATIENCE_MS = 20_000
"""How long a page may take to show what a test expects: two workers share a slow machine."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Under `pytest -n 2`: which worker gets what, and when."""
    from tests.workers import Workers

    return Workers(config, log)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, one for the session: a second Playwright in one process does not start."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        expect.set_options(timeout=PATIENCE_MS)
        yield browser
        browser.close()


@pytest.fixture
def new_hall(tmp_path: Path) -> Iterator[Callable[..., Hall]]:
    """Makes running halls: `new_hall(config=shipped(rules__grace_min=1), clock_from=…)`."""
    with ExitStack() as ends:

        def make(config: str | None = None, clock_from: int | None = None, **env: str) -> Hall:
            home = tmp_path / f"hall-{len(list(tmp_path.iterdir()))}"
            home.mkdir()
            hall = Hall(home, config, clock_from, **env)
            ends.callback(hall.end)
            return hall.start()

        yield make


@pytest.fixture
def hall(new_hall: Callable[..., Hall]) -> Hall:
    """The shipped demo hall, new and running, for one test."""
    return new_hall()


@pytest.fixture(scope="session")
def shared_hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """One demo hall for tests that do not mind what others did in it."""
    hall = Hall(tmp_path_factory.mktemp("shared-hall"))
    try:
        yield hall.start()
    finally:
        hall.end()
