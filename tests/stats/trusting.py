"""The page of ratings to be trusted, with the test in the server's place."""

from __future__ import annotations

import json
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader
from playwright.sync_api import Browser, Page, Route

from config.checks import Checks
from ratings.exclusions import REASONS
from tests.pages import HERE, HOUSE, routed
from web import words

SEAL = "3f9a41c20b7de8155a"


def named(day: int, clerk: int, check: str, n: int, of: int, **more: Any) -> dict[str, Any]:
    """A check has named a clerk's day in November 2026."""
    return {
        "day": day, "date": f"2026-11-{day:02d}", "clerk": f"cb{clerk}", "label": LABELS[clerk - 1],
        "check": check, "n": n, "of": of, "exclusion": None,
    } | more  # fmt: skip


LABELS = ("Nguyễn Thị Lan", "Trần Văn Minh", "Công Tằng Tôn Nữ Thị Huyền Trang", "Lê Thị Hoa")


def left(id: int, day: int, clerk: int, reason: str, n: int, **more: Any) -> dict[str, Any]:
    """What somebody has left out."""
    return {
        "id": id, "day": day, "date": f"2026-11-{day:02d}", "week": False, "clerk": f"cb{clerk}",
        "label": LABELS[clerk - 1], "reason": reason, "n": n, "by": "Phạm Thị Giám Sát",
        "at": "2026-11-20T08:15:00.000+07:00", "back": False,
    } | more  # fmt: skip


def closed(day: int, answered: int, opened: int) -> dict[str, Any]:
    """A day and its seal."""
    return {
        "day": day, "date": f"2026-11-{day:02d}", "seal": SEAL, "printed": "3f9a 41c2 0b7d e815",
        "ratings": SEAL, "closed_at": f"2026-11-{day:02d}T17:31:00.000+07:00", "opened": opened,
        "answered": answered, "named": 0, "left_out": 0,
    }  # fmt: skip


QUIET: dict[str, Any] = {
    "from": "2026-10-22", "to": "2026-11-20", "named": [], "exclusions": [],
    "counted": {"answers": 0, "days": 0, "by_reason": {}}, "days": [],
    "limits": Checks().model_dump(),
}  # fmt: skip
BUSY = QUIET | {
    "named": [
        named(19, 3, "session", 4, 21), named(19, 3, "short", 3, 21), named(18, 1, "burst", 11, 34),
        named(18, 2, "perfect", 38, 38, exclusion=911), named(17, 4, "equal", 7, 29),
        named(17, 4, "machine", 2, 29),
    ],
    "exclusions": [
        left(911, 18, 2, "own-presses", 38), left(702, 11, 1, "trial", 12, back=True, week=True),
    ],
    "counted": {"answers": 38, "days": 1, "by_reason": {"own-presses": 38}},
    "days": [closed(19, 84, 131), closed(18, 97, 140), closed(17, 60, 122), closed(16, 0, 0)],
}  # fmt: skip


class TrustPage:
    """The page; `presses` are (path, body), `answers` what is said to a path."""

    def __init__(
        self, browser: Browser, told: dict[str, Any], lang: str = "vi", role: str = "supervisor"
    ) -> None:
        self.told, self.role = told, role
        self.presses: list[tuple[str, Any]] = []
        self.answers: dict[str, tuple[int, Any]] = {}
        self.context = browser.new_context(viewport={"width": 1366, "height": 768})
        self.page: Page = self.context.new_page()
        self.faults: list[str] = []
        self.page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        routed(self.page, {}, rendered(lang))
        self.page.route("**/api/v1/**", self._api)
        self.page.goto(f"{HERE}/stats/ratings?lang={lang}")

    def close(self) -> None:
        """Nothing may have gone wrong in the page."""
        self.context.close()
        assert self.faults == []

    def _api(self, route: Route) -> None:
        path = route.request.url.partition("/api/v1")[2].partition("?")[0]
        if path == "/me":
            staff = {"id": "gs", "label": "Giám sát", "role": self.role}
            _say(route, 200, {"role": self.role, "counter": None, "staff": staff})
        elif route.request.method == "GET":
            _say(route, 200, self.told)
        else:
            self.presses.append((path, json.loads(route.request.post_data or "null")))
            _say(route, *self.answers.get(path, (200, {})))


def _say(route: Route, status: int, told: Any) -> None:
    route.fulfill(status=status, json=told)


def rendered(lang: str) -> str:
    """The page as the server renders it."""
    shelves = [HOUSE / "stats/templates", HOUSE / "web/templates"]
    house = Environment(
        loader=ChoiceLoader([FileSystemLoader(s) for s in shelves]), autoescape=True
    )
    told = words.load("stats")
    office = {"name": "Trung tâm Phục vụ hành chính công phường Minh Họa", "name_en": "Minh Họa"}
    return house.get_template("stats/trust.html").render(
        room="stats", lang=lang, words=told, say=told[lang], office=office, reasons=REASONS
    )
