"""One clerk, one pad and a real hall: by keyboard alone, by finger alone, over a restart."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.counter.desks import answered
from tests.hall import Hall

pytestmark = pytest.mark.browser


def clerks_page(chromium: Browser, hall: Hall, name: str = "canbo1") -> Page:
    """A browser at the door of counter 1, signed in by keyboard alone."""
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, has_touch=True)
    page = context.new_page()
    page.goto(f"{hall.address}/counter/")
    page.locator("#sign-in").wait_for()
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(f"demo-{name}")
    page.keyboard.press("Enter")
    return page


def pads_page(chromium: Browser, hall: Hall, n: int) -> Page:
    """The pad of counter `n`, on its own token."""
    context = chromium.new_context(viewport={"width": 800, "height": 1280}, has_touch=True)
    name, token = f"motcua_screen_pad_{n}", hall.token("pad", n)
    context.add_cookies([{"name": name, "value": token, "url": hall.address}])
    page = context.new_page()
    page.goto(f"{hall.address}/counter/{n}/pad")
    return page


def now(page: Page, situation: str, number: str = "") -> None:
    """The left third shows this situation (and number), and the next key is taken.

    A state may come by the socket before the answer to the press: until then keys do nothing.
    """
    expect(page.locator(f"[data-situation={situation}]")).to_be_visible()
    answered(page)
    if number:
        expect(page.locator(".now-number")).to_have_text(number)


def face(pad: Page, level: int) -> int:
    """Touches a face as soon as the pad takes it; the status of the answer."""
    expect(pad.locator(".level")).to_have_count(5)
    pad.wait_for_timeout(800)  # the pad ignores a hand that was on its way to the last question
    with pad.expect_response("**/rating") as answer:
        pad.locator(f'[data-level="{level}"]').tap()
    return answer.value.status


def test_by_keyboard_alone_from_the_door_to_the_rating(chromium: Browser, hall: Hall) -> None:
    first, second = hall.take("A")["number"], hall.take("A", language="en")["number"]
    page, pad = clerks_page(chromium, hall), pads_page(chromium, hall, 1)
    page.locator(".counter-choice").first.wait_for()
    page.keyboard.press("1")
    now(page, "closed")
    page.keyboard.press("o")
    now(page, "idle")
    expect(page.locator("#waiting")).to_have_text("2")
    page.keyboard.press("Space")
    now(page, "called", first)
    page.keyboard.press("s")
    now(page, "serving", first)
    page.wait_for_timeout(1600)  # NEXT rests for 1.5 s
    page.keyboard.press("F2")
    now(page, "called", second)
    expect(pad.locator(".about .number")).to_have_text(first)
    assert face(pad, 2) == 201
    expect(pad.locator(".chip")).to_have_count(11)
    pad.locator('[data-code="R3"]').tap()
    with pad.expect_response("**/rating") as reasons:
        pad.locator(".why-foot .next").tap()
    assert reasons.value.status == 201
    missed_and_back(page)
    page.keyboard.press("c")
    now(page, "called", second)
    page.keyboard.press("s")
    now(page, "serving")
    page.keyboard.press("f")
    now(page, "idle")
    expect(pad.locator("html")).to_have_attribute("lang", "en")
    page.keyboard.press("d")
    now(page, "closed")
    levels = hall.rows("SELECT clerk, level, reasons FROM rating")
    assert levels == [("can-bo-1", 2, "R3")]


def missed_and_back(page: Page) -> None:
    """Three recalls, a miss, and the first of the missed comes back in line."""
    for _ in range(3):
        with page.expect_response("**/recall"):
            page.keyboard.press("r")
        now(page, "called")
    expect(page.locator('[data-verb="miss"]')).to_have_attribute("aria-disabled", "false")
    page.keyboard.press("x")
    now(page, "idle")
    with page.expect_response("**/rejoin"):
        page.keyboard.press("1")
    expect(page.locator("#missed button")).to_have_count(0)
    answered(page)


def test_by_finger_alone_with_a_locked_pause(chromium: Browser, hall: Hall) -> None:
    left, number = hall.take("A"), hall.take("A")["number"]
    page = clerks_page(chromium, hall)
    page.locator('.counter-choice[data-counter="1"]').tap()
    page.locator('[data-verb="open"]').tap()
    now(page, "idle")
    page.locator('[data-verb="call-next"]').tap()
    now(page, "called", left["number"])
    page.locator('[data-verb="leave"]').tap()
    now(page, "idle")
    assert hall.ticket(left["id"])["state"] == "left"
    for verb, situation in [("next", "called"), ("start", "serving"), ("finish", "idle")]:
        page.locator(f'[data-verb="{verb}"]').tap()
        now(page, situation, number if situation in ("called", "serving") else "")
    page.locator('[data-verb="lock"]').tap()
    page.locator("[data-reason]").first.tap()
    expect(page.locator("#locked")).to_be_visible()
    for pin, opened in [("2750", False), ("2751", True)]:
        for digit in pin:
            page.locator(f'[data-digit="{digit}"]').tap()
        page.locator("#pin-send").tap()
        if not opened:
            expect(page.locator("#pin-trouble")).to_contain_text("PIN")
    expect(page.locator("#locked")).to_be_hidden()
    now(page, "idle")


def test_a_second_sign_in_takes_the_counter_and_tells_the_first(
    chromium: Browser, hall: Hall
) -> None:
    number = hall.take("A")["number"]
    one = clerks_page(chromium, hall)
    one.locator(".counter-choice").first.wait_for()
    one.keyboard.press("1")
    now(one, "closed")
    one.keyboard.press("o")
    now(one, "idle")
    one.keyboard.press("Space")
    now(one, "called", number)
    two = clerks_page(chromium, hall, "canbo2")
    two.locator(".counter-choice").first.wait_for()
    two.keyboard.press("1")
    now(two, "other")
    two.keyboard.press("o")
    now(two, "called", number)
    expect(one.locator("#taken-title")).to_have_text("Quầy đã được Cán bộ 2 nhận")
    expect(one.locator('[data-verb="start"]')).to_have_attribute("aria-disabled", "true")


def test_the_state_outlives_a_killed_server_and_a_closed_browser(
    chromium: Browser, hall: Hall
) -> None:
    number = hall.take("A")["number"]
    page, pad = clerks_page(chromium, hall), pads_page(chromium, hall, 1)
    page.locator(".counter-choice").first.wait_for()
    page.keyboard.press("1")
    now(page, "closed")
    page.keyboard.press("o")
    now(page, "idle")
    page.keyboard.press("c")
    now(page, "called", number)
    page.keyboard.press("s")
    now(page, "serving", number)
    hall.kill()
    expect(page.locator("#lost")).to_be_visible(timeout=15_000)
    now(page, "serving", number)
    expect(page.locator('[data-verb="finish"]')).to_have_attribute("aria-disabled", "true")
    hall.start()
    expect(page.locator("#lost")).to_be_hidden(timeout=5_000)
    cookies = page.context.storage_state()
    page.context.close()
    again = chromium.new_context(storage_state=cookies).new_page()
    again.goto(f"{hall.address}/counter/")
    now(again, "serving", number)
    again.keyboard.press("f")
    now(again, "idle")
    expect(pad.locator(".about .number")).to_have_text(number, timeout=10_000)
