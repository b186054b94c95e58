"""What stands to be seen to, on a page whose clock and server are the test's."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.pages import blank_page
from web import words

pytestmark = pytest.mark.browser
NOON = dt.datetime.fromisoformat("2026-11-20T12:00:00+07:00")
ASKED = [f"/api/v1/{path}" for path in ("alerts/take-on", "stats/coming-week", "stats/forecasts")]
HTML = """<!doctype html><title>x</title><body data-lang="{lang}">
<ul id="alerts"></ul><p id="alerts-none"></p><p id="alerts-trouble" hidden></p>
<section id="openings-box" hidden><ul id="openings"></ul></section>
<details id="coming" open><summary></summary><p id="coming-told"></p>
<div id="coming-needs-box" hidden><table><thead><tr><th id="coming-late"></th></tr></thead>
<tbody id="coming-needs"></tbody></table></div>
<p id="coming-how" hidden></p><table id="coming-table" hidden>
<thead><tr id="coming-days"></tr></thead><tbody id="coming-rows"></tbody></table></details>
<div id="forecasts-above"></div><table id="lines"></table>
<div id="forecasts-below"><p id="forecasts"></p></div>
<details id="forecasts-more" hidden><summary></summary>
<table><tbody id="forecasts-rows"></tbody></table></details>
<script type="application/json" id="words">{words}</script>"""
WIRE = """async ([at, lang]) => {
  const { words } = await import("/static/words.js");
  const { wireAlerts } = await import("/stats/static/alerts.js");
  window.say = words(lang);
  window.at = at;
  window.board = wireAlerts({ now: () => window.at }, window.say);
}"""


def at(minutes: float) -> str:
    """So many minutes after noon."""
    return (NOON + dt.timedelta(minutes=minutes)).isoformat(timespec="milliseconds")


def alert(kind: str, begins: float = -1, **about: Any) -> dict[str, Any]:
    """One as the board tells it."""
    usual = {
        "key": f"{kind}:1", "kind": kind, "from": at(begins), "until": None, "taken": None,
        "name": "Hộ tịch", "name_en": "Civil status", "number": "A012", "since": at(-31),
        "minutes": 30, "label": "Quầy 3", "label_en": "Counter 3", "missed": 7, "called": 20,
    }  # fmt: skip
    return usual | about


def advice(what: str, begins: float = -1, **line: Any) -> dict[str, Any]:
    """One piece of it, for one line."""
    usual = {"name": "Hộ tịch", "name_en": "Civil status", "waiting": 9, "from": at(begins)}
    counter = None if what == "assign" else {"label": "Quầy 4", "label_en": "Counter 4"}
    return {
        "what": what,
        "counter": counter,
        "lines": [usual | {"wait": None, "then": None} | line],
    }


class Live:
    """One page; `presses` are the bodies of what was pressed."""

    def __init__(self, browser: Browser, lang: str = "vi") -> None:
        self.presses: list[Any] = []
        self.told: dict[str, Any] = {}
        told = json.dumps(words.load("stats"), ensure_ascii=False)
        self.page: Page = blank_page(
            browser, dict.fromkeys(ASKED, self._answer),
            HTML.replace("{lang}", lang).replace("{words}", told),
        )  # fmt: skip
        self.page.evaluate(WIRE, [NOON.timestamp() * 1000, lang])
        self.rows = self.page.locator("#alerts li")

    def hears(self, *alerts: dict[str, Any], openings: tuple[dict[str, Any], ...] = ()) -> None:
        state = {"alerts": alerts, "openings": openings}
        self.page.evaluate("state => window.board.hear(state)", state)

    def is_at(self, minutes: float) -> None:
        """The hall's clock goes on, and nothing is heard."""
        passed = (NOON + dt.timedelta(minutes=minutes)).timestamp() * 1000
        self.page.evaluate("at => { window.at = at; window.board.look(); }", passed)

    def _answer(self, route: Route) -> None:
        if route.request.method == "POST":
            self.presses.append(route.request.post_data_json)
        path = route.request.url.partition("/api/v1/")[2].partition("?")[0]
        status, body = self.told.get(path, (200, {}))
        route.fulfill(status=status, json=body)


@pytest.fixture
def live(chromium: Browser) -> Iterator[Live]:
    """In Vietnamese."""
    live = Live(chromium)
    yield live
    live.page.close()


def test_an_alert_begins_and_ends_by_the_clock_alone(live: Live) -> None:
    live.hears(alert("service", 5, until=at(10)))
    expect(live.page.locator("#alerts-none")).to_have_text(
        "Lúc này không có việc nào vượt mục tiêu."
    )
    live.is_at(4.9)
    expect(live.rows).to_have_count(0)
    live.is_at(5)
    expect(live.rows).to_have_count(1)
    expect(live.page.locator("#alerts-none")).to_be_empty()
    live.is_at(10)
    expect(live.rows).to_have_count(0)


