"""The pages of a counter with the test in the server's place: it says states and hears presses."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

import counter
from tests.counter.steps import OWN_DAY, OWN_RATINGS, STEPS
from tests.pages import HERE, routed

ME = {"id": "can-bo-1", "label": "Cán bộ 1", "role": "clerk"}
OTHER = {"id": "can-bo-2", "label": "Cán bộ 2"}
OFFICE = timezone(timedelta(hours=7))
TEMPLATES = Path(__file__).resolve().parents[2] / "web" / "templates"

FIELDS = (
    ("ho-tich", "Hộ tịch", "Civil status"), ("chung-thuc", "Chứng thực", "Certification"),
    ("dat-dai", "Đất đai – Xây dựng", "Land and building"), ("cu-tru", "Cư trú", "Residence"),
    ("bao-tro", "Bảo trợ xã hội – Người có công", "Social assistance"),
)  # fmt: skip
ERRANDS = (("Nộp hồ sơ", "File papers on"), ("Nhận kết quả", "Collect"), ("Hỏi về", "Ask about"))

# What the office lets a clerk choose from.
OFFERED: dict[str, Any] = {
    "pauses": [
        {"code": "BREAK", "name": "Nghỉ giữa giờ", "name_en": "Short break"},
        {"code": "MEETING", "name": "Họp", "name_en": "Meeting"},
    ],
    "hold_reasons": [
        {"code": "FORM", "name": "Điền tờ khai", "name_en": "Fill in a form"},
        {"code": "COPY", "name": "Chụp giấy tờ", "name_en": "Make copies"},
        {"code": "FEE", "name": "Nộp lệ phí", "name_en": "Pay the fee"},
    ],
    "hold_reminder_min": 10,
    "call_reasons": [
        {"code": "URGENT", "name": "Việc khẩn (tang lễ, cấp cứu)", "name_en": "Urgent"},
        {"code": "WEAK", "name": "Già yếu, đau ốm", "name_en": "Frail or ill"},
        {"code": "BACK", "name": "Quay lại theo hẹn", "name_en": "Back as agreed"},
    ],
    "targets": {
        "lines": [
            {"to": f"line:{id}", "series": series, "name": name, "name_en": name_en,
             "open": id != "dat-dai"}
            for (id, name, name_en), series in zip(FIELDS, "ACLSM", strict=True)
        ],
        "counters": [
            {"to": f"counter:{n}", "label": f"Quầy {n}", "label_en": f"Counter {n}",
             "clerk": f"Cán bộ {n}" if n < 5 else None,
             "open": n < 5}
            for n in range(1, 7)
        ],
        "clerks": [
            {"to": f"clerk:can-bo-{n}", "label": f"Cán bộ {n}", "counter": n}
            for n in range(1, 5)
        ],
    },
    "services": [
        {"id": f"{field}-{i}", "name": f"{what} {name.lower()}", "field": field,
         "name_en": f"{what_en} {name_en.lower()}"}
        for field, name, name_en in FIELDS
        for i, (what, what_en) in enumerate(ERRANDS)
    ],
}  # fmt: skip

# A socket that answers `watch` with window.hall, and through which the test says what changed.
SOCKET = """
window.io = () => {
  const on = {};
  const { hall } = window;
  const socket = {
    connected: false, active: true,
    on(name, then) { on[name] = then; },
    timeout() { return this; },
    emit(name, { board }, answer) {
      hall.board = board;
      if (hall.up) answer(null, { epoch: 1, version: hall.version, state: hall.state });
    },
    connect() { this.connected = hall.up; hall.up ? on.connect() : on.connect_error(); },
    disconnect() { this.connected = false; on.disconnect("io client disconnect"); },
  };
  hall.say = (change) => {
    Object.assign(hall.state, change);
    const after = hall.version++;
    on.change({ board: hall.board, epoch: 1, after, version: hall.version, change });
  };
  return socket;
};
"""


def ago(seconds: float) -> str:
    """The ISO time of so many seconds ago, as the office writes it."""
    return (datetime.now(OFFICE) - timedelta(seconds=seconds)).isoformat()


class Served:
    """One page and everything it asked: `presses` are (path after /api/v1/, body), oldest first."""

    def __init__(self, context: BrowserContext, path: str, state: dict[str, Any]) -> None:
        self.presses: list[tuple[str, Any]] = []
        self.answers: dict[str, tuple[int, Any]] = {}
        self.slow: set[str] = set()  # paths whose answers wait until answer_now()
        self._unanswered: list[Route] = []
        self.signed_in = True
        self.state = state
        self.page: Page = context.new_page()
        self.faults: list[str] = []
        self.page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        routed(self.page, {"/static/vendor/socket.io.min.js": self._socket}, rendered(path))
        self.page.route("**/api/v1/**", self._api)
        self.page.goto(HERE + path)

    def say(self, **change: Any) -> None:
        """The server tells the page what has changed."""
        self.page.evaluate("change => hall.say(change)", {"now": ago(0)} | change)

    def press(self, *keys: str) -> None:
        """Presses keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def last(self) -> tuple[str, Any]:
        """The newest press; waits for nothing."""
        return self.presses[-1]

    def answer_now(self) -> None:
        """The answers that were held back arrive."""
        self.slow.clear()
        while self._unanswered:
            self._answer(self._unanswered.pop(0))

    def _socket(self, route: Route) -> None:
        hall = json.dumps({"version": 1, "up": True, "state": self.state})
        route.fulfill(body=f"window.hall = {hall};{SOCKET}", content_type="text/javascript")

    def _api(self, route: Route) -> None:
        path = route.request.url.split("/api/v1/")[1].split("?")[0]
        if route.request.method != "GET":
            self.presses.append((path, route.request.post_data_json))
        if path in self.slow:
            self._unanswered.append(route)
        else:
            self._answer(route)

    def _answer(self, route: Route) -> None:
        path = route.request.url.split("/api/v1/")[1].split("?")[0]
        status, answer = self.answers.get(path) or self._usual(path)
        route.fulfill(status=status, json=answer)

    def _usual(self, path: str) -> tuple[int, Any]:
        if path == "me":
            return 200, {"role": "clerk", "counter": 3, "staff": ME if self.signed_in else None}
        if path == "session":
            self.signed_in = True
        if path == "board":
            return 200, {"state": {"counters": [{"n": n} for n in (1, 2, 3)]}}
        if "/history/" in path:
            return 200, {"number": "A012", "steps": STEPS, "reason": None}
        if path.endswith("own-day"):
            return 200, {"figures": OWN_DAY, "ratings": OWN_RATINGS}
        if path.startswith("counters/") and path.count("/") == 1:
            n = int(path.split("/")[1])
            return 200, self.state | {"counter": n, "label": f"Quầy {n}"}
        return 201 if path.endswith("rating") else 200, {}


