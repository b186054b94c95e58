"""The figures part of the supervisor's page, with the test in the server's place."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader
from playwright.sync_api import Browser, Page, Route

from figures.passages import COUNTS
from figures.scores import score
from tests.pages import HERE, HOUSE, routed
from web import words

Names = list[tuple[str, str]]
DAYS = [dt.date(2025, 11, 20) + dt.timedelta(days=i) for i in range(366)]
NAMED: dict[str, Names] = {
    "field": [
        ("Hộ tịch", "Civil status"), ("Chứng thực", "Certification"),
        ("Đất đai – Tài nguyên và Môi trường", "Land, resources and environment"),
        ("Giáo dục – Văn hóa", "Education and culture"), ("Hướng dẫn", "Guidance"),
    ],
    "service": [(f"Xác nhận tình trạng hôn nhân {n}", f"Marital status {n}") for n in range(24)],
    "hour": [(f"{h:02d}–{h + 1:02d} giờ", f"{h:02d}–{h + 1:02d}") for h in range(7, 17)],
    "day": [(d.strftime("%d/%m/%Y"),) * 2 for d in DAYS if d.weekday() < 5],
}  # fmt: skip
NOTHING: dict[str, Any] = {"n": 0, "median_s": None, "p90_s": None, "within": None}


def group(
    chance: random.Random, key: Any, names: tuple[str, str], *, asked: bool, sides: bool = False
) -> Any:
    """One group of figures, as /api/v1/stats tells it; `sides` of the pad's second screen."""
    n, wait = chance.randint(20, 180), chance.randint(4, 22) * 60
    levels = [chance.randint(0, 4), *(chance.randint(3, 9) for _ in range(3)), 30]
    return {
        "key": key, "label": names[0], "label_en": names[1], **dict.fromkeys(COUNTS, 3),
        "served": n, "missed": chance.randint(0, 9), "waiting": None, "waiting_max": 9,
        "wait": {"n": n, "median_s": wait, "p90_s": wait + 6600, "within": 0.87},
        "wait_open": {"n": n, "median_s": wait, "p90_s": wait + 600, "within": None},
        "walk": {"n": n, "median_s": 24, "p90_s": 51, "within": None},
        "service": {"n": n, "median_s": 300, "p90_s": 720, "within": 0.94}, "work": NOTHING,
        "ratings": {
            "opened": 90, "n": sum(levels), "unanswered": 30, "withdrawn": 1, "response": 0.6,
            "scores": [score(5, levels)] if asked else [],
            "way": [score(5, [*levels[:4], 20])] if sides else [],
            "manner": [score(5, [0, 0, 0, 1, 2])] if sides else [],
        },
    }  # fmt: skip


def told(by: str, *, sides: bool = False, **change: Any) -> dict[str, Any]:
    """What the server tells of October; `sides` where the office asks for them."""
    chance, asked = random.Random(4), by not in ("service", "hour")
    rows = [group(chance, i, names, asked=asked, sides=sides) for i, names in enumerate(NAMED[by])]
    return {
        "from": "2026-10-01", "to": "2026-10-31", "by": by, "days": 22, "turn": None,
        "open": False, "now": "2026-11-20T15:00:00.000+07:00", "wait_target_s": 1800,
        "service_late_percent": 200, "rows": rows,
        "total": group(chance, None, ("Tổng", "Total"), asked=True, sides=sides),
    } | change  # fmt: skip


class FiguresPage:
    """The page; `asked` are the queries, newest last."""

    def __init__(self, browser: Browser, answer: dict[str, Any], lang: str = "vi") -> None:
        self.asked: list[str] = []
        self.context = browser.new_context(viewport={"width": 1366, "height": 768})
        self.page: Page = self.context.new_page()
        self.faults: list[str] = []
        self.page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        routed(self.page, {}, rendered(lang))
        self.answer = answer
        self.page.route("**/api/v1/**", self._api)
        query = f"from={answer['from']}&to={answer['to']}&by={answer['by']}"
        self.page.goto(f"{HERE}/stats/?{query}&lang={lang}")
        self.page.evaluate(WIRE, [lang, answer["now"]])

    def close(self) -> None:
        """Nothing may have gone wrong in the page."""
        self.context.close()
        assert self.faults == []

    def _api(self, route: Route) -> None:
        self.asked.append(route.request.url.partition("/api/v1/")[2])
        route.fulfill(json=self.answer)


# The part is opened as stats.js opens it, once somebody has signed in and today is known.
WIRE = """async ([lang, now]) => {
  for (const node of document.querySelectorAll("#door, .now")) node.remove();
  document.getElementById("page").hidden = false;
  const { words } = await import("/static/words.js");
  const { openFigures } = await import("/stats/static/figures.js");
  openFigures(words(lang)).hear({ now, day: { open: false, date: now.slice(0, 10) } });
}"""


def rendered(lang: str) -> str:
    """The page as the server sends it, without what starts it."""
    rooms = [FileSystemLoader(HOUSE / room / "templates") for room in ("web", "stats")]
    pages = Environment(loader=ChoiceLoader(rooms), autoescape=True)
    said = words.load("stats")
    page = pages.get_template("stats/stats.html").render(
        room="stats", lang=lang, words=said, say=said[lang], office={"name": "Trung tâm Phục vụ",
        "name_en": "Public service centre"},
    )  # fmt: skip
    return page.replace('<script type="module" src="/stats/static/stats.js"></script>', "")
