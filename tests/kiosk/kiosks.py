"""A kiosk with the test in the server's place: it says states and hears presses."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route

from config import Settings, load
from tests.pages import HERE, HOUSE, Answer, routed
from web import words

NOW = "2026-11-20T10:24:31.000+07:00"
UPRIGHT, FLAT = (1080, 1920), (1280, 800)
UNSERVED = "dat-dai"
# A wav of 20 ms: what the voice says here.
A_SOUND = (
    b"RIFF\x84\x01\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0@\x1f\0\0\x80>\0\0\x02\0\x10\0data`\x01\0\0"
    + bytes(352)
)
NO_WORD = object()  # an answer that never comes

# A socket that answers `watch` with window.hall, and through which the test says what changed.
SOCKET = """
window.io = () => {
  const on = {};
  const socket = {
    connected: false, active: true,
    on(name, then) { on[name] = then; },
    timeout() { return this; },
    emit(name, asked, answer) {
      this.board = asked.board;
      if (hall.up) answer(null, { epoch: "e", version: hall.version, state: hall.state });
    },
    connect() { if (hall.up) { this.connected = true; on.connect(); } else on.connect_error(); },
    disconnect() { this.connected = false; on.disconnect("io client disconnect"); },
  };
  hall.heard = [...(hall.heard ?? []), (message) => on.change({ board: socket.board, ...message })];
  hall.say = (change) => {
    Object.assign(hall.state, change);
    const after = hall.version++;
    for (const hear of hall.heard) hear({ epoch: "e", after, version: hall.version, change });
  };
  hall.beat = () => hall.up && on.heartbeat({ [socket.board]: hall.version });
  setInterval(hall.beat, 5000);
  return socket;
};
"""


@cache
def demo() -> Settings:
    """The hall that ships: its ten fields, its services, its longest names."""
    return load(HOUSE / "config.toml")


def offer(**change: Any) -> dict[str, Any]:
    """What the server lays into the kiosk's page."""
    hall = demo().hall
    office = hall.office
    keys = {"id", "name", "name_en", "share", "cutoff", "also"}
    offered = {
        field.id: [s.model_dump(include=keys) for s in hall.services if s.field == field.id]
        for field in hall.fields
    }
    for services in offered.values():
        services.sort(key=lambda service: -service["share"])
    return {
        "fields": [
            field.model_dump(include={"id", "series", "name", "name_en"})
            | {"services": offered[field.id]}
            for field in hall.fields
        ],
        "priorities": [p.model_dump(exclude={"ask"}) for p in hall.priorities if p.ask],
        "office": office.model_dump(include={"name", "name_en", "motto", "motto_en"}),
        "guidance": hall.rules.guidance_field, "panel": {"width_mm": 0, "distance_cm": 0},
        **hall.model_dump(mode="json", include={"contacts", "house_rules", "posted"}),
        "aloud": True, "idle_s": 45, "warn_s": 20, "late_from": "15:00",
        "pace": {"per_minute": 0, "in_a_row": 0, "rest_s": 5},
    } | change  # fmt: skip


def hall_state(waiting: int = 3, **change: Any) -> dict[str, Any]:
    """An open hall where `waiting` people stand in every line; nobody serves UNSERVED."""
    return {
        "now": NOW, "open": True, "opens_at": None, "closed_for": None,
        "paper": {"ok": True, "trouble": None},
        "hours": [
            {"days": ["mon", "tue", "wed", "thu", "fri"], "from": "07:30", "to": "11:30"},
            {"days": ["mon", "tue", "wed", "thu", "fri"], "from": "13:30", "to": "17:00"},
        ],
        "fields": [
            {"id": f.id, "series": f.series, "name": f.name, "name_en": f.name_en,
             "waiting": waiting, "open": f.id != UNSERVED,
             "wait": {"low_s": 600, "high_s": 1200} if waiting else None,
             "shut": None, "left": None, "may_not_be_served": False}
            for f in demo().hall.fields
        ],
    } | change  # fmt: skip


def number(**change: Any) -> dict[str, Any]:
    """The server's answer to the final press."""
    return {
        "id": 41, "number": "A012", "state": "waiting", "issued_at": NOW, "ahead": 4,
        "wait": {"low_s": 600, "high_s": 1200}, "counters": [2, 1],
        "track_url": "http://hall.test/t/29-abc", "print": {"state": "queued"},
    } | change  # fmt: skip