def rendered(path: str) -> str:
    """The page as the server sends it."""
    return _server().test_client().get(path).get_data(as_text=True)


@cache
def _server() -> Flask:
    """The counter's pages alone; one for all tests, for it keeps its templates compiled."""
    app = Flask("pages", template_folder=str(TEMPLATES), static_folder=None)
    app.register_blueprint(counter.blueprint)
    return app


def desk(browser: Browser, touch: bool = False, lang: str = "vi", **state: Any) -> Served:
    """The clerk's page at counter 3, at its real size."""
    size = {"width": 1366, "height": 768}
    context = browser.new_context(viewport=size, has_touch=touch)  # type: ignore[arg-type]
    return Served(context, f"/counter/?lang={lang}", counter_state(**state))


def pad(browser: Browser, **state: Any) -> Served:
    """The rating pad of counter 3, at its real size, to be touched."""
    size = {"width": 800, "height": 1280}
    context = browser.new_context(viewport=size, has_touch=True)  # type: ignore[arg-type]
    return Served(context, "/counter/3/pad", pad_state(**state))


def answered(page: Page) -> None:
    """Until the page has read the answer to its last press: before that it takes no other."""
    expect(page.locator('#desk[aria-busy="true"]')).to_have_count(0)


def counter_state(**change: Any) -> dict[str, Any]:
    """What the server says of an open counter where nobody waits."""
    return {
        "now": ago(0), "counter": 3, "label": "Quầy 3", "state": "open", "reason": None,
        "locked": False, "since": ago(60), "clerk": ME, "ticket": None, "held": [],
        "quick": None, "undo": None,
        "missed": [], "line": [], "waiting": 0, "longest_since": None, "recall_limit": 3,
        "wait_target_min": 30,
        "lines": [
            {"field": "ho-tich", "name": "Hộ tịch", "name_en": "Civil status", "series": "A",
             "offset_min": 0, "waiting": 0},
            {"field": "dat-dai", "name": "Đất đai", "name_en": "Land", "series": "L",
             "offset_min": 5, "waiting": 0},
        ],
        "allowed": [
            "call-next", "next", "pause", "close", "rejoin", "call", "resume", "quick", "confirm",
            "void",
        ],
        "today": {"served": 4, "missed": 1},
        **OFFERED,
        "day": {"id": 1, "date": "2026-11-20", "open": True},
    } | change  # fmt: skip


