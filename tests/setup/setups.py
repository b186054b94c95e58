"""The set-up page with the test in the server's place: it judges by the law and hears presses."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote, urlsplit

from jinja2 import ChoiceLoader, Environment, FileSystemLoader
from playwright.sync_api import Browser, Locator, Page, Route, expect

from config import ConfigError, Hall, parse
from office import differences, reform
from setup import faults, telling, views
from tests.config_text import shipped
from tests.pages import HERE, HOUSE, routed
from web import words

LYING, UPRIGHT = (1366, 768), (800, 1280)
PATIENCE = 20_000
DEVICES = [
    {"name": "may-in-1", "kind": "printer", "verdict": "none", "told": {}, "at": None},
    {"name": "Ki-ốt 1", "kind": "kiosk", "verdict": "bad", "at": None,
     "told": {"vi": "Chưa có ki-ốt nào mở.", "en": "No kiosk is on."}},
    {"name": "bang-quay-1", "kind": "board", "verdict": "good", "at": None,
     "told": {"vi": "Bảng đã nhận số thử 8888.", "en": "The board took 8888."}},
]  # fmt: skip


class Setup:
    """One page. `presses` are (path, body), oldest first; `office` is what they have made of it."""

    def __init__(
        self, browser: Browser, panel: str = "", size: tuple[int, int] = LYING, lang: str = "vi"
    ) -> None:
        self.office: Hall = Hall.model_validate_json(json.dumps(plain(parse(shipped()).hall)))
        self.history: list[dict[str, Any]] = []
        self.refused: dict[str, tuple[int, Any]] = {}
        self.presses: list[tuple[str, Any]] = []
        self.lang = lang
        width, height = size
        self.context = browser.new_context(viewport={"width": width, "height": height})
        self.page: Page = self.context.new_page()
        self.faults: list[str] = []
        self.page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        routed(self.page, {}, rendered(lang, self.office))
        self.page.route("**/api/v1/**", self._api)
        self.page.goto(f"{HERE}/setup/?lang={lang}#{panel}")
        expect(self.saw("#panel-title")).to_be_visible()

    def saw(self, what: str) -> Locator:
        return self.page.locator(what)

    def goes(self, panel: str) -> None:
        """By the address, as a link does."""
        self.page.evaluate("panel => { location.hash = panel; }", panel)

    def types(self, where: str, text: str) -> None:
        self.saw(where).first.fill(text)

    def clicks(self, *what: str) -> None:
        for each in what:
            self.saw(each).first.click()

    def reaches(self, what: str) -> None:
        """Tab after Tab, as somebody without a mouse; at most once around the page."""
        for _ in range(120):
            if self.page.evaluate("what => document.activeElement.matches(what)", what):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keys do not reach {what}")

    def saves(self) -> None:
        """Looks at what would change, and agrees."""
        self.clicks("#sure[open] #sure-yes")
        expect(self.saw("#sure")).to_be_hidden()

    def pressed(self, path: str, times: int = 1) -> Any:
        """The body of the newest press there; waits until there are so many."""
        for _ in range(PATIENCE // 20):
            bodies = [body for where, body in self.presses if where == path]
            if len(bodies) >= times:
                return bodies[-1]
            self.page.wait_for_timeout(20)
        raise AssertionError(f"not pressed {times} times: {path}: {self.presses}")

    def close(self) -> None:
        self.context.close()
        assert not self.faults

    # --- the server ---

    def _api(self, route: Route) -> None:
        asked = urlsplit(route.request.url)
        path = unquote(asked.path.removeprefix("/api/v1/"))
        if route.request.method == "GET":
            return route.fulfill(json=self._seen(path))
        body = None if path.endswith(".xlsx") else route.request.post_data_json
        self.presses.append((f"{path}?{asked.query}" if asked.query else path, body))
        status, answer = self.refused.get(path) or self._done(path, body)
        return route.fulfill(status=status, json=answer)

    def _seen(self, path: str) -> Any:
        if path == "me":
            boss = {"id": "giam-sat", "label": "Giám sát", "role": "supervisor"}
            return {"role": "supervisor", "counter": None, "screens": [], "staff": boss}
        if path == "settings":
            return {"settings": plain(self.office)}
        if path == "settings/history":
            return {"history": self.history[::-1]}
        return {"rows": DEVICES, "running": False, "verdict": "bad", "why": "asked", "at": None}

    def _done(self, path: str, body: Any) -> tuple[int, Any]:
        kind, _, rest = path.partition("/")
        if kind != "settings":
            return 200, self._seen("self-test") if path == "self-test" else {"id": "x"}
        if rest.startswith("history/"):
            return 200, {"seq": 1, "changed": True}
        name, _, preview = rest.partition("/")
        try:
            after = reform.wanted(self.office, name, body["value"])
        except ConfigError as wrong:
            fields = {fault.where: faults.told(fault, self.lang) for fault in wrong.faults[::-1]}
            return 422, {"error": {"code": "invalid", "message": "…", "fields": fields}}
        changes = self._changes(after)
        if not preview:
            self.office = after
            row = {"seq": len(self.history) + 1, "at": "2026-11-20T10:02:00.000+07:00",
                   "who": "Giám sát", "name": name, "what": name, "changes": changes,
                   "undoable": True}  # fmt: skip
            self.history.append(row)
        return 200, {"name": name, "changed": True, "changes": changes, "warnings": []}

    def _changes(self, after: Hall) -> list[telling.Change]:
        found = differences.between(plain(self.office), plain(after))
        return telling.changes(found, plain(after), words.load("setup")[self.lang])


def plain(hall: Hall) -> dict[str, Any]:
    """The office as `GET /settings` tells it."""
    told = hall.model_dump(mode="json")
    for person in told["staff"]:
        del person["password"], person["pin"]
    return told


def rendered(lang: str, office: Hall) -> str:
    """The page as the server sends it."""
    rooms = [FileSystemLoader(HOUSE / room / "templates") for room in ("web", "setup")]
    pages = Environment(loader=ChoiceLoader(rooms), autoescape=True)
    said = words.load("setup")
    return pages.get_template("setup/setup.html").render(
        room="setup", lang=lang, words=said, say=said[lang], schema=views.schema(),
        office=json.loads(office.office.model_dump_json()),
    )  # fmt: skip
