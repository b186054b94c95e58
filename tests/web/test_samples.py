"""The page of samples: who may see it, that it is whole, and that asking for contrast lasts."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from config import Settings
from tests.hall import Hall
from tests.test_axe import serious
from web import furnish, reader, samples
from web.access import Gate


@pytest.fixture
def app() -> Flask:
    """A hall that is no demo; it knows one supervisor's token."""
    made = Flask("web")
    settings: Any = SimpleNamespace(server=SimpleNamespace(demo=False))
    gate: Any = SimpleNamespace(
        device=lambda secret: SimpleNamespace(role=secret), person=lambda cookie: None
    )
    furnish(made, settings, Settings)
    furnish(made, gate, Gate)
    reader.welcome(made)
    made.register_blueprint(samples.blueprint)
    return made


@pytest.mark.parametrize(("role", "status"), [("supervisor", 200), ("kiosk", 403), (None, 403)])
def test_where_it_is_no_demo_a_supervisor_sees_it(
    app: Flask, role: str | None, status: int
) -> None:
    headers = {"Authorization": f"Bearer {role}"} if role else {}
    assert app.test_client().get("/samples/", headers=headers).status_code == status


def test_each_reader_sees_dates_and_numbers_of_their_own(app: Flask) -> None:
    client = app.test_client()
    headers = {"Authorization": "Bearer supervisor"}
    for lang, said in [("vi", "1.204,5"), ("en", "1,204.5"), ("vi", "Thứ Sáu, 20 tháng 11, 2026")]:
        assert said in client.get(f"/samples/?lang={lang}", headers=headers).text, lang


@pytest.mark.browser
@pytest.mark.parametrize("query", ["", "?lang=en&contrast=high"])
def test_it_is_whole_and_axe_finds_nothing(
    chromium: Browser, shared_hall: Hall, query: str
) -> None:
    page = chromium.new_page(viewport={"width": 1366, "height": 768})
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda said: faults.extend([said.text] * (said.type == "error")))
    page.goto(f"{shared_hall.address}/samples/{query}")
    expect(page.locator("#icons li")).not_to_have_count(0)
    expect(page.locator("#faces .face")).to_have_count(5)
    assert (serious(page), faults) == ([], [])
    page.close()


@pytest.mark.browser
def test_who_asks_for_contrast_finds_it_on_the_next_page_until_it_is_taken_back(
    chromium: Browser, shared_hall: Hall
) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{shared_hall.address}/samples/")
    page.get_by_role("button", name="Tương phản cao").click()
    page.goto(f"{shared_hall.address}/")
    expect(page.locator("html")).to_have_attribute("data-contrast", "high")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    page.goto(f"{shared_hall.address}/samples/")
    page.get_by_role("button", name="Tương phản cao", pressed=True).click()
    page.goto(f"{shared_hall.address}/")
    expect(page.locator("html")).not_to_have_attribute("data-contrast", "high")
    context.close()