def ticket(state: str = "called", **change: Any) -> dict[str, Any]:
    """A citizen in hand, with the longest name of a service in the demo hall."""
    return {
        "id": 41, "number": "A012", "service": "x", "field": "ho-tich", "state": state,
        "service_name": "Thực hiện, điều chỉnh, thôi hưởng trợ cấp xã hội hằng tháng, "
        "hỗ trợ kinh phí chăm sóc, nuôi dưỡng",
        "service_name_en": "Start, change or end a monthly social allowance",
        "priority": {"id": "elder", "name": "Người cao tuổi", "name_en": "Elderly"},
        "language": "vi", "issued_at": ago(900), "called_at": ago(5),
        "started_at": ago(2) if state == "serving" else None, "recalls": 0, "waited_s": 900,
        "reason": {"rule": "first", "passed": []}, "flags": [], "leg": 1, "needs": [],
        "unconfirmed": False, "note": None, "note_until": None, "back": False, "back_to": None,
    } | change  # fmt: skip


def line_of(n: int) -> dict[str, Any]:
    """`n` people waiting, every fourth in a line that this counter only helps."""
    line = [
        {"id": 100 + i, "number": f"{'AAAL'[i % 4]}{i + 13:03d}", "joined_at": ago(3000 - 30 * i),
         "service_name": ticket()["service_name"], "service_name_en": "Monthly allowance",
         "priority": ticket()["priority"] if i % 5 == 1 else None, "helping": i % 4 == 3,
         "needs": [], "unconfirmed": False, "targeted": False}
        for i in range(n)
    ]  # fmt: skip
    return {"line": line, "waiting": n, "longest_since": line[0]["joined_at"] if n else None}


def held(id: int, number: str, reminds_in: float, **change: Any) -> dict[str, Any]:
    """A number on hold that is to be reminded of in so many seconds."""
    return {
        "id": id, "number": number, "service_name": "Đăng ký khai sinh",
        "service_name_en": "Birth registration", "reason": "FORM", "since": ago(300),
        "remind_at": ago(-reminds_in),
    } | change  # fmt: skip


def missed(id: int, number: str, **change: Any) -> dict[str, Any]:
    """A number that did not come when it was called."""
    return {
        "id": id, "number": number, "service_name": "Đăng ký khai sinh",
        "service_name_en": "Birth registration", "missed_at": ago(60), "until": ago(-900),
        "unconfirmed": False,
    } | change  # fmt: skip


def pad_state(**change: Any) -> dict[str, Any]:
    """What the server says of a pad at rest."""
    words = [("R", "Chờ đợi lâu", "Long wait", 11), ("P", "Niềm nở", "Welcoming", 5)]
    reasons, praise = (
        [{"code": f"{c}{i}", "name": f"{vi} {i}", "name_en": f"{en} {i}"} for i in range(1, n + 1)]
        for c, vi, en, n in words
    )
    return {
        "now": ago(0), "counter": 3, "label": "Quầy 3", "clerk": {"label": "Cán bộ 1"},
        "state": "open", "rating": None, "reasons": reasons, "praise": praise,
    } | change  # fmt: skip


def rating(id: str = "r1", **change: Any) -> dict[str, Any]:
    """A question that has just been opened, for a minute."""
    return {
        "id": id, "number": "A012", "closes_at": ago(-60), "levels": 5, "language": "vi",
    } | change  # fmt: skip
