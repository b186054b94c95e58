"""What one touches is 20 mm wide and what one reads is 0.7° high, on panels of any size."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.kiosk.kiosks import FLAT, UPRIGHT, Kiosk, demo

pytestmark = pytest.mark.browser

# (pixels, what config.toml says of the panel, millimetres of its width, cm from which it is read)
PANELS = {
    "21.5 inch upright": (UPRIGHT, {"width_mm": 268}, 268, 60),
    "32 inch upright, from 80 cm": (UPRIGHT, {"width_mm": 398, "distance_cm": 80}, 398, 80),
    "15.6 inch on a table": ((1366, 768), {"width_mm": 344}, 344, 45),
    "nobody measured": (FLAT, {}, 1280 / 96 * 25.4, 45),
}

# Every letter that stands on the screen: the height of its capitals, in CSS pixels; every button's
# sides, and its distance from the next. Noto Sans has capitals of 0.714 em, Be Vietnam Pro of 0.74.
SEEN = """() => {
  const shown = (node) => node.checkVisibility() && !node.closest(".unseen, .icon, kbd");
  const texts = [...document.querySelectorAll("#kiosk *")].filter((node) => shown(node)
    && [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim()));
  const letters = texts.map((node) => {
    const style = getComputedStyle(node);
    const em = style.fontFamily.startsWith('"Noto') ? 0.714 : 0.74;
    return [parseFloat(style.fontSize) * em, node.textContent.slice(0, 40)];
  });
  const buttons = [...document.querySelectorAll("button")].filter((b) => b.checkVisibility());
  const boxes = buttons.map((b) => b.getBoundingClientRect());
  const sides = buttons.map((b, i) => [Math.min(boxes[i].width, boxes[i].height), b.textContent]);
  const apart = boxes.flatMap((one, i) => boxes.slice(i + 1).map((other, j) => [Math.max(
    other.left - one.right, one.left - other.right, other.top - one.bottom, one.top - other.bottom,
  ), `${buttons[i].textContent} | ${buttons[i + 1 + j].textContent}`]));
  const outside = buttons.filter((b, i) => boxes[i].top < 0 || boxes[i].left < 0
    || boxes[i].right > innerWidth + 1 || boxes[i].bottom > innerHeight + 1);
  return { letters, sides, apart, outside: outside.map((b) => b.textContent) };
}"""


def faults(at: Kiosk, width_mm: float, distance_cm: float) -> list[str]:
    """What is smaller than a hand or an eye needs, on a panel of this width, from this distance."""
    at.page.evaluate("document.fonts.ready")
    at.pass_time(50)
    seen = at.page.evaluate(SEEN)
    assert at.page.viewport_size
    mm = at.page.viewport_size["width"] / width_mm
    smallest = 2 * distance_cm * 10 * math.tan(math.radians(0.7 / 2)) * mm - 0.05
    return [
        *(
            f"letters of {cap / mm:.1f} mm: {text}"
            for cap, text in seen["letters"]
            if cap < smallest
        ),
        *(f"{side / mm:.1f} mm: {text}" for side, text in seen["sides"] if side < 20 * mm - 0.05),
        *(f"{gap / mm:.1f} mm apart: {two}" for gap, two in seen["apart"] if gap < 4 * mm - 0.05),
        *(f"outside: {text}" for text in seen["outside"]),
    ]


def walked(at: Kiosk) -> Iterator[str]:
    """From the start to the number, by the field with the longest names, and the ways beside."""
    yield "start"
    at.touch(".tiles .other")
    yield "the other fields"
    at.touch("#back")
    at.touch(".way")
    yield "search"
    at.touch("[data-letter=c]")
    yield "found"
    at.touch("#home")
    if not at.saw("[data-field=bao-tro]").count():
        at.touch(".tiles .other")
    at.touch("[data-field=bao-tro]")
    yield "services"
    at.touch(".row")
    yield "priority"
    at.touch(".sheet-way")
    at.saw(".sheet-lines").wait_for()
    yield "sheet"
    at.touch(".sheet-take")
    at.touch(".answer")
    yield "ready"
    at.pass_time(500)
    at.take()
    at.saw(".number").wait_for()
    yield "number"


@pytest.mark.parametrize(
    ("panel", "lang"),
    [
        ("21.5 inch upright", "vi"),
        ("32 inch upright, from 80 cm", "en"),
        ("15.6 inch on a table", "vi"),
        ("15.6 inch on a table", "en"),
        ("nobody measured", "en"),
    ],
)
def test_letters_of_seven_tenths_of_a_degree_and_buttons_of_20_mm(
    chromium: Browser, panel: str, lang: str
) -> None:
    size, told, width_mm, distance_cm = PANELS[panel]
    at = Kiosk(chromium, size, lang, panel=told)
    found = {screen: faults(at, width_mm, distance_cm) for screen in walked(at)}
    at.close()
    assert len(found) == 9
    assert not {screen: faults for screen, faults in found.items() if faults}


def test_a_letter_that_is_too_small_would_be_found(chromium: Browser) -> None:
    at = Kiosk(chromium, UPRIGHT, panel={"width_mm": 268})
    expect(at.saw(".tiles")).to_be_visible()
    at.page.evaluate("document.querySelector('h1').style.fontSize = '30px'")
    at.page.evaluate("document.querySelector('.way').style.marginTop = '-30px'")
    at.page.evaluate("document.querySelector('.own-way').style.minHeight = '70px'")
    found = " / ".join(faults(at, 268, 60))
    assert "letters of 5.5 mm: Hôm nay" in found
    assert "Tìm theo tên việc" in found
    assert "mm: Tôi đã có số" in found
    at.close()


@pytest.mark.parametrize(("width_mm", "lowered"), [(240, False), (268, True), (0, True)])
def test_where_fewer_fields_fit_each_stands_on_one_screen(
    chromium: Browser, width_mm: int, lowered: bool
) -> None:
    at = Kiosk(chromium, panel={"width_mm": width_mm})
    if lowered:
        at.touch(".aid-lower")
    found: list[str] = []
    while True:
        tiles = at.saw("[data-field]")
        found += tiles.evaluate_all("tiles => tiles.map((tile) => tile.dataset.field)")
        if not at.saw(".tiles .other").count():
            break
        at.touch(".tiles .other")
        at.pass_time(100)
    assert sorted(found) == sorted(field.id for field in demo().hall.fields)
    at.close()


def test_news_of_the_paper_takes_no_field_from_the_first_screen(chromium: Browser) -> None:
    found = []
    for paper in ({"ok": True, "trouble": None}, {"ok": False, "trouble": "paper-out"}):
        at = Kiosk(chromium, FLAT, paper=paper)
        expect(at.saw(".tiles")).to_be_visible()
        at.pass_time(100)
        found.append((at.saw("#notice").is_visible(), at.saw("[data-field]").count()))
        at.close()
    assert found == [(False, 4), (True, 4)]


def test_where_fewer_choices_can_be_read_no_service_is_lost(chromium: Browser) -> None:
    at = Kiosk(chromium, (1366, 768), panel={"width_mm": 344})
    if not at.saw("[data-field=bao-tro]").count():
        at.touch(".tiles .other")
    at.touch("[data-field=bao-tro]")
    found: list[str] = []
    while True:
        rows = at.saw("[data-service]")
        found += rows.evaluate_all("rows => rows.map((row) => row.dataset.service)")
        assert at.saw(".choice").count() <= 8
        if not at.saw(".rows .other").count():
            break
        at.touch(".rows .other")
    assert sorted(found) == sorted(s.id for s in demo().hall.services if s.field == "bao-tro")
    at.close()