class Kiosk:
    """One kiosk's page. `answers` to the final press come in order, the last one for ever."""

    def __init__(
        self, browser: Browser, size: tuple[int, int] = UPRIGHT, lang: str = "vi",
        up: bool = True, pace: dict[str, int] | None = None, panel: dict[str, int] | None = None,
        catalog: dict[str, Any] | None = None, **state: Any,
    ) -> None:  # fmt: skip
        self.up = up
        self.answers: list[Any] = [(201, number())]
        self.paper = "printed"
        self.orders: list[tuple[str, dict[str, Any]]] = []  # (key, body)
        self.law: dict[str, Any] = {}  # laid over what the demo's services say of themselves
        self.said: list[str] = []  # what the voice was asked for
        self.box: list[dict[str, Any]] = []  # what was left in the suggestion box
        self.printed: list[dict[str, Any]] = []  # sheets asked for on the roll
        self.print_answer: tuple[int, Any] = (202, {"print": {"state": "queued"}})
        self.catalog, self.state = offer(**catalog or {}), hall_state(**state)
        self.catalog["panel"] |= panel or {}
        self.catalog["pace"] |= pace or {}
        self.context = _context(browser, size)
        self.page: Page = self.context.new_page()
        self.faults = _faults(self.page)
        self._late: list[Route] = []
        html = _render("kiosk", lang, catalog=self.catalog)
        answers: dict[str, Answer] = {
            "/static/vendor/socket.io.min.js": self._socket,
            "/api/v1/tickets": self._take,
            "/api/v1/tickets/41": self._look,
            "/kiosk/qr/29-abc.svg": self._qr,
            "/kiosk/aloud": self._say,
            "/api/v1/suggestions": self._leave,
        }
        offered = demo().hall.services
        answers |= {f"/api/v1/services/{service.id}": self._sheet for service in offered}
        answers |= {f"{path}/print": self._print for path in list(answers) if "/services/" in path}
        self.page.clock.install()
        routed(self.page, answers, html)
        self.page.goto(f"{HERE}/kiosk/?lang={lang}")

    # --- what a person does ---

    def touch(self, what: str) -> None:
        """A finger on the first thing that matches, once the screen takes presses."""
        self.pass_time(500)
        self.page.locator(what).first.tap()

    def choose(self, field: str, service: str | None = None, priority: bool = False) -> None:
        """From the start to the final button."""
        if not self.page.locator(f"[data-field={field}]").count():
            self.touch(".other")
        self.touch(f"[data-field={field}]")
        if self.page.locator(".rows").count():
            self.touch(f"[data-service={service}]" if service else ".row")
        self.touch(".answer:last-child" if priority else ".answer:first-child")
        self.pass_time(500)

    def take(self) -> None:
        """The final press."""
        self.page.locator(".take").tap()

    # --- what the hall does ---

    def say(self, **change: Any) -> None:
        """The server tells the page what has changed."""
        self.page.evaluate("change => hall.say(change)", {"now": NOW} | change)

    def say_of(self, field: str, **change: Any) -> None:
        """The server tells the page what has changed in one field."""
        known = self.state["fields"]
        self.say(fields=[line | change if line["id"] == field else line for line in known])

    def pass_time(self, milliseconds: int) -> None:
        """Time goes by, and whatever is due happens."""
        self.page.clock.run_for(milliseconds)

    def answer_late(self) -> None:
        """The presses that were left without an answer get one now."""
        for route in self._late:
            route.fulfill(status=201, json=number())
        self._late.clear()

    # --- what one sees ---

    @property
    def screen(self) -> str | None:
        return self.page.locator("#kiosk").get_attribute("data-screen")

    def saw(self, what: str) -> Locator:
        return self.page.locator(what)

    def close(self) -> None:
        self.context.close()
        assert not self.faults

    # --- the server's part ---

    def _socket(self, route: Route) -> None:
        hall = json.dumps({"version": 1, "up": self.up, "state": self.state})
        route.fulfill(body=f"window.hall = {hall};{SOCKET}", content_type="text/javascript")

    def _take(self, route: Route) -> None:
        asked = route.request
        self.orders.append((asked.headers["idempotency-key"], json.loads(asked.post_data or "")))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if answer is NO_WORD:
            self._late.append(route)
        else:
            route.fulfill(status=answer[0], json=answer[1])

    def _say(self, route: Route) -> None:
        self.said.append(json.loads(route.request.post_data or "")["text"])
        route.fulfill(body=A_SOUND, content_type="audio/wav")

    def _leave(self, route: Route) -> None:
        self.box.append(json.loads(route.request.post_data or ""))
        until = "2027-02-18T10:24:31.000+07:00"
        route.fulfill(status=201, json={"id": 7, "code": "48271536", "until": until})

    def _sheet(self, route: Route) -> None:
        id = route.request.url.split("?")[0].rpartition("/")[2]
        (service,) = [service for service in demo().hall.services if service.id == id]
        route.fulfill(json=service.model_dump(mode="json", exclude={"note", "also"}) | self.law)

    def _print(self, route: Route) -> None:
        self.printed.append(json.loads(route.request.post_data or ""))
        route.fulfill(status=self.print_answer[0], json=self.print_answer[1])

    def _look(self, route: Route) -> None:
        route.fulfill(json=number(print={"state": self.paper}))

    def _qr(self, route: Route) -> None:
        drawn = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>'
        route.fulfill(body=drawn, content_type="image/svg+xml")


def _context(browser: Browser, size: tuple[int, int]) -> BrowserContext:
    width, height = size
    return browser.new_context(viewport={"width": width, "height": height}, has_touch=True)


def _faults(page: Page) -> list[str]:
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    return faults


def _render(template: str, lang: str, **values: Any) -> str:
    rooms = [FileSystemLoader(HOUSE / room / "templates") for room in ("web", "kiosk")]
    pages = Environment(loader=ChoiceLoader(rooms), autoescape=True)
    page = pages.get_template(f"kiosk/{template}.html")
    said = words.load("kiosk")
    return page.render(room="kiosk", lang=lang, words=said, say=said[lang], **values)