def test_a_closed_day_is_told_as_it_was_and_not_as_calm(live: Live) -> None:
    waits = {"n": 40, "within": 0.23, "target_min": 30}
    told = {"alerts": [], "openings": [], "totals": {"expired": 3}}
    none = live.page.locator("#alerts-none")
    for is_open, said, signs in ((True, "Lúc này không có", 1), (False, "Đã đóng cửa.", 0)):
        day = {"open": is_open, "waits": None if is_open else waits}
        live.page.evaluate("state => window.board.hear(state)", told | {"day": day})
        expect(none).to_contain_text(said)
        expect(none.locator(".icon")).to_have_count(signs)
    expect(none).to_contain_text("23\u00a0% của 40 lượt gọi có người chờ không quá 30 phút")
    expect(none).to_contain_text("Người về mà không được gọi: 3.")
    unmeasured = {"open": False, "waits": waits | {"within": None}}
    live.page.evaluate("state => window.board.hear(state)", told | {"day": unmeasured})
    expect(none).to_have_text("Đã đóng cửa. Người về mà không được gọi: 3.")


def test_lines_that_are_late_are_one_row_and_one_press(live: Live) -> None:
    live.hears(
        alert("wait"), alert("wait", key="wait:2", number="C007"), alert("no-show"),
        alert("wait", 9, key="wait:3"),
    )  # fmt: skip
    expect(live.rows).to_have_count(2)
    expect(live.rows.first).to_contain_text("2 lĩnh vực")
    expect(live.rows.first).to_contain_text("A012 (Hộ tịch), từ 11:29")
    live.rows.first.get_by_role("button").click()
    expect(live.rows.first.get_by_role("button")).to_be_enabled()
    assert live.presses == [{"keys": ["wait:1", "wait:2"]}]


def test_what_was_taken_on_comes_back_when_it_still_stands(live: Live) -> None:
    live.hears(alert("wait", taken={"by": "Giám sát", "at": at(-10), "until": at(5)}))
    expect(live.rows).to_contain_text("Giám sát nhận lúc 11:50")
    expect(live.rows.get_by_role("button")).to_have_count(0)
    live.is_at(5)
    expect(live.rows.get_by_role("button")).to_have_text("Tôi xử lý")


def test_an_alert_that_is_over_says_so(live: Live) -> None:
    said = {"error": {"code": "alert_over", "message": "Cảnh báo này không còn nữa."}}
    live.told["alerts/take-on"] = (409, said)
    live.hears(alert("device", name="loa"))
    live.rows.get_by_role("button").click()
    expect(live.page.locator("#alerts-trouble")).to_have_text("Cảnh báo này không còn nữa.")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_kind_is_a_whole_sentence(lang: str, chromium: Browser) -> None:
    live = Live(chromium, lang)
    kinds = ("wait", "service", "forgotten", "no-show", "device")
    now = {"low_s": 2400, "high_s": 3600}
    live.hears(
        *(alert(kind) for kind in kinds),
        openings=(
            advice("call"), advice("open", wait=now, then={"low_s": 600, "high_s": 900}),
            advice("open", then=now), advice("assign", wait=now),
        ),
    )  # fmt: skip
    expect(live.rows).to_have_count(len(kinds))
    said = [*live.rows.all_inner_texts(), *live.page.locator("#openings li").all_inner_texts()]
    assert not [text for text in said if "{" in text or "undefined" in text or "_" in text], said
    minutes = "40–60\u00a0ph" if lang == "vi" else "40–60\u00a0min"
    assert minutes in said[-1]
    live.page.close()


def test_advice_for_a_line_waits_until_somebody_there_has_waited_too_long(live: Live) -> None:
    live.hears(openings=(advice("open", 5),))
    expect(live.page.locator("#openings-box")).to_be_hidden()
    live.is_at(5)
    expect(live.page.locator("#openings")).to_contain_text("Mở Quầy 4")


def coming_week(live: Live, *needs: dict[str, Any], seen: int = 8) -> None:
    """A Monday with these lines short, a Tuesday of fewer people in a fuller hour, days of rest."""
    hours = [
        [{"hour": 8, "people": 12.4}, {"hour": 9, "people": 1.0}],
        [{"hour": 8, "people": 13.0}],
    ]
    worked = {"seen": seen, "closing": None}
    rest = {"people": 0, "hours": [], "needs": []}
    days = [
        {"date": "2026-11-23", "people": 13.4, "hours": hours[0], "needs": needs, **worked},
        {"date": "2026-11-24", "people": 13.0, "hours": hours[1], "needs": [], **worked},
        {"date": "2026-11-25", "seen": 8, "closing": {"name": "Nghỉ lễ"}, **rest},
        {"date": "2026-11-26", "seen": 0, "closing": None, **rest},
        {"date": "2026-11-28", "seen": 0, "closing": {}, **rest},
    ]
    week = {"weeks": 8, "enough": 4, "seen": 40, "target": 30, "days": days}
    live.told["stats/coming-week"] = (200, week)
    live.page.evaluate(
        "async () => (await import('/stats/static/coming.js')).showComing(window.say)"
    )


