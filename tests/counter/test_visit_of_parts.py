"""A morning of rarer verbs at a real hall: by keyboard alone, then by finger alone."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.counter.desks import answered
from tests.counter.test_visit import clerks_page, now, pads_page
from tests.hall import Hall, wait_until

pytestmark = pytest.mark.browser


def keys(page: Page, *names: str) -> None:
    """Presses keys as soon as the page takes them; what holds a blank is typed."""
    for name in names:
        if " " in name:
            page.keyboard.type(name.strip())
        else:
            page.keyboard.press(name)


def taps(page: Page, *places: str) -> None:
    """One finger, place after place."""
    for place in places:
        page.locator(place).first.tap()


def at_counter_one(chromium: Browser, hall: Hall) -> Page:
    page = clerks_page(chromium, hall)
    page.locator('.counter-choice[data-counter="1"]').click()
    now(page, "closed")
    page.locator('[data-verb="open"]').click()
    now(page, "idle")
    return page


def passages(hall: Hall, ticket: int) -> list[tuple[str, str | None]]:
    """What happened to a ticket, and why."""
    return [(row["action"], row["reason"]) for row in hall.ticket(ticket)["passages"]]


def take(hall: Hall, n: int) -> list[dict[str, Any]]:
    return [hall.take("A") for _ in range(n)]


def test_a_morning_of_rarer_verbs_by_keyboard_alone(chromium: Browser, hall: Hall) -> None:
    hall.counter(2).open("can-bo-2")
    first, second, funeral = take(hall, 3)
    page, pad = at_counter_one(chromium, hall), pads_page(chromium, hall, 1)
    expect(page.locator("#waiting")).to_have_text("3")

    keys(page, "m", f"{funeral['number']} ", "Enter", "1")  # out of order, and why
    now(page, "called", funeral["number"])
    keys(page, "s")
    now(page, "serving")
    keys(page, "g", "ArrowRight", "1")  # goes and fills in a form
    now(page, "idle")
    expect(page.locator("#undo")).to_contain_text(f"Giữ số {funeral['number']}")
    keys(page, "z")  # no, the form was there already
    now(page, "serving", funeral["number"])
    keys(page, "g", "2")
    now(page, "idle")
    expect(page.locator("#held button")).to_have_count(1)
    sent_on_and_taken_up(page, first["number"], funeral["number"])
    ended_too_soon(page, pad, second["number"])

    assert passages(hall, funeral["id"])[1:] == [
        ("call-this", "FUNERAL"), ("start", None), ("hold", "FORM"), ("undo", None),
        ("hold", "COPY"), ("resume", "held"), ("finish", None), ("add-service", None),
    ]  # fmt: skip
    assert passages(hall, first["id"])[-1] == ("transfer", "keep")
    called = hall.counter(2).call_next()["ticket"]
    assert (called["number"], called["note"], called["back"]) == (
        first["number"], "Chỉ còn ký nhận.", True,
    )  # fmt: skip
    hall.verify()


def sent_on_and_taken_up(page: Page, first: str, held: str) -> None:
    """The first goes to counter 2 and back; the held one is taken up and gets another errand."""
    keys(page, "c")
    now(page, "called", first)
    keys(page, "s")
    now(page, "serving")
    keys(page, "t", "2", "Tab", "Tab", "Space", "Tab", "Chỉ còn ký nhận. ", "Enter")  # and back
    now(page, "idle")

    keys(page, "h", "1")
    now(page, "serving", held)
    keys(page, "n", "chung thuc ", "Enter")
    now(page, "idle")
    keys(page, "q", "Enter")
    now(page, "quick")
    keys(page, "f")
    now(page, "idle")


def ended_too_soon(page: Page, pad: Page, number: str) -> None:
    """The pad asks, the clerk takes the end back, and the pad no longer asks."""
    keys(page, "c")
    now(page, "called", number)
    keys(page, "s")
    now(page, "serving")
    keys(page, "f")
    now(page, "idle")
    expect(pad.locator(".about .number")).to_have_text(number)
    keys(page, "u")  # not yet
    now(page, "serving", number)
    expect(pad.locator(".about")).to_have_count(0)


def test_a_morning_of_rarer_verbs_by_finger_alone(chromium: Browser, hall: Hall) -> None:
    hall.counter(2).open("can-bo-2")
    first, second = take(hall, 2)
    hall.as_("reception").press(f"tickets/{second['id']}/needs", {"needs": ["hearing"]})
    page = at_counter_one(chromium, hall)
    expect(page.locator("#waiting")).to_have_text("2")

    taps(page, "#line tr >> nth=1", '#chosen [data-reason="HEALTH"]')
    now(page, "called", second["number"])
    expect(page.locator(".help")).to_contain_text("mời tận nơi")
    taps(page, '[data-verb="start"]')
    now(page, "serving")
    taps(page, '[data-verb="hold"]', '#hold [data-reason="PAY"]')
    now(page, "idle")
    taps(page, "#held button")
    now(page, "serving", second["number"])
    taps(page, '[data-verb="transfer"]', '#transfer .option:has([value="counter:2"])')
    taps(page, '#transfer .option:has([value="first"])', "#transfer [type=submit]")
    now(page, "idle")
    taps(page, "#undo")
    now(page, "serving", second["number"])
    taps(page, '[data-verb="add-service"]', ".pick-one >> nth=2")
    now(page, "idle")
    taps(page, '[data-verb="quick"]', ".pick-one >> nth=1")
    now(page, "quick")
    taps(page, '[data-verb="finish"]')
    now(page, "idle")
    taps(page, '[data-verb="find"]', ".pick-one.led >> nth=0", "[data-act=send-home]")
    taps(page, "[data-act=send-home]")
    answered(page)
    expect(page.locator("#line tr")).to_have_count(len(hall.counter(1).state()["line"]))
    gone = [t for t in (first, second) if hall.ticket(t["id"])["state"] == "left"]
    assert len(gone) == 1
    hall.verify()


def test_a_slip_that_the_printer_ate_is_confirmed_and_printed_again_by_finger(
    chromium: Browser, hall: Hall
) -> None:
    hall.at_the_back_door("fault", name="may-in-1", fault="reset")
    eaten = hall.take("A", print=True)
    wait_until(lambda: "unconfirmed" in hall.ticket(eaten["id"])["flags"], 20, "in doubt")
    page = at_counter_one(chromium, hall)
    doubt = page.locator("#line .doubt")
    expect(doubt).to_have_text("Chưa rõ phiếu")
    taps(page, "#line tr", "[data-act=confirm]")
    expect(doubt).to_have_count(0)
    answered(page)
    taps(page, "#line tr", "[data-act=reprint]")
    answered(page)
    wait_until(lambda: hall.ticket(eaten["id"])["print"]["state"] == "printed", 20, "printed")
    assert [action for action, _ in passages(hall, eaten["id"])] == [
        "take", "doubt", "confirm", "reprint",
    ]  # fmt: skip
