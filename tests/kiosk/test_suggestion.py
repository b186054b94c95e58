"""The suggestion box at the kiosk: typed with its tones, left once, answered under its code."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from tests.kiosk.kiosks import FLAT, UPRIGHT, Kiosk
from tests.test_axe import serious

pytestmark = pytest.mark.browser
SIZES = pytest.mark.parametrize("size", [UPRIGHT, FLAT], ids=["upright", "flat"])
SMALL = """() => [...document.querySelectorAll("main button")].filter((each) => {
  const { width, height } = each.getBoundingClientRect();
  return each.checkVisibility() && Math.min(width, height) < 76;
}).length"""
# Where school puts the tone.
SYLLABLES = (
    ("hoa huyen", "hòa"), ("toan sac", "toán"), ("quy sac", "quý"), ("gia sac", "giá"),
    ("gi huyen", "gì"), ("thuơ hoi", "thuở"), ("nươc sac", "nước"), ("ngoai huyen", "ngoài"),
    ("cua hoi", "của"), ("thuy hoi", "thủy"), ("cảm hoi", "cam"), ("cảm sac", "cám"),
    ("xin chao huyen", "xin chào"), ("khuya nang", "khuỵa"), ("xyz  sac", "xyz "), (" sac", ""),
)  # fmt: skip

# Keys whose word has no room in them, and keys nearer to one another than 4 mm.
CRAMPED = """() => {
  const keys = [...document.querySelectorAll(".writing .key")];
  const boxes = keys.map((key) => key.getBoundingClientRect());
  const wide = (key) => {
    const words = document.createRange();
    words.selectNodeContents(key);
    return words.getBoundingClientRect().width > key.clientWidth - 12;
  };
  const near = (a, b) => a !== b && a.left < b.right + 15.5 && b.left < a.right + 15.5
    && a.top < b.bottom + 15.5 && b.top < a.bottom + 15.5;
  return keys.filter((key, i) => wide(key) || boxes.some((box) => near(boxes[i], box)))
    .map((key) => key.textContent || key.ariaLabel);
}"""

Opened = Callable[..., Kiosk]


@pytest.fixture
def box(opened: Opened) -> Opened:
    def open_(way: int = 2, **how: Any) -> Kiosk:
        at = opened(**how)
        at.touch(".aid-office")
        at.touch(f".office-way >> nth={way}")
        return at

    return open_


def types(at: Kiosk, *keys: str) -> None:
    for key in keys:
        what = ".space" if key == " " else f'[data-key="{key}"]'
        at.saw(what).tap()


@SIZES
def test_what_is_typed_is_left_and_its_code_stays_to_be_noted(
    box: Opened, size: tuple[int, int]
) -> None:
    at = box(size=size)
    assert at.page.evaluate(SMALL) == 0
    expect(at.saw(".send")).to_be_disabled()
    types(at, "t", "h", "ê", "m", " ", "g", "h", "ê", "á", ".", "o", "k")
    expect(at.saw(".written")).to_have_text("Thêm ghế.Ok")
    at.saw(".rub").tap()
    at.saw(".rub").tap()
    assert serious(at.page) == []
    at.touch(".send")
    expect(at.saw(".case-code")).to_have_text("4827\u00a01536")
    assert at.box == [{"text": "Thêm ghế.", "language": "vi"}]
    assert serious(at.page) == []
    assert at.page.evaluate(SMALL) == 0
    at.pass_time(500)  # «Xong» counts 800 ms after its screen has come
    at.touch(".done")
    assert at.screen == "fields"


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("lowered", [False, True], ids=["standing", "lowered"])
def test_no_key_touches_its_word_or_the_next_key(box: Opened, lang: str, lowered: bool) -> None:
    at = box(lang=lang)
    if lowered:
        at.touch(".aid-lower")
        at.pass_time(100)
    assert at.page.evaluate(CRAMPED) == []
    at.saw(".rub").evaluate("key => (key.textContent = key.textContent.repeat(20))")
    assert at.page.evaluate(CRAMPED)  # so that it would be seen


def test_a_sentence_that_many_say_is_one_touch(box: Opened) -> None:
    at = box(lang="en")
    at.touch(".phrase >> nth=1")
    at.touch(".send")
    expect(at.saw("h1")).to_have_text("Thank you for your suggestion!")
    assert at.box == [{"text": "More seats, please.", "language": "en"}]
    at.touch("#back")
    assert at.screen == "fields"  # and not what was typed


def test_a_full_box_says_so_and_nothing_is_lost(box: Opened) -> None:
    at = box()
    refused = {"error": {"code": "box_full", "message": "Hòm thư đang đầy."}}
    at.page.route("**/api/v1/suggestions?*", lambda r: r.fulfill(status=409, json=refused))
    at.touch(".phrase")
    at.touch(".send")
    expect(at.saw(".own-trouble")).to_have_text("Hòm thư đang đầy.")
    expect(at.saw(".written")).to_contain_text("Chờ đợi lâu quá.")
    expect(at.saw(".send")).to_be_enabled()


def test_the_answer_is_found_by_its_code(box: Opened) -> None:
    at = box(way=3, size=FLAT)
    told: dict[str, Any] = {
        "state": "answered", "left_at": "2026-11-18T09:00:00+07:00", "until": "",
        "answered_at": "2026-11-19T09:00:00+07:00",
        "answer": "Đã đặt thêm mười ghế. Cảm ơn Ông/Bà.",
    }  # fmt: skip
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url.split("/")[-1].split("?")[0])
        if asked[-1] == "48271536":
            route.fulfill(body=json.dumps(told), content_type="application/json")
        else:
            route.fulfill(status=404, json={})

    at.page.route("**/api/v1/suggestions/*", answer)
    for digit in "48271535":
        at.saw(f'[data-digit="{digit}"]').tap()
    at.touch(".look")
    expect(at.saw(".own-trouble")).to_contain_text("Không có góp ý nào mang mã này")
    at.page.get_by_text("Xóa").tap()
    at.saw('[data-digit="6"]').tap()
    at.touch(".look")
    expect(at.saw(".office-says")).to_have_text("Đã đặt thêm mười ghế. Cảm ơn Ông/Bà.")
    assert asked == ["48271535", "48271536"]
    assert serious(at.page) == []


def test_tones_stand_where_school_puts_them(box: Opened) -> None:
    at = box()
    cases = [(*typed.rsplit(" ", 1), right) for typed, right in SYLLABLES]
    found = at.page.evaluate(
        """async (cases) => {
          const { toned } = await import("/kiosk/static/syllable.js");
          return cases.map(([text, tone]) => toned(text, tone));
        }""",
        cases,
    )
    assert found == [right for *_, right in cases]
