"""What browsers are told of a page, and of its parts no more than counts there."""

from __future__ import annotations

from urllib.request import urlopen

import pytest

from tests.hall import Hall

OF_PAGES = ("Content-Security-Policy", "Referrer-Policy")


@pytest.mark.parametrize("path", ["/", "/healthz", "/static/mark.svg"])
def test_what_may_stand_in_a_window_says_what_it_may_do(shared_hall: Hall, path: str) -> None:
    headers = urlopen(f"{shared_hall.address}{path}").headers
    assert headers["Content-Security-Policy"].startswith("default-src 'self'; ")
    assert (headers["Referrer-Policy"], headers["X-Content-Type-Options"]) == (
        "no-referrer",
        "nosniff",
    )


@pytest.mark.parametrize("path", ["live.js", "base.css", "vendor/noto-sans.woff2"])
def test_a_part_of_a_page_is_what_it_says_and_carries_no_more(shared_hall: Hall, path: str) -> None:
    headers = urlopen(f"{shared_hall.address}/static/{path}").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert [name for name in OF_PAGES if name in headers] == []
