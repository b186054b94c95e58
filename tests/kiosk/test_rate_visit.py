"""Rating later by phone, all the way through a real hall: the pad asks in vain, the phone once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from tests.hall import Hall
from tests.kiosk.phones import SIZE
from tests.test_axe import serious
from tests.tickets.core import MINUTE, MORNING


@pytest.mark.browser
def test_what_the_pad_asked_in_vain_is_asked_by_the_phone_once(
    new_hall: Callable[..., Hall], chromium: Browser
) -> None:
    hall = new_hall(clock_from=MORNING)
    link = served(hall)
    width, height = SIZE
    context = chromium.new_context(viewport={"width": width, "height": height}, has_touch=True)
    page = context.new_page()
    page.goto(link)
    expect(page.locator("#rate")).to_be_attached()
    expect(page.locator(".rate-leg")).to_have_count(0)  # the pad still asks
    question = hall.pad(1).state()["rating"]["id"]
    hall.move_clock(MORNING + 7 * MINUTE)
    assert hall.pad(1).state()["rating"] is None
    page.reload()
    expect(page.locator(".rate-leg")).to_have_count(1)
    page.get_by_label("Rất hài lòng").first.check()
    assert serious(page) == []
    with page.expect_response("**/rating?*") as answered:
        page.locator(".rate-leg .next").tap()
    assert answered.value.status == 201
    expect(page.locator(".thanked")).to_be_visible()
    # Once for each leg: not by the same page, not by another press, not at the pad.
    page.reload()
    expect(page.locator("#rate")).to_be_attached()
    expect(page.locator(".rate-leg")).to_have_count(0)
    ours = hall.stranger(X_Motcua="1")
    again = ours.press(
        f"{link.removeprefix(hall.address)}/rating", {"rating": question, "level": 1}
    )
    assert (again.status, again.code) == (409, "rating_closed")
    assert hall.pad(1).tries(question, 1).code == "rating_closed"
    assert hall.rows("SELECT channel, clerk, level, counter, field FROM answer") == [
        ("phone", "can-bo-1", 5, None, None)
    ]
    assert hall.rows("SELECT count(*) FROM rating") == [(0,)]
    context.close()
    hall.verify()


def served(hall: Hall) -> str:
    """Somebody is served at counter 1 for five minutes, and the pad asks: the ticket's link."""
    counter, taken = hall.counter(1), hall.take("A")
    counter.open("can-bo-1")
    counter.call_next()
    counter.start()
    hall.move_clock(MORNING + 5 * MINUTE)
    counter.finish()
    return str(taken["track_url"])
