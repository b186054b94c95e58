"""The open figures of the days that were played, as everybody reads them a month later."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from figures.scores import SMALL
from tests.config_text import shipped
from tests.hall import Hall
from tests.simulate.played import Played

pytestmark = pytest.mark.timeout(450)
MONTH_MS = 31 * 24 * 3_600_000


@pytest.fixture(scope="module")
def a_month_later(played: Played, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    home = tmp_path_factory.mktemp("a-month-later")
    shutil.copytree(played.state, home / "state", ignore=shutil.ignore_patterns("*.sock"))
    later = played.column("SELECT max(closed_wall) FROM day")[0] + MONTH_MS
    hall = Hall(home, shipped(hall__always_open=False), later)
    try:
        yield hall.start()
    finally:
        hall.end()


@pytest.fixture(scope="module")
def told(a_month_later: Hall) -> dict[str, Any]:
    found: dict[str, Any] = a_month_later.stranger().get("/public/figures.json")
    return found


def test_the_month_is_told_to_a_stranger_and_no_cell_of_it_is_small(told: dict[str, Any]) -> None:
    assert told["month"] == told["months"][0]
    assert told["enough"]
    assert told["licence"] == "CC BY 4.0"
    for row in (*told["fields"], *told["hours"]):
        assert row["n"] is None or row["n"] >= SMALL
    [score] = told["ratings"]["scores"]
    assert score["n"] >= SMALL
    assert "clerk" not in str(told)


def test_the_file_says_the_same(told: dict[str, Any], a_month_later: Hall) -> None:
    answer = a_month_later.stranger().ask("GET", "/public/figures.csv?lang=en")
    rows = list(csv.DictReader(io.StringIO(answer.body.decode("utf-8-sig"))))
    for table, known in (("field", told["fields"]), ("hour", told["hours"])):
        found = {row["key"]: row for row in rows if row["table"] == table}
        assert {str(row["key"]) for row in known} == found.keys()
        for row in known:
            here = found[str(row["key"])]
            assert here["n"] == ("" if row["n"] is None else str(row["n"]))
            for name in ("median_s", "p90_s", "open_median_s", "open_p90_s"):
                assert here[name] == ("" if row[name] is None else str(row[name]))


def test_beside_each_wait_stands_the_one_without_the_break(told: dict[str, Any]) -> None:
    hours = {row["key"]: row for row in told["hours"] if row["p90_s"]}
    assert all(row["open_p90_s"] <= row["p90_s"] for row in hours.values())
    morning = [row for key, row in hours.items() if key < 11]
    assert morning
    assert all(row["open_p90_s"] == row["p90_s"] for row in morning)


def test_a_month_that_is_not_over_or_no_month_is_refused(a_month_later: Hall) -> None:
    stranger = a_month_later.stranger()
    assert stranger.ask("GET", "/public/?month=2019-01").status == 404
    assert stranger.ask("GET", "/public/?month=2026").status == 422


@pytest.mark.browser
def test_page_and_poster_say_it_in_words(
    chromium: Browser, a_month_later: Hall, told: dict[str, Any]
) -> None:
    page = chromium.new_page()
    month, year = int(told["month"][5:]), told["month"][:4]
    page.goto(f"{a_month_later.address}/public/")
    expect(page.locator(".lead")).to_contain_text(f"tháng {month}/{year}")
    expect(page.locator("tbody tr")).to_have_count(len(told["fields"]) + len(told["hours"]))
    said = page.locator(".said").inner_text()
    page.get_by_role("link", name="Tờ niêm yết").click()
    expect(page.locator(".said")).to_have_text(said, use_inner_text=True)
    page.emulate_media(media="print")
    fits = "sheet => sheet.scrollHeight <= sheet.clientHeight"
    assert page.locator(".sheet").evaluate(fits)  # one sheet of A4
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{a_month_later.address}/public/")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.close()


def test_an_office_may_keep_them_to_itself(a_month_later: Hall) -> None:
    boss, stranger = a_month_later.as_("supervisor"), a_month_later.stranger()
    for shown, status in ((False, 404), (True, 200)):
        boss.press("settings/open_figures", {"value": {"shown": shown}}).expecting(200)
        assert stranger.ask("GET", "/public/figures.json").status == status
