"""Reception's page with the test in the server's place: it says states and hears presses."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

from jinja2 import ChoiceLoader, Environment, FileSystemLoader
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.kiosk.kiosks import NOW, SOCKET, UNSERVED, hall_state, offer
from tests.pages import HERE, HOUSE, routed
from web import words

LYING, UPRIGHT = (1366, 768), (800, 1280)
LONG = (
    "Thực hiện, điều chỉnh, thôi hưởng trợ cấp xã hội hằng tháng, "
    "hỗ trợ kinh phí chăm sóc, nuôi dưỡng"
)
__all__ = ["LONG", "LYING", "NOW", "UNSERVED", "UPRIGHT", "Reception", "booked", "ticket"]


def ticket(**change: Any) -> dict[str, Any]:
    """What the server tells staff of a ticket: A012 waits, two passages, nobody passed it."""
    return {
        "id": 41, "number": "A012", "service": "x", "field": "ho-tich", "place": "line:ho-tich",
        "service_name": "Đăng ký khai sinh", "service_name_en": "Birth registration",
        "state": "waiting", "leg": 1, "priority": None, "language": "vi",
        "issued_at": "2026-11-20T10:02:00.000+07:00", "counter": None, "counters": [2, 1],
        "ahead": 4, "wait": {"low_s": 600, "high_s": 1200}, "recalls": 0, "flags": [], "needs": [],
        "print": {"state": "printed"}, "reason": None, "passed_by": [],
        "passages": [
            {"action": "take", "from": None, "to": "waiting", "counter": None, "leg": 1,
             "at": "2026-11-20T10:02:00.000+07:00", "reason": None},
        ],
        "allowed": ["leave", "pass", "reprint", "confirm", "void", "mark"],
    } | change  # fmt: skip


def booked(id: int, time: str, state: str = "made", **change: Any) -> dict[str, Any]:
    """An appointment of today."""
    return {
        "id": id, "code": f"{482_000 + id}", "service": "khai-sinh",
        "at": f"2026-11-20T{time}:00.000+07:00", "state": state, "number": None,
    } | change  # fmt: skip


class Reception:
    """One page. `tickets` answer by number and id; `presses` are (path, body), oldest first."""

    def __init__(
        self, browser: Browser, size: tuple[int, int] = LYING, lang: str = "vi",
        screen: bool = True, appointments: list[dict[str, Any]] | None = None,
        staff: dict[str, Any] | None = None, **state: Any,
    ) -> None:  # fmt: skip
        self.tickets: list[dict[str, Any]] = [ticket()]
        self.appointments = appointments or []
        self.answers: dict[str, tuple[int, Any]] = {}
        self.presses: list[tuple[str, Any]] = []
        self.keys: list[str] = []
        self.screen, self.staff = screen, staff
        self.state, self.catalog = hall_state(**{"slips": [], "printers": [], **state}), offer()
        width, height = size
        self.context = browser.new_context(
            viewport={"width": width, "height": height}, has_touch=True
        )
        self.page: Page = self.context.new_page()
        self.faults: list[str] = []
        self.page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        routed(
            self.page, {"/static/vendor/socket.io.min.js": self._socket},
            rendered(lang, self.catalog),
        )  # fmt: skip
        self.page.route("**/api/v1/**", self._api)
        self.page.goto(f"{HERE}/reception/?lang={lang}")
        if screen:
            expect(self.saw("#desk")).to_be_visible()
            # Once the state is read the lines say how many wait.
            expect(self.saw(".service-line").first).not_to_be_empty()

    # --- what staff do ---

    def types(self, where: str, text: str) -> None:
        self.page.locator(where).fill(text)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def tap(self, what: str) -> None:
        self.page.locator(what).first.tap()

    def finds(self, number: str) -> None:
        self.types("#number", number)
        self.press("Enter")

    # --- what one sees ---

    def saw(self, what: str) -> Locator:
        return self.page.locator(what)

    def say(self, **change: Any) -> None:
        """The server tells the page what has changed."""
        self.page.evaluate("change => hall.say(change)", {"now": NOW} | change)

    def pressed(self, path: str, times: int = 1) -> Any:
        """The body of the newest press there; waits until there are so many."""
        for _ in range(500):
            bodies = [body for where, body in self.presses if where == path]
            if len(bodies) >= times:
                return bodies[-1]
            self.page.wait_for_timeout(20)
        raise AssertionError(f"not pressed {times} times: {path}: {self.presses}")

    def close(self) -> None:
        self.context.close()
        assert not self.faults

    # --- the server ---

    def _socket(self, route: Route) -> None:
        hall = json.dumps({"version": 1, "up": True, "state": self.state})
        route.fulfill(body=f"window.hall = {hall};{SOCKET}", content_type="text/javascript")

    def _api(self, route: Route) -> None:
        asked = urlsplit(route.request.url)
        path = asked.path.removeprefix("/api/v1/")
        if route.request.method == "POST":
            self.presses.append((path, route.request.post_data_json))
            self.keys.append(route.request.headers.get("idempotency-key", ""))
            status, answer = self.answers.get(path) or self._done(path)
        else:
            status, answer = self._seen(path, parse_qs(asked.query))
        route.fulfill(status=status, json=answer)

    def _seen(self, path: str, query: dict[str, list[str]]) -> tuple[int, Any]:
        if path == "me":
            screens = [{"role": "reception", "counter": None}] if self.screen else []
            return 200, {"role": None, "counter": None, "screens": screens, "staff": self.staff}
        if path == "tickets":
            wanted = query["number"][0]
            return 200, {"tickets": [t for t in self.tickets if wanted in t["number"]]}
        if path == "appointments":
            return 200, {"appointments": self.appointments}
        id = int(path.rpartition("/")[2])
        return 200, next(t for t in self.tickets if t["id"] == id)

    def _done(self, path: str) -> tuple[int, Any]:
        if path == "tickets":
            return 201, self.tickets[0] | {"issued_at": NOW, "print": {"state": "queued"}}
        if path == "appointments":
            return 201, {"id": 9, "code": "482719", "service": "x", "at": NOW}
        return 200, self.tickets[0]


def rendered(lang: str, offered: dict[str, Any]) -> str:
    """The page as the server sends it."""
    rooms = [FileSystemLoader(HOUSE / room / "templates") for room in ("web", "reception")]
    pages = Environment(loader=ChoiceLoader(rooms), autoescape=True)
    said = words.load("reception")
    return pages.get_template("reception/reception.html").render(
        room="reception", lang=lang, words=said, say=said[lang], catalog=offered
    )
