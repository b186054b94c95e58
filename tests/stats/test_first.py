"""The one thing to do first: what is most urgent is told, and nothing that is not certain."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.pages import blank_page
from tests.stats.test_live import NOON, advice, alert, at
from web import words

pytestmark = pytest.mark.browser
HTML = """<!doctype html><title>x</title><body data-lang="{lang}">
<div id="first" hidden><span id="first-sign"></span><p id="first-what"></p><p id="first-why"></p>
<p id="first-sure"></p><span id="first-way"></span></div>
<script type="application/json" id="words">{words}</script>"""
WIRE = """async ([at, lang]) => {
  const { words } = await import("/static/words.js");
  const { wireFirst } = await import("/stats/static/first.js");
  window.at = at;
  window.first = wireFirst({ now: () => window.at }, words(lang), true);
}"""
CALM: dict[str, Any] = {
    "day": {"open": True}, "notices": [], "openings": [], "alerts": [],
    "lines": [{"field": "ho-tich", "served_by": [1]}, {"field": "dat-dai", "served_by": []}],
}  # fmt: skip
NOBODY = [{"field": "ho-tich", "served_by": []}]
FIELD = {"name": "Hộ tịch", "name_en": "Civil status"}


COUNTERS = [{"n": n, "label": f"Quầy {n}", "label_en": f"Counter {n}"} for n in (1, 2, 3, 5)]
NEED = {
    "fields": [FIELD], "counters": COUNTERS[:2], "from": 7, "to": 12, "people": 58.2, "late": 47.4,
    "home": 0.2, "over": 6, "rate": 3.8, "busy_min": 13, "closed": [], "free": COUNTERS[2:],
}  # fmt: skip


def day(date: str, *needs: dict[str, Any]) -> dict[str, Any]:
    """One day to come, with these lines short of a counter."""
    told = [NEED | need for need in needs]
    hours = [{"hour": 8, "people": 18.2}]
    return {"date": date, "seen": 8, "closing": None, "people": 18.2, "hours": hours, "needs": told}


def week(*days: dict[str, Any]) -> dict[str, Any]:
    return {"weeks": 8, "enough": 4, "seen": 40, "target": 30, "days": list(days)}


def due(state: str, due: str = "2026-11-27") -> dict[str, Any]:
    name = "Tuần từ 16/11/2026"
    return {"kind": "week", "begins": "2026-11-16", "name": name, "due": due, "state": state}


def case(**change: Any) -> dict[str, Any]:
    usual = {"state": "open", "asked": True, "opened_at": at(-60), "due_at": at(600)}
    return usual | change


# What stands on the page by the name of its row in the table of urgency: (pushed, read).
FOUND: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "stopped": ({"notices": [{"code": "disk_full"}]}, {}),
    "line": ({"openings": [advice("open") | {"lines": [
        {**FIELD, "field": "dat-dai", "waiting": 9, "from": at(-1), "wait": None, "then": None}
    ]}]}, {}),
    "unopened": ({"lines": NOBODY}, {}),
    "alert": ({"alerts": [alert("device", name="loa")]}, {}),
    "home": ({}, {"week": week(day("2026-11-21", {}), day("2026-11-23", {"home": 11.0}))}),
    "report": ({}, {"reports": {"reminders": [due("soon"), due("late")]}}),
    "next": ({}, {"week": week(day("2026-11-21", {}))}),
    "case": ({}, {"cases": {"cases": [case(), case(state="explained")]}}),
    "later": ({}, {"week": week(day("2026-11-21"), day("2026-11-23", {}))}),
    "soon": ({}, {"reports": {"reminders": [due("soon")]}}),
}  # fmt: skip


class First:
    """The line; `tells` what the board pushes and what was read."""

    def __init__(self, browser: Browser, lang: str = "vi") -> None:
        told = json.dumps(words.load("stats"), ensure_ascii=False)
        html = HTML.replace("{lang}", lang).replace("{words}", told)
        self.page: Page = blank_page(browser, {}, html)
        self.page.evaluate(WIRE, [NOON.timestamp() * 1000, lang])
        self.box = self.page.locator("#first")

    def tells(self, pushed: dict[str, Any], found: dict[str, Any]) -> str | None:
        """Gives the name of what is told first."""
        calm: dict[str, Any] = {"week": week(day("2026-11-21")), "cases": {"cases": []},
                "reports": {"reminders": []}, "forecasts": None}  # fmt: skip
        self.page.evaluate("state => window.first.hear(state)", CALM | pushed)
        self.page.evaluate("more => window.first.knows(more)", calm | found)
        return self.box.get_attribute("data-name")

    def says(self) -> str:
        """With every space a space, but before a unit."""
        return re.sub(r"(?<=Quầy)\u00a0", " ", self.box.inner_text())


@pytest.fixture(scope="module")
def first(chromium: Browser) -> Iterator[First]:
    first = First(chromium)
    yield first
    first.page.close()


def test_each_row_of_the_table_is_found_alone(first: First) -> None:
    for name, (pushed, found) in FOUND.items():
        assert first.tells(pushed, found) == name
    # The control: without what they look at, nothing is.
    assert first.tells({}, {}) == "none"


def test_of_two_things_the_more_urgent_is_told(first: First) -> None:
    for (upper, above), (_, below) in itertools.combinations(FOUND.items(), 2):
        pushed = below[0] | above[0]
        assert first.tells(pushed, below[1] | above[1]) == upper


def test_a_calm_hall_says_so_and_what_was_looked_at(first: First) -> None:
    assert first.tells({}, {}) == "none"
    assert "Lúc này không có việc gì gấp." in first.says()
    assert "cần" not in first.says()
    few = week(day("2026-11-21") | {"seen": 2})
    first.tells({}, {"week": few})
    assert "cần 4 ngày làm việc cùng thứ, mới có 2" in first.says()
    first.tells({}, {"cases": None})
    assert "chưa đọc được hết" in first.says()


def test_nothing_is_called_calm_before_everything_was_read(chromium: Browser) -> None:
    first = First(chromium)
    first.page.evaluate("state => window.first.hear(state)", CALM)
    expect(first.box).to_be_hidden()
    first.page.evaluate("state => window.first.hear(state)", CALM | FOUND["alert"][0])
    expect(first.box).to_be_visible()  # what is urgent waits for nothing
    first.page.close()


def test_a_counter_to_open_says_why_and_how_good_forecasts_are(first: First) -> None:
    now, then = {"low_s": 2400, "high_s": 3600}, {"low_s": 600, "high_s": 900}
    line = {**FIELD, "field": "ho-tich", "waiting": 9, "from": at(-1), "wait": now, "then": then}
    pushed = {"openings": [advice("open") | {"lines": [line]}]}
    total = {"n": 412, "within": 0.714}
    first.tells(pushed, {"forecasts": {"days": 30, "total": total}})
    said = first.says()
    assert "Mở Quầy 4" in said
    assert "người đến bây giờ chờ 40–60\u00a0ph, mở thêm còn 10–15\u00a0ph." in said
    assert "30 ngày qua, 71\u00a0% của 412 lượt dự báo đã đúng." in said
    first.tells(pushed, {"forecasts": {"days": 30, "total": total | {"n": 3, "within": None}}})
    assert "Chưa đủ lượt để nói dự báo đúng đến đâu." in first.says()


def test_advice_begins_by_the_clock_and_what_was_taken_on_gives_way(first: First) -> None:
    later = {"openings": [advice("open", 5)]}
    assert first.tells(later, {}) == "none"
    first.page.evaluate("at => { window.at = at; window.first.look(); }", at_ms(5))
    assert first.box.get_attribute("data-name") == "line"
    first.page.evaluate("at => { window.at = at; window.first.look(); }", at_ms(0))
    taken = {"by": "Giám sát", "at": at(-1), "until": None}
    assert first.tells({"alerts": [alert("device", taken=taken)]}, {}) == "none"


def at_ms(minutes: float) -> float:
    return NOON.timestamp() * 1000 + minutes * 60_000


def test_the_week_says_which_line_when_and_which_counters_serve_it(first: First) -> None:
    first.tells({}, {"week": week(day("2026-11-21", {}))})
    said = first.says()
    assert (
        "Ngày mai (Thứ Bảy, 21/11), 7–12 giờ: thêm một quầy cho Hộ tịch (nay Quầy 1, Quầy 2)"
        in said
    )
    assert "58 người đến, 47 người chờ quá 30 phút hoặc không được gọi." in said
    assert "ít việc hơn: Quầy 3, Quầy 5; Ông/Bà quyết định" in said
    assert "Như vậy ở 6 trong 8 ngày cùng thứ gần đây." in said
    assert first.box.locator("a").get_attribute("href") == "#coming"


def test_a_counter_that_serves_the_line_and_is_closed_is_opened_first(first: First) -> None:
    first.tells({}, {"week": week(day("2026-11-21", {"closed": COUNTERS[1:2]}))})
    assert "7–12 giờ: mở Quầy 2 cho Hộ tịch" in first.says()
    assert "Quầy 3" not in first.says()
    first.tells({}, {"week": week(day("2026-11-21", {"counters": [], "rate": None}))})
    assert "giao Hộ tịch cho một quầy, nay chưa quầy nào nhận" in first.says()


def test_where_counters_are_hardly_busy_one_is_asked_why(first: First) -> None:
    first.tells({}, {"week": week(day("2026-11-21", {}))})
    assert "Quầy 1, Quầy 2: giờ ấy mỗi quầy chỉ bận với công dân chừng 13 phút" in first.says()
    for busy in (None, 48):
        first.tells({}, {"week": week(day("2026-11-21", {"busy_min": busy}))})
        assert "vì sao" not in first.says()


def test_the_day_that_sends_most_people_home_comes_before_paper(first: First) -> None:
    days = [day("2026-11-21", {"home": 1.0}), day("2026-11-23", {"home": 11.0, "late": 20.0})]
    late = {"reports": {"reminders": [due("late")]}}
    assert first.tells({}, {"week": week(*days)} | late) == "home"
    assert "Thứ Hai, 23/11" in first.says()
    assert "11 người về mà không được gọi" in first.says()
    # The control: where they only wait, the late report is first.
    assert first.tells({}, {"week": week(day("2026-11-21", {}))} | late) == "report"


def test_a_case_waits_once_it_is_explained_overdue_or_nobody_was_asked(first: First) -> None:
    waiting = [case(state="explained"), case(due_at=at(-1)), case(asked=False)]
    for one in waiting:
        assert first.tells({}, {"cases": {"cases": [one]}}) == "case"
    for one in (case(), case(state="decided"), case(state="closed")):
        assert first.tells({}, {"cases": {"cases": [one]}}) == "none"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_all_of_it_is_whole_sentences(chromium: Browser, lang: str) -> None:
    first = First(chromium, lang)
    for pushed, found in (*FOUND.values(), ({}, {}), ({}, {"week": None})):
        first.tells(pushed, found)
        said = first.says()
        assert not [sign for sign in ("{", "undefined", "null", "_", "NaN") if sign in said], said
        assert first.box.locator("a").count() == 1 or first.box.get_attribute("data-name") in (
            "none", "stopped",
        )  # fmt: skip
    first.page.close()
