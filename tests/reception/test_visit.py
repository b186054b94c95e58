"""A morning at the door, on a hall that runs: the power comes back, and people stand there."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.hall import Hall

# Friday, 20 November 2026, 08:00 in Vietnam.
MORNING = 1_795_136_400_000


@pytest.fixture
def hall(new_hall: Callable[..., Hall]) -> Hall:
    return new_hall(clock_from=MORNING)


@pytest.fixture
def door(chromium: Browser, hall: Hall) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, has_touch=True)
    page = context.new_page()
    page.goto(f"{hall.address}/reception/")
    expect(page.locator(".service-line").first).not_to_be_empty()
    yield page
    context.close()


@pytest.mark.browser
@pytest.mark.timeout(180)
def test_the_power_comes_back_and_nobody_has_lost_a_place(hall: Hall, door: Page) -> None:
    here = hall.take("A")
    types_the_paper_list(door)
    shown = door.locator("#paper-rows tr")
    expect(shown).to_have_text(
        ["1707:40Đăng ký khai sinh17 → A002", "1807:50Đăng ký khai tử18 → A003"]
    )
    assert hall.ticket(here["id"])["ahead"] == 2

    somebody_blind_comes(door)
    expect(door.locator("#given .number")).to_have_text("A004")
    expect(door.locator('#slip[data-state="printed"]')).to_be_visible(timeout=20_000)
    assert len(hall.papers()) == 1

    desk = hall.counter(1)
    desk.open("can-bo-1")
    called = [desk.call_next()["ticket"]["number"]]
    desk.miss()
    called += [desk.call_next()["ticket"]["number"]]
    assert called == ["A002", "A004"]  # who has priority counts as if taken at 07:45
    assert desk.state()["ticket"]["needs"] == ["sight"]

    door.keyboard.press("F4")
    door.keyboard.type("3")
    door.keyboard.press("Enter")
    expect(door.locator(".why li")).to_have_text(
        "A004 được gọi trước vì thuộc diện “Ưu tiên”, được tính như đến sớm hơn 15 phút."
    )
    door.keyboard.press("F4")
    door.keyboard.type("a2")
    door.keyboard.press("Enter")
    expect(door.locator("#found .now")).to_have_text("Đã gọi nhưng vắng mặt")
    door.keyboard.press("r")
    expect(door.locator("#found .now")).to_have_text("Đang chờ")
    hall.verify()


def types_the_paper_list(door: Page) -> None:
    door.keyboard.press("F8")
    for number, service, came in (("18", "khai tu", "0750"), ("17", "khai sinh", "740")):
        door.locator("#paper-number").fill(number)
        door.locator("#paper-service").fill(service)
        door.keyboard.press("Enter")
        door.locator("#paper-came").fill(came)
        door.keyboard.press("Enter")
    door.locator("#paper-give").tap()
    expect(door.locator("#paper-clear")).to_be_visible()


def somebody_blind_comes(door: Page) -> None:
    door.keyboard.press("F2")
    door.keyboard.type("khai sinh")
    for key in ("Enter", "u", "2", "Enter"):
        door.keyboard.press(key)
