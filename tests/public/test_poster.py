"""The sheet for the wall, on a hall that no phone can reach and on one that phones can."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from public import views
from tests.config_text import shipped
from tests.hall import Hall
from web.words import load


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("http://127.0.0.1:8080", ""), ("http://localhost:8080", ""), ("http://[::1]:8080", ""),
        ("http://0.0.0.0:8080", ""), ("auto", ""),
        ("http://192.168.1.10:8080", "http://192.168.1.10:8080"),
        ("https://motcua.example.gov.vn", "https://motcua.example.gov.vn"),
    ],
)  # fmt: skip
def test_an_address_that_leads_a_phone_to_itself_is_none(url: str, told: str) -> None:
    assert views.reachable(url) == told


@pytest.fixture(scope="module")
def reached(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    config = shipped(server__public_url="http://192.168.1.10:8080")
    hall = Hall(tmp_path_factory.mktemp("reached"), config)
    try:
        yield hall.start()
    finally:
        hall.end()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_poster_leads_where_a_phone_can_go_or_nowhere(
    shared_hall: Hall, reached: Hall, lang: str
) -> None:
    sheets = [
        hall.stranger().ask("GET", f"/public/poster?lang={lang}").body.decode()
        for hall in (shared_hall, reached)
    ]
    hint = f"""<p class="note">{load("public")[lang]["no_address"]}</p>"""
    assert [("/public/qr.svg" in sheet, hint in sheet) for sheet in sheets] == [
        (False, True), (True, False),
    ]  # fmt: skip
    assert "127.0.0.1" not in sheets[0]
    assert "http://192.168.1.10:8080/public/" in sheets[1]
