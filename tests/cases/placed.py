"""The pages of cases over the core: the test is the server, and judges by the law itself."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

from jinja2 import ChoiceLoader, Environment, FileSystemLoader
from playwright.sync_api import Browser, Page, Route

import office
from db.errors import Refused
from ratings import case_list, cases, clerk_sheet, reasons
from tests.pages import HERE, HOUSE, routed
from tests.ratings.lows import now
from tests.tickets.core import Core
from tickets import catalog
from web import words

ROLES = {"boss": "supervisor", "hai": "head", "an": "clerk"}


class Placed:
    """One page, with `who` signed in; `presses` are the paths pressed."""

    def __init__(
        self, browser: Browser, core: Core, who: str, path: str = "/cases/", lang: str = "vi",
        size: tuple[int, int] = (1366, 768),
    ) -> None:  # fmt: skip
        self.core, self.who, self.role, self.lang = core, who, ROLES[who], lang
        self.presses: list[str] = []
        self.faults: list[str] = []
        width, height = size
        self.context = browser.new_context(viewport={"width": width, "height": height})
        self.page: Page = self.context.new_page()
        self.page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        name = "mine" if path.startswith("/cases/mine") else "cases"
        routed(self.page, {}, rendered(name, lang))
        self.page.route("**/api/v1/**", self._api)
        self.page.goto(f"{HERE}{path}")

    def close(self) -> None:
        """Nothing may have gone wrong on it."""
        self.context.close()
        assert self.faults == []

    # --- the server ---

    def _api(self, route: Route) -> None:
        asked = urlsplit(route.request.url)
        path = asked.path.removeprefix("/api/v1/")
        if route.request.method == "GET":
            month = parse_qs(asked.query).get("month", ["2026-11"])[0]
            return route.fulfill(json=self._seen(path, month))
        self.presses.append(path)
        try:
            told = self.core.told(lambda tx: self._pressed(tx, path, route.request.post_data_json))
        except Refused as fault:
            message = words.load(words.ERRORS)[self.lang][fault.code].replace("{days}", "5")
            error = {"code": fault.code, "message": message}
            return route.fulfill(status=409, json={"error": error})
        return route.fulfill(json=told)

    def _seen(self, path: str, month: str) -> Any:
        moment, who, role = now(self.core), self.who, self.role
        if path == "me":
            return {"role": role, "counter": None, "screens": [], "staff": {
                "id": who, "label": f"Cán bộ {who}", "role": role}}  # fmt: skip
        shared = {
            "now": moment.iso(), "measures": office.setting("measures"), "reasons": reasons.known(),
        }  # fmt: skip
        if path == "cases/mine":
            return shared | {"cases": case_list.own(moment, who)}
        first = dt.date.fromisoformat(f"{month}-01")
        last = (first + dt.timedelta(31)).replace(day=1) - dt.timedelta(1)
        return shared | {
            "month": month, "cases": case_list.listed(moment, who, role),
            "reminders": case_list.reminders(moment, who, role), "clerks": catalog.clerks(),
            "sheet": clerk_sheet.sheet(first, last, moment, who, role),
            "base": clerk_sheet.base(first, last), "months": clerk_sheet.months(moment),
            "thresholds": office.setting("cases"),
        }  # fmt: skip

    def _pressed(self, tx: Any, path: str, said: Any) -> Any:
        if path == "reminders":
            return cases.remind(tx, said["clerk"], said["text"], self.who)
        _, id, action = path.split("/")
        n, who, role = int(id), self.who, self.role
        if action == "explain":
            return cases.explain(tx, n, said["text"], who)
        if action == "ask":
            return cases.ask(tx, n, who)
        if action == "decide":
            return cases.decide(tx, n, said["measure"], said.get("text"), who, role)
        return {"close": cases.close, "answers": cases.answers}[action](tx, n, who, role)


def rendered(name: str, lang: str) -> str:
    """A page as the server sends it."""
    rooms = [FileSystemLoader(HOUSE / room / "templates") for room in ("web", "cases")]
    pages = Environment(loader=ChoiceLoader(rooms), autoescape=True)
    said = words.load("cases")
    title = {"name": "Trung tâm Phục vụ hành chính công xã Minh Hợp", "name_en": "Minh Hợp"}
    return pages.get_template(f"cases/{name}.html").render(
        room="cases", lang=lang, words=json.loads(json.dumps(said)) | {lang: said[lang]},
        say=said[lang], office=title,
    )  # fmt: skip
