"""Help at the kiosk: it reads aloud, comes down to a wheelchair, obeys four keys, and forgets."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.kiosk.kiosks import FLAT, UPRIGHT, Kiosk
from tests.test_axe import serious

pytestmark = pytest.mark.browser
HALF = UPRIGHT[1] / 2
TARGET = 76  # px: 20 mm on an unmeasured panel
OUT_OF_REACH = f"""() => [...document.querySelectorAll("button")]
  .filter((each) => each.checkVisibility())
  .map((each) => [each.textContent, each.getBoundingClientRect()])
  .filter(([, box]) => box.top < {HALF} || box.bottom > {UPRIGHT[1]}
    || Math.min(box.width, box.height) < {TARGET})
  .map(([text, box]) => `${{text}} at ${{box.top}}: ${{box.width}} × ${{box.height}}`)"""
# Words beyond their button, or a button beyond the edge of the page.
BURST = """() => {
  const edge = innerWidth - parseFloat(getComputedStyle(kiosk).paddingRight) + 1;
  return [...document.querySelectorAll(".aids button")]
    .filter((each) => each.checkVisibility())
    .filter((each) => each.scrollWidth > each.clientWidth
      || each.getBoundingClientRect().right > edge)
    .map((each) => each.textContent);
}"""
FULL = "main => main.scrollHeight > main.clientHeight + 1"

Opened = Callable[..., Kiosk]


def heard(at: Kiosk, what: str) -> None:
    """Waits until the voice was asked to say so."""
    for _ in range(400):
        if any(what in text for text in at.said):
            return
        at.page.wait_for_timeout(25)
    raise AssertionError(f"{what!r} was not said, but {at.said}")


def walk(at: Kiosk, to: str, key: str = "ArrowDown") -> None:
    """Key by key to the first thing that matches, and Enter."""
    at.pass_time(900)
    for _ in range(60):
        at.page.keyboard.press(key)
        if at.page.evaluate("to => document.activeElement.matches(to)", to):
            return at.page.keyboard.press("Enter")
    raise AssertionError(f"no key leads to {to}")


def stands_at(at: Kiosk, screen: str) -> None:
    expect(at.saw("#kiosk")).to_have_attribute("data-screen", screen)


def test_the_screen_is_read_from_the_greeting_on(opened: Opened) -> None:
    at = opened()
    at.touch(".aid-read")
    heard(at, "Tôi không biết chọn gì")
    assert at.said[:2] == ["Xin chào Ông/Bà!", "Hôm nay Ông/Bà cần làm gì?"]
    assert at.said[2] == "Hộ tịch, 3 người chờ"  # without the letter that is only drawn
    assert serious(at.page) == []
    at.said.clear()
    at.touch("[data-field=ho-tich]")
    heard(at, "Mời Ông/Bà chọn việc")
    at.touch(".aid-read")
    expect(at.saw(".aid-read")).to_have_attribute("aria-pressed", "false")
    expect(at.saw("[data-said]")).to_have_count(0)


def test_keys_say_what_they_reach_and_a_number_is_said(opened: Opened) -> None:
    at = opened(size=FLAT)
    at.page.keyboard.press("Enter")  # on the question: read it to me
    heard(at, "Hôm nay Ông/Bà cần làm gì?")
    walk(at, "[data-field=ho-tich]")
    heard(at, "Hộ tịch, 3 người chờ")
    for step in (".row", ".answer", ".take"):
        walk(at, step)
    heard(at, "Số của Ông/Bà, A012")
    heard(at, "Mời Ông/Bà nhận phiếu")
    assert at.said.count("Số của Ông/Bà, A012") == 1  # the news of the paper is said alone


@pytest.mark.parametrize("size", [UPRIGHT, FLAT], ids=["upright", "flat"])
def test_four_keys_take_a_number(opened: Opened, size: tuple[int, int]) -> None:
    at = opened(size=size)
    walk(at, "[data-field=chung-thuc]")
    stands_at(at, "services")
    at.pass_time(900)
    at.page.keyboard.press("Escape")
    stands_at(at, "fields")
    walk(at, "[data-field=chung-thuc]")
    walk(at, ".row")
    walk(at, ".answer")
    walk(at, ".take")
    expect(at.saw(".number")).to_have_text("A012")
    walk(at, ".done", "ArrowUp")
    stands_at(at, "fields")
    assert len(at.orders) == 1


def test_the_warning_is_said_too(opened: Opened) -> None:
    at = opened()
    at.touch("[data-field=ho-tich]")
    at.touch(".aid-read")
    heard(at, "Mục khác")
    expect(at.saw("[data-said]")).to_have_count(0)
    at.said.clear()
    at.pass_time(46_000)
    heard(at, "Ông/Bà còn ở đó không?")


@pytest.mark.parametrize("size", [UPRIGHT, FLAT], ids=["upright", "flat"])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_two_short_words_of_help_stand_in_one_line(
    opened: Opened, lang: str, size: tuple[int, int]
) -> None:
    at = opened(lang=lang, size=size)
    lines = "text => Math.round(text.offsetHeight / parseFloat(getComputedStyle(text).lineHeight))"
    assert at.saw(".aid-contrast span").evaluate(lines) == 1
    if size == UPRIGHT:
        assert at.saw(".aid-lower span").evaluate(lines) == 1
    assert at.page.evaluate(BURST) == []
    at.saw(".aid-read span").evaluate("text => (text.textContent = 'a word '.repeat(9))")
    assert at.saw(".aid-read span").evaluate(lines) > 1  # so that it would be seen


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_lowered_and_read_aloud_the_row_of_help_holds_its_words(opened: Opened, lang: str) -> None:
    at = opened(lang=lang)
    at.touch(".aid-read")
    at.touch(".aid-lower")
    at.touch("[data-field=ho-tich]")
    at.pass_time(100)
    assert at.page.evaluate(OUT_OF_REACH) == []
    assert at.page.evaluate(BURST) == []
    at.saw(".aid-louder span").evaluate("text => (text.textContent = 'x'.repeat(400))")
    assert at.page.evaluate(BURST) != []  # so that it would be seen


def test_more_contrast_stays_for_one_person(opened: Opened) -> None:
    at = opened()
    at.touch(".aid-contrast")
    expect(at.saw("html")).to_have_attribute("data-contrast", "high")
    expect(at.saw(".aid-contrast")).to_have_attribute("aria-pressed", "true")
    at.touch("[data-field=ho-tich]")
    expect(at.saw("html")).to_have_attribute("data-contrast", "high")
    assert serious(at.page) == []
    at.touch("#home")
    expect(at.saw("html")).not_to_have_attribute("data-contrast", "high")
    for aid in (".aid-contrast", ".aid-lower"):
        at.touch(aid)
        at.pass_time(46_000)  # whoever asked for it has gone without a further touch
        expect(at.saw(aid)).to_have_attribute("aria-pressed", "false")
    expect(at.saw("html")).not_to_have_attribute("data-contrast", "high")
    assert at.page.context.cookies() == []


def test_lowered_everything_that_is_pressed_is_within_reach(opened: Opened) -> None:
    at = opened()
    out: dict[str | None, Any] = {}
    way = [
        "", "[data-field=ho-tich]", ".row", ".answer", "#home", ".own-way", "#home",
        ".aid-office", ".office-way >> nth=2", ".phrase", "#back", ".office-way >> nth=3",
    ]  # fmt: skip
    for step in way:
        if step:
            at.touch(step)
        if step in ("", "#home"):  # which begins anew, also with this
            at.touch(".aid-lower")
        at.pass_time(100)
        out[at.screen] = at.page.evaluate(OUT_OF_REACH)
        assert not at.saw("#main").evaluate(FULL), at.screen
    assert {screen: found for screen, found in out.items() if found} == {}
    assert serious(at.page) == []
    at.touch(".aid-lower")
    assert at.page.evaluate(OUT_OF_REACH)


def test_the_next_person_finds_the_kiosk_as_new(opened: Opened) -> None:
    at = opened()
    at.pass_time(600)
    new = stands(at)
    at.touch(".aid-read")
    heard(at, "Tôi không biết chọn gì")
    at.touch(".aid-louder")
    at.touch(".aid-lower")
    at.touch("#languages [lang=en]")
    at.touch(".aid-office")
    at.touch(".office-way >> nth=2")
    at.touch(".phrase")
    expect(at.saw(".written")).to_contain_text("The wait is too long.")
    expect(at.saw("[data-said]")).to_have_count(0)
    at.pass_time(46_000)
    assert at.saw("#ask").is_visible()
    at.pass_time(21_000)
    expect(at.saw("h1")).to_have_text("Hôm nay Ông/Bà cần làm gì?")
    assert stands(at) == new
    at.touch(".aid-office")
    at.touch(".office-way >> nth=2")
    expect(at.saw(".phrase").first).to_be_visible()


def stands(at: Kiosk) -> str:
    """All of the page but the time of day."""
    page: str = at.saw("#kiosk").evaluate("node => node.outerHTML")
    page = re.sub(r'(<time id="time".*?</time>)|( style=".*?")|( data-tight="\d")', "", page)
    return re.sub(r">\s+<", "><", page)


def test_without_a_voice_nothing_is_promised(opened: Opened) -> None:
    at = opened(catalog={"aloud": False})
    assert not at.saw(".aid-read").count()
    at.page.keyboard.press("Enter")
    at.pass_time(500)
    assert at.said == []
