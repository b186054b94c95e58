"""States of the hall to look at, and the hall's screen on a socket in the test's hand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader
from playwright.sync_api import Browser, Page

from display.voice import sentence_en, sentence_vi
from tests.pages import HERE, HOUSE, Answer, routed
from web.words import load

NOW = "2026-11-20T10:24:31+07:00"
FIELDS = [
    ("A", "Hộ tịch", "Civil status"),
    ("C", "Chứng thực", "Certification"),
    ("L", "Đất đai – Xây dựng", "Land – Construction"),
    ("M", "Bảo trợ xã hội – Người có công", "Social protection – People with merit"),
    ("K", "Hộ kinh doanh", "Household business"),
    ("G", "Giáo dục – Văn hóa", "Education – Culture"),
    ("S", "Cư trú", "Residence"),
    ("X", "Tiếp công dân – Phản ánh, kiến nghị", "Citizen reception – Feedback"),
    ("R", "Nhận kết quả", "Collecting results"),
    ("H", "Hỏi, hướng dẫn", "Questions, guidance"),
]
WAITING_80 = (34, 18, 9, 7, 0, 3, 2, 1, 5, 1)
SLOGAN = (
    "Nghe dân nói, nói dân hiểu, làm dân tin, biết xin lỗi khi chậm và biết cảm ơn mỗi lời góp ý"
)
STATES = ("called", "serving", "called", "serving", "served", "serving", "missed", "served")
NUMBERS = ("A012", "L006", "C040", "K011", "A011", "R102", "X003", "M009")


def call(
    key: int, number: str, counter: int, state: str = "called", recall: int = 0
) -> dict[str, Any]:
    return {
        "id": key,
        "number": number,
        "counter": counter,
        "at": f"2026-11-20T10:{23 - key % 8:02d}:00+07:00",
        "recall": recall,
        "state": state,
    }


def announcement(
    key: int, number: str, counter: int, recall: int = 0, **more: Any
) -> dict[str, Any]:
    return {
        "id": key,
        "number": number,
        "counter": counter,
        "recall": recall,
        "language": "vi",
        "text": sentence_vi(number, counter, recall),
        "text_en": sentence_en(number, counter, recall),
        "sound": f"/display/sound/{key}.wav",
        "created": NOW,
        "until": "2026-11-20T10:25:31+07:00",
        "state": "open",
        **more,
    }


def hall(
    calls: int | list[dict[str, Any]] = 0, waiting: int = 0, fields: int = 10, **more: Any
) -> dict[str, Any]:
    """A hall with so many calls made, people waiting (0, 3, 80) and fields."""
    counts = {0: (0,) * 10, 3: (2, 0, 1) + (0,) * 7, 80: WAITING_80}[waiting]
    names = ("id", "series", "name", "name_en")
    rows = [dict(zip(names, (f"f{n}", *FIELDS[n]), strict=True)) for n in range(fields)]
    following = ["A013", "L007", "C041", "A014", "R103", "A015", "M010", "C042"]
    return {
        "now": NOW,
        "office": {
            "name": "Trung tâm Phục vụ hành chính công xã Mẫu",
            "name_en": "Mẫu Commune Public Administration Service Centre",
            "motto": "Đơn giản - thân thiện - đúng hẹn",
            "motto_en": "Simple, friendly, on time",
        },
        "date": "2026-11-20",
        "open": True,
        "opens_at": None,
        "closed_for": None,
        "calls": made(calls) if isinstance(calls, int) else calls,
        "announcements": [],
        "taken_back": [],
        "unheard": [],
        "sound_from": "screen",
        "next": following[: min(waiting, 8)],
        "waiting": [{**row, "field": row["id"], "n": counts[n]} for n, row in enumerate(rows)],
        "counters": [
            counter(n, "paused" if n in (4, 6) and waiting == 80 else "open") for n in range(1, 9)
        ],
        "missed": ["K003", "A007"] if waiting == 80 else [],
        "slogans": [SLOGAN],
        "contacts": [],
        "rooms": [],
        "slides": None,
        "figures": None,
        "month": None,
        "speaker": True,
        **more,
    }


def made(calls: int) -> list[dict[str, Any]]:
    return [call(90 - n, NUMBERS[n], n % 8 + 1, STATES[n]) for n in range(calls)]


def counter(n: int, state: str, **more: Any) -> dict[str, Any]:
    return {
        "n": n,
        "label": f"Quầy {n}",
        "label_en": f"Counter {n}",
        "state": state,
        "reason": None,
        "why": None,
        "why_en": None,
        "number": None,
        "ticket": None,
        "fields": ["f0", "f1"],
        **more,
    }


def slide(key: str, title: str = "", text: str = "", **more: Any) -> dict[str, Any]:
    """A notice or a picture, shown always."""
    plain = {"id": key, "title": title, "title_en": title, "text": text, "text_en": text}
    when: dict[str, Any] = {"first_day": None, "last_day": None, "days": [], "start": "", "end": ""}
    return {**plain, "picture": "", "seconds": 15, **when, **more}


def room(key: str, name: str, counters: list[int], **more: Any) -> dict[str, Any]:
    """A waiting room, with what is called to its counters."""
    shown = {"fields": ["f0"], "calls": [], "next": [], "missed": []}
    return {"id": key, "name": name, "name_en": name, "counters": counters, **shown, **more}


# Stands for socket.io.min.js: answers "watch" with the whole state; change({…}) sends a change.
SOCKET = """
const whole = %s;
const on = {};
let version = 1;
window.mute = false;
window.io = () => ({
  connected: false, active: true,
  on(name, then) { on[name] = then; },
  timeout() { return this; },
  emit(name, data, answer) { if (!mute) answer(null, { epoch: 1, version, state: whole }); },
  connect() {
    this.connected = !mute;
    if (mute) setTimeout(() => on.connect_error(new Error("timeout")), 100);
    else on.connect();
  },
  disconnect() { this.connected = false; on.disconnect("io client disconnect"); },
});
window.change = (keys) => {
  Object.assign(whole, keys);
  on.change({ board: "hall", epoch: 1, after: version, version: ++version, change: keys });
};
setInterval(() => mute || on.heartbeat({ hall: version }), 5000);
"""


def page_of(lang: str, name: str = "hall", **more: Any) -> str:
    """The page's HTML as the server would make it."""
    folders = [
        FileSystemLoader(HOUSE / "web/templates"),
        FileSystemLoader(HOUSE / "display/templates"),
    ]
    house = Environment(loader=ChoiceLoader(folders), autoescape=True)
    template = house.get_template(f"display/{name}.html")
    words = load("display")
    return template.render(room="display", lang=lang, words=words, say=words[lang], **more)


def open_hall(
    browser: Browser,
    state: dict[str, Any],
    answers: Mapping[str, Answer] | None = None,
    lang: str = "vi",
    *,
    faked: bool = False,
    before: str = "",
    size: tuple[int, int] = (1920, 1080),
    **which: Any,
) -> Page:
    """A screen showing `state`; `faked` puts its clock into the test's hand.

    `which` it is: `only` a room, or `name="counter", counter=3`; else the whole hall's.
    """
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.add_init_script(before)
    socket = SOCKET % json.dumps(state)
    given: dict[str, Answer] = {
        "/static/vendor/socket.io.min.js": lambda route: route.fulfill(
            body=socket, content_type="text/javascript; charset=utf-8"
        ),
        **(answers or {}),
    }
    routed(page, given, page_of(lang, **which))
    if faked:
        page.clock.install()
    page.goto(f"{HERE}/display/")
    page.wait_for_function("document.getElementById('clock').textContent !== ''")
    page.wait_for_function("document.fonts.status === 'loaded'")
    return page
