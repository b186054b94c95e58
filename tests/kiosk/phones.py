"""A ticket's page on a phone with the test in the server's place; its words are the server's."""

from __future__ import annotations

from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader
from playwright.sync_api import Browser, Locator, Page, Route

from kiosk import phones, sayings
from kiosk.phones import Told
from tests.pages import HERE, HOUSE, routed
from web import words

NOW = "2026-11-20T10:24:31.000+07:00"
SIZE = (390, 844)
PRIORITY = {"id": "uu-tien", "name": "Ưu tiên", "name_en": "Priority", "head_start_min": 15}
BOOKED = {"id": "hen", "name": "Hẹn trước", "name_en": "Appointment", "head_start_min": 10}

OFFERED = [
    {"code": "R1", "name": "Chờ đợi lâu", "name_en": "Long wait", "kind": "reason"},
    {"code": "R2", "name": "Thái độ chưa niềm nở, chưa lịch sự", "name_en": "Not welcoming or "
     "polite enough", "kind": "reason"},
    {"code": "R3", "name": "Hướng dẫn chưa rõ", "name_en": "Unclear guidance", "kind": "reason"},
    {"code": "R5", "name": "Yêu cầu giấy tờ ngoài quy định", "name_en": "Papers asked for beyond "
     "the rules", "kind": "reason"},
    {"code": "P1", "name": "Niềm nở", "name_en": "Welcoming", "kind": "praise"},
    {"code": "P3", "name": "Nhanh", "name_en": "Quick", "kind": "praise"},
]  # fmt: skip
# What the server answers to what a holder says afterwards.
SAID = {
    "rating": {"rating": "q1", "state": "answered"},
    "reach": {"id": 7, "code": "01234567", "until": "2027-02-18T10:24:31.000+07:00"},
}


def asked(*counters: int, **change: Any) -> dict[str, Any]:
    """A visit that is over, and whose pads asked in vain at these counters."""
    legs = [{"rating": f"q{n}", "counter": n, "levels": 5} for n in counters]
    return {"state": "served", "ahead": None, "counter": None, "rate": {
        "soon": False, "axes": False, "legs": legs,
    } | change}  # fmt: skip


def record(**change: Any) -> dict[str, Any]:
    """A ticket as the desk knows it: A012 waits, four people before it."""
    return {
        "number": "A012", "state": "waiting", "ahead": 4, "wait": {"low_s": 600, "high_s": 1200},
        "service_name": "Đăng ký khai sinh", "service_name_en": "Birth registration",
        "counter": None, "counters": [2, 1], "recalls": 0, "passed_by": [],
    } | change  # fmt: skip


def called_before(number: str = "A017", rule: str = "head-start", **change: Any) -> dict[str, Any]:
    """A call that passed this ticket."""
    return {
        "number": number, "rule": rule, "class": PRIORITY, "head_start_min": 15, "reason": None,
        "at": NOW,
    } | change  # fmt: skip


class Phone:
    """The page. `record` is what the server knows; None when the line is down."""

    def __init__(
        self, browser: Browser, lang: str = "vi", javascript: bool = True,
        classes: list[dict[str, Any]] | None = None, size: tuple[int, int] = SIZE, **change: Any,
    ) -> None:  # fmt: skip
        self.record: dict[str, Any] | None = record(**change)
        self.classes = [PRIORITY] if classes is None else classes
        self.asked: list[dict[str, str]] = []
        self.pressed: list[str] = []
        self.refusal: dict[str, Any] | None = None
        self.said: list[dict[str, Any]] = []
        self.lang = lang
        width, height = size
        self.context = browser.new_context(
            viewport={"width": width, "height": height}, has_touch=True,
            java_script_enabled=javascript,
        )  # fmt: skip
        self.page: Page = self.context.new_page()
        self.faults: list[str] = []
        self.page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        if javascript:
            self.page.clock.install()
        self.stored = self._html()  # what a browser that finds no line has left of the page
        routed(self.page, {}, self.stored)
        self.page.route("**/t/29-abc**", self._answer)
        self.page.goto(f"{HERE}/t/29-abc?lang={lang}")

    def pass_time(self, seconds: int) -> None:
        self.page.clock.run_for(seconds * 1000)

    def saw(self, what: str) -> Locator:
        return self.page.locator(what)

    def tap(self, what: str) -> None:
        self.page.locator(what).first.tap()

    def polls(self) -> list[dict[str, str]]:
        """The headers of every question for JSON."""
        return [asked for asked in self.asked if asked["accept"] == "application/json"]

    def close(self) -> None:
        self.context.close()
        assert not self.faults

    def _told(self) -> Told:
        assert self.record
        return phones._told(self.record, self.lang)

    def _html(self) -> str:
        said, told = words.load("kiosk"), self._told()
        rooms = [FileSystemLoader(HOUSE / room / "templates") for room in ("web", "kiosk")]
        pages = Environment(loader=ChoiceLoader(rooms), autoescape=True)
        say = said[self.lang]
        return pages.get_template("kiosk/track.html").render(
            room="kiosk", lang=self.lang, words=said, say=say, told=told, office="UBND xã Mẫu",
            now=NOW, rejoin_after=2, offered=OFFERED,
            **sayings.of(told.record, self.classes, say, self.lang),
        )  # fmt: skip

    def _answer(self, route: Route) -> None:
        request = route.request
        self.asked.append(request.headers)
        if self.record is None and request.is_navigation_request():
            route.fulfill(body=self.stored, content_type="text/html; charset=utf-8")
        elif self.record is None:
            route.abort("connectionrefused")
        elif request.method == "POST":
            self._press(route, request.url.split("?")[0].rpartition("/")[2])
        elif request.headers["accept"] != "application/json":
            route.fulfill(body=self._html(), content_type="text/html; charset=utf-8")
        elif request.headers.get("if-none-match") == f'"{self._told().etag}"':
            route.fulfill(status=304)
        else:
            route.fulfill(json=self._told().state | {"now": NOW})

    def _press(self, route: Route, verb: str) -> None:
        self.pressed.append(verb)
        if self.refusal:
            route.fulfill(status=409, json={"error": self.refusal})
            return
        if verb in SAID:
            self.said.append(route.request.post_data_json or {})
            route.fulfill(status=201, json=SAID[verb])
            return
        state = {"leave": "left", "pass": "waiting", "rejoin": "waiting"}[verb]
        self.record = record(state=state, ahead=6 if state == "waiting" else None)
        route.fulfill(json=self._told().state | {"now": NOW})
