"""The open figures of the days that were played, as everybody reads them a month later."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from figures.guarded import BY
from figures.scores import SMALL
from tests.config_text import shipped
from tests.figures.subtracting import everything
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


# --- who watches over the office, signed in -------------------------------------------------------
def test_an_observer_reads_that_month_and_no_other_days(
    a_month_later: Hall, told: dict[str, Any]
) -> None:
    observer, reporter = (a_month_later.signed_in(name) for name in ("mattran", "vanphong"))
    seen = observer.get("stats")
    assert (seen["from"][:7], seen["months"]) == (told["month"], told["months"])
    days = [f"{told['month']}-{day:02d}" for day in range(1, 29)]
    any_days = [(begin, end) for i, begin in enumerate(days) for end in days[i:]]
    for begin, end in (*any_days[::7], ("2020-01-01", seen["to"]), (seen["from"], "2099-01-01")):
        for path in ("/api/v1/stats", "/stats/export.csv", "/api/v1/stats/left-out"):
            query = f"{path}?from={begin}&to={end}"
            answer = observer.ask("GET", query)
            assert (answer.status, answer.code) == (403, "whole_months"), query
            assert reporter.ask("GET", query).status == 200
    for path in ("/api/v1/stats", "/stats/export.csv"):
        for by in ("service", "day", "clerk", "counter"):
            assert observer.ask("GET", f"{path}?by={by}").status == 403


def test_an_observers_tables_and_file_tell_of_no_few(a_month_later: Hall) -> None:
    observer, reporter = (a_month_later.signed_in(name) for name in ("mattran", "vanphong"))
    seen = [observer.get(f"stats?by={by}") for by in BY]
    assert everything(seen) == []
    days = f"from={seen[0]['from']}&to={seen[0]['to']}"
    assert everything([reporter.get(f"stats?{days}&by={by}") for by in BY]) != []  # the control
    for told in seen:
        path = f"/stats/export.csv?by={told['by']}&lang=en"
        lines = list(csv.reader(io.StringIO(observer.ask("GET", path).body.decode("utf-8-sig"))))
        names = {row["label_en"] for row in (*told["rows"], told["total"])}
        assert {line[0] for line in lines[1:]} == names
        levels = [i for i, head in enumerate(lines[0]) if head.startswith("Level ")]
        assert len(levels) == 5
        cells = [line[i] for line in lines[1:] for i in (1, 2, 3, *levels) if line[i]]
        assert not [cell for cell in cells if 0 < float(cell) < SMALL]


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_an_observers_page_offers_months_and_says_what_is_left_out(
    chromium: Browser, a_month_later: Hall, told: dict[str, Any], lang: str
) -> None:
    page = chromium.new_page(viewport={"width": 1366, "height": 768})
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.goto(f"{a_month_later.address}/stats/?lang={lang}")
    page.locator("#name").fill("mattran")
    page.locator("#password").fill("demo-mattran")
    page.locator("#password").press("Enter")
    expect(page.locator("#month")).to_have_value(told["month"])
    expect(page.locator("#presets")).to_be_hidden()
    expect(page.locator("#from")).to_be_hidden()
    expect(page.locator("#by option")).to_have_count(len(BY))
    expect(page.locator("#months-note")).not_to_be_empty()
    for by in BY:
        page.locator("#by").select_option(by)
        expect(page.locator("#trouble")).to_be_hidden()
        expect(page.locator("#rows tr.total")).to_be_visible()
    assert faults == []
    page.close()