def test_the_coming_week_says_which_line_is_short_of_a_counter_and_when(live: Live) -> None:
    desks = [{"n": n, "label": f"Quầy {n}", "label_en": f"Counter {n}"} for n in (1, 2)]
    need = {
        "fields": [{"name": "Hộ tịch", "name_en": "Civil status"}], "counters": desks, "from": 8,
        "to": 9, "people": 11.6, "late": 9.0, "home": 0.1, "over": 6, "rate": 3.8, "busy_min": 13,
        "closed": [], "free": [{"label": "Quầy 5", "label_en": "Counter 5", "people": 2.6}],
    }  # fmt: skip
    coming_week(live, need, need | {"from": 9, "to": 10, "home": 3.0, "closed": desks[1:]})
    expect(live.page.locator("#coming-told")).to_contain_text("Thứ Hai, 23/11, cả ngày khoảng 13")
    expect(live.page.locator("#coming-days th small")).to_have_text(
        ["Nghỉ lễ", "Không mở trong 8 tuần qua", "Nghỉ"]
    )
    first, second = live.page.locator("#coming-needs tr").all()
    expect(first.locator("td")).to_have_text([
        "Hộ tịch", "Quầy 1, Quầy 2mỗi quầy 4 người/giờ, bận 13 phút", "12", "9", "6 trong 8",
        "Quầy 5 (3)",
    ])  # fmt: skip
    expect(second.locator("td").nth(3)).to_have_text("93 không được gọi")
    expect(second.locator("td").last).to_have_text("Mở Quầy 2")
    short = live.page.locator("#coming-rows td.short")
    expect(short.locator(".digits")).to_have_text(["12 người", "1 người"])
    expect(short.first.locator(".unseen")).to_have_text("Thiếu quầy: Hộ tịch")


def test_a_week_in_which_nothing_is_short_says_so_only_from_enough_days(live: Live) -> None:
    coming_week(live)
    expect(live.page.locator("#coming-told")).to_contain_text("Không thấy lĩnh vực nào thiếu quầy")
    expect(live.page.locator("#coming-needs-box")).to_be_hidden()
    expect(live.page.locator("#coming-rows td.short")).to_have_count(0)
    coming_week(live, seen=3)
    expect(live.page.locator("#coming-told")).not_to_contain_text("Không thấy")
    expect(live.page.locator("#coming-told")).to_contain_text(
        "cần 4 ngày làm việc cùng thứ, mới có 3"
    )


def test_forecasts_say_how_good_they_were_or_that_nobody_can_tell(live: Live) -> None:
    read = "async () => (await import('/stats/static/forecasts.js')).showForecasts(window.say)"
    none = {"n": 0, "within": None, "sooner": None, "later": None, "error_s": None}
    live.told["stats/forecasts"] = (200, {"days": 30, "total": none, "fields": []})
    live.page.evaluate(read)
    expect(live.page.locator("#forecasts")).to_contain_text("chưa có lượt nào để so")
    live.told["stats/forecasts"] = (200, {"days": 30, "total": none | {"n": 3}, "fields": []})
    live.page.evaluate(read)
    expect(live.page.locator("#forecasts")).to_contain_text("mới có 3 lượt để so")
    expect(live.page.locator("#forecasts-more")).to_be_hidden()
    good = {"n": 412, "within": 0.714, "sooner": 0.1, "later": 0.186, "error_s": 312}
    field = {"field": "ho-tich", "name": "Hộ tịch", "name_en": "Civil status"} | good
    live.told["stats/forecasts"] = (200, {"days": 30, "total": good, "fields": [field]})
    live.page.evaluate(read)
    told = live.page.locator("#forecasts")
    expect(told).to_contain_text("71\u00a0% của 412 lượt chờ đúng trong khoảng đã báo")
    expect(told).to_contain_text("lệch 5 phút")
    expect(live.page.locator("#lines ~ div #forecasts")).to_have_count(1)
    live.page.locator("#forecasts-more summary").click()
    expect(live.page.locator("#forecasts-rows tr")).to_contain_text("5:12")
    bad = good | {"within": 0.1, "sooner": 0.0, "later": 0.9, "error_s": 3725}
    live.told["stats/forecasts"] = (200, {"days": 30, "total": bad, "fields": [field | bad]})
    live.page.evaluate(read)
    expect(told).to_contain_text("báo thời gian chờ quá ngắn: đừng dựa vào dự báo")
    expect(told.locator(".icon")).to_have_count(1)
    expect(live.page.locator("#lines ~ div #forecasts")).to_have_count(0)
    expect(live.page.locator("#forecasts-rows tr")).to_contain_text("1\u00a0h\u00a002")
