"""Papers, fees and time limits without a number: the same choices, ending in the sheet."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.kiosk.kiosks import FLAT, UPRIGHT, Kiosk
from tests.kiosk.test_aids import OUT_OF_REACH, stands, walk
from tests.kiosk.test_choosing import MEASURED
from tests.test_axe import serious

pytestmark = pytest.mark.browser
COPY = "c-chung-thuc-ban-sao-tu-ban-chinh"
SHEET = ".sheet-lines"

Opened = Callable[..., Kiosk]


def look(at: Kiosk, field: str = "chung-thuc", service: str = COPY) -> None:
    """From the first screen to the sheet."""
    at.touch(".look-way")
    at.touch(f"[data-field={field}]")
    at.touch(f"[data-service={service}]")
    expect(at.saw(SHEET)).to_be_visible()


def test_the_fee_is_read_and_printed_and_no_number_is_taken(opened: Opened) -> None:
    at = opened()
    at.touch(".look-way")
    expect(at.saw(".greeting")).to_have_text("Không cần lấy số")
    assert at.saw(".waiting").count() == 0  # who waits is of no use here
    at.touch("[data-field=chung-thuc]")
    at.touch(f"[data-service={COPY}]")
    expect(at.saw(SHEET)).to_contain_text("2.000 đồng/trang")
    expect(at.saw(".sheet-origin")).to_contain_text("Cập nhật ngày 20/11/2026.")
    at.touch(".sheet-print")
    expect(at.saw(".sheet-print")).to_have_text("Đang in, mời Ông/Bà nhận giấy")
    assert at.printed == [{"language": "vi"}]
    assert at.orders == []


def test_who_then_wants_a_number_takes_it_for_the_same_service(opened: Opened) -> None:
    at = opened()
    look(at)
    at.touch(".sheet-take")
    assert at.screen == "priority"
    at.touch(".sheet-way")
    expect(at.saw(SHEET)).to_be_visible()
    at.touch(".sheet-take")  # from here it is the way back
    assert at.screen == "priority"
    at.touch(".answer")
    at.pass_time(500)
    at.take()
    expect(at.saw(".number")).to_have_text("A012")
    assert at.orders[0][1]["service"] == COPY


def test_the_sheet_is_there_while_no_number_can_be_had(opened: Opened) -> None:
    at = opened()
    at.say_of("chung-thuc", shut={"code": "limit_reached", "opens_at": None})
    look(at)
    at.touch(".sheet-take")
    assert at.screen == "shut"
    at.touch("#back")
    assert at.screen == "sheet"


def test_the_search_leads_to_the_sheet_as_well(opened: Opened) -> None:
    at = opened()
    at.touch(".look-way")
    assert at.saw(".guide").count() == 0  # the guide's line gives numbers
    at.touch(".way")
    assert at.saw(".guide").count() == 0
    at.touch(f"[data-service={COPY}]")
    expect(at.saw(SHEET)).to_be_visible()
    at.touch("#home")
    at.touch(".way")
    at.touch(f"[data-service={COPY}]")
    assert at.screen == "priority"  # the next person takes a number again


@pytest.mark.parametrize("size", [UPRIGHT, FLAT], ids=["upright", "flat"])
def test_four_keys_lead_there_and_back(opened: Opened, size: tuple[int, int]) -> None:
    at = opened(size=size)
    walk(at, ".look-way")
    walk(at, "[data-field=chung-thuc]")
    walk(at, f"[data-service={COPY}]")
    expect(at.saw(SHEET)).to_be_visible()
    walk(at, ".sheet-print")
    expect(at.saw(".sheet-print")).to_be_disabled()
    for screen in ("services", "fields", "fields"):
        at.pass_time(900)
        at.page.keyboard.press("Escape")
        expect(at.saw("#kiosk")).to_have_attribute("data-screen", screen)
    expect(at.saw(".look-way")).to_be_visible()


def test_nobody_there_any_more_is_forgotten(opened: Opened) -> None:
    at = opened()
    at.pass_time(600)
    new = stands(at)
    look(at)
    at.pass_time(46_000)
    assert at.saw("#ask").is_visible()
    at.pass_time(21_000)
    expect(at.saw("h1")).to_have_text("Hôm nay Ông/Bà cần làm gì?")
    assert stands(at) == new


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("size", [UPRIGHT, FLAT], ids=["upright", "flat"])
def test_each_screen_of_it_fits_with_eight_choices_at_most(
    opened: Opened, size: tuple[int, int], lang: str
) -> None:
    at, found, many = opened(size=size, lang=lang), {}, {}
    for screen, step in [
        ("first", ""), ("fields", ".look-way"), ("others", ".other"), ("search", "#back, .way"),
        ("services", "#back, [data-field=ho-tich]"), ("sheet", ".row"),
    ]:  # fmt: skip
        for touched in filter(None, step.split(", ")):
            at.touch(touched)
        if screen == "sheet":
            expect(at.saw(SHEET)).to_be_visible()
        at.page.evaluate("document.fonts.ready")
        at.pass_time(50)
        found[screen] = at.page.evaluate(MEASURED) + serious(at.page)
        many[screen] = at.saw(".choice").count()
    assert {screen: faults for screen, faults in found.items() if faults} == {}
    assert max(many.values()) == 8, many
    at.saw(".sheet-take").evaluate("way => (way.style.cssText = 'flex: none; width: 30px')")
    assert at.page.evaluate(MEASURED) != []  # so that it would be seen


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_lowered_and_clearer_it_says_all_of_it_within_reach(opened: Opened, lang: str) -> None:
    nobody = [line | {"open": False, "waiting": 0} for line in opened().state["fields"]]
    at = opened(lang=lang, fields=nobody)
    at.touch(".aid-contrast")
    at.touch(".aid-lower")
    at.pass_time(100)
    cut = at.saw(".tiles .choice").evaluate_all(
        "tiles => tiles.filter((tile) => tile.scrollHeight > tile.clientHeight + 1)"
        ".map((tile) => tile.textContent)"
    )
    assert cut == []
    assert at.saw("[data-field]").count() == 4  # the words cost no field its place
    for step in ("", ".look-way", "[data-field=chung-thuc]", ".row"):
        if step:
            at.touch(step)
        at.pass_time(100)
        assert at.page.evaluate(OUT_OF_REACH) == [], step
        assert serious(at.page) == []
