"""Slips in doubt on reception's page: seen from every sheet, settled by a key or a finger."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.reception.doors import LONG, LYING, NOW, UPRIGHT, Reception
from tests.test_axe import serious

pytestmark = pytest.mark.browser

ALL = ["reprint", "printed", "void"]


def slip(id: int = 7, number: str = "A012", **change: Any) -> dict[str, Any]:
    """A slip that waits for people."""
    return {
        "id": id, "ticket": id, "number": number, "state": "unknown", "printer": "may-in-1",
        "reprint": 0, "service_name": "Đăng ký khai sinh",
        "service_name_en": "Birth registration", "ticket_state": "waiting", "counter": None,
        "issued_at": "2026-11-20T10:02:00.000+07:00", "allowed": ALL,
    } | change  # fmt: skip


def printer(state: str = "ok", todo: str = "", **roll: Any) -> dict[str, Any]:
    """One printer and its roll."""
    return {
        "name": "may-in-1", "kind": "printer", "state": state, "detail": "", "since": NOW,
        "last_seen": NOW, "todo": {"vi": todo, "en": todo},
        "roll": {
            "left": 642, "used_m": 8.4, "slips": 80, "slip_mm": 105, "low": False, "asks": False,
            "since": "2026-11-20T08:05:00.000+07:00",
        } | roll,
    }  # fmt: skip


def test_how_many_wait_is_seen_from_every_sheet_and_f10_leads_there(reception: Reception) -> None:
    expect(reception.saw("#slips-n")).to_be_hidden()
    reception.say(slips=[slip(), slip(8, "C040")])
    expect(reception.saw("#slips-n")).to_have_text("2")
    reception.press("F10")
    expect(reception.saw(".doubt")).to_have_count(2)
    expect(reception.saw(".doubt").first).to_be_focused()
    reception.say(slips=[])
    expect(reception.saw("#slips-none")).to_be_visible()
    expect(reception.saw("#slips-n")).to_be_hidden()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_bar_is_one_row_with_the_count_and_the_way_out(
    opened: Callable[..., Any], lang: str
) -> None:
    page: Reception = opened(lang=lang, size=LYING, staff={"id": "x", "label": "Bàn tiếp đón"})
    page.say(slips=[slip(id) for id in range(7, 19)])
    expect(page.saw("#slips-n")).to_have_text("12")
    expect(page.saw("#sign-out")).to_be_visible()
    two = 2 * 48  # as high as two buttons
    assert page.saw(".bar").evaluate("bar => bar.clientHeight") < two
    page.page.set_viewport_size({"width": 1100, "height": 768})  # the control: here it cannot be
    assert page.saw(".bar").evaluate("bar => bar.clientHeight") > two


@pytest.mark.parametrize(("key", "deed"), [("i", "reprint"), ("d", "printed")])
def test_one_key_settles_the_slip_in_focus(reception: Reception, key: str, deed: str) -> None:
    reception.say(slips=[slip(), slip(8, "C040")])
    reception.press("F10", "ArrowDown", key)
    assert reception.pressed(f"slips/8/{deed}") == {}
    assert reception.keys[-1]
    expect(reception.saw("#notice")).to_contain_text("C040")


def test_a_number_is_cancelled_only_after_the_question(reception: Reception) -> None:
    reception.say(slips=[slip()])
    reception.press("F10", "x")
    expect(reception.saw("#sure")).to_contain_text("A012")
    reception.press("Escape")
    assert reception.presses == []
    reception.tap('[data-deed="void"]')
    reception.tap("#sure-yes")
    assert reception.pressed("slips/7/void") == {}


def test_a_finger_does_it_too_and_the_focus_stays_on_the_list(reception: Reception) -> None:
    reception.say(slips=[slip(), slip(8, "C040"), slip(9, "L006")])
    reception.press("F10")
    reception.tap('[data-job="8"] [data-deed="printed"]')
    assert reception.pressed("slips/8/printed") == {}
    reception.say(slips=[slip(), slip(9, "L006")])
    expect(reception.saw('[data-job="9"]')).to_be_focused()


def test_silence_is_answered_by_the_same_press_again(reception: Reception) -> None:
    reception.answers["slips/7/printed"] = (409, {"error": {"code": "x", "message": "Đã xong."}})
    reception.say(slips=[slip()])
    reception.press("F10", "d")
    expect(reception.saw("#notice")).to_have_text("Đã xong.")
    reception.press("d")
    expect(reception.saw("#notice")).to_have_text("Đã xong.")
    assert len(set(reception.keys)) == 1


def test_what_is_known_of_each_is_said(reception: Reception) -> None:
    reception.say(
        slips=[
            slip(state="failed"),
            slip(8, "C040", ticket_state="called", counter=3, allowed=ALL[:2]),
            slip(9, "L006", state="expired", reprint=2),
        ]
    )
    reception.press("F10")
    written, called, copy = reception.saw(".doubt").all()
    expect(written).to_contain_text("ghi tay số cho công dân")
    expect(written.locator('[data-deed="printed"]')).to_contain_text("Đã ghi tay")
    expect(called).to_contain_text("Đang gọi đến quầy 3")
    expect(called.locator('[data-deed="void"]')).to_have_count(0)
    expect(copy).to_contain_text("bản in lại 2")


def test_in_english_too(opened: Callable[..., Reception]) -> None:
    page = opened(lang="en", slips=[slip()], printers=[printer()])
    page.press("F10")
    expect(page.saw(".doubt")).to_contain_text("It may have come out, or may not")
    expect(page.saw(".doubt")).to_contain_text("Birth registration · Taken at 10:02")
    expect(page.saw(".printer")).to_contain_text("The roll holds about 640 more tickets.")


def test_a_roll_is_told_and_changed(reception: Reception) -> None:
    reception.say(printers=[printer()])
    reception.press("F10")
    told = reception.saw(".printer")
    expect(told).to_contain_text("còn khoảng 640 phiếu")
    expect(told).to_contain_text("Thay cuộn lúc 08:05 ngày 20/11.")
    reception.say(printers=[printer(left=None, since=None, asks=True)])
    expect(told).to_contain_text("Cuộn giấy này đã in 80 phiếu.")
    expect(told).to_contain_text("Nắp máy vừa được mở")
    reception.tap("[data-roll]")
    assert reception.pressed("printers/may-in-1/roll") == {}
    reception.say(printers=[printer(left=0)])
    expect(told).to_contain_text("có thể hết bất cứ lúc nào")
    reception.say(printers=[printer("paper-out", "Máy in hết giấy.", left=0)])
    expect(told.locator("p")).to_have_text(["Máy in hết giấy."])


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("many", [0, 3, 40])
def test_axe_finds_nothing_serious(opened: Callable[..., Reception], lang: str, many: int) -> None:
    slips = [slip(n, f"A{n:03d}") for n in range(1, many + 1)]
    page = opened(lang=lang, slips=slips, printers=[printer(asks=True)])
    page.press("F10")
    expect(page.saw("#slips")).to_be_visible()
    assert serious(page.page) == []


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("size", [LYING, UPRIGHT])
def test_nothing_stands_beyond_the_edge(
    opened: Callable[..., Reception], lang: str, size: tuple[int, int]
) -> None:
    slips = [slip(n, f"A{n:04d}", state="failed", service_name=LONG) for n in range(1000, 1040)]
    page = opened(lang=lang, size=size, slips=slips, printers=[printer(asks=True)])
    page.press("F10")
    expect(page.saw(".doubt")).to_have_count(40)
    width = "Math.max(...[...document.querySelectorAll('.tab, .doubt *, .printer *')]"
    assert page.page.evaluate(f"{width}.map(n => n.getBoundingClientRect().right))") <= size[0]


def test_forty_slips_can_be_walked_through(reception: Reception) -> None:
    reception.say(slips=[slip(n, f"A{n:03d}") for n in range(1, 41)])
    reception.press("F10", *["ArrowDown"] * 39)
    expect(reception.saw('[data-job="40"]')).to_be_focused()
    expect(reception.saw('[data-job="40"] [data-deed="printed"]')).to_be_in_viewport()
