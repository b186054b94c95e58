"""Staff take a number for somebody: by keys alone, by a finger alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.reception.doors import UNSERVED, Reception, ticket

pytestmark = pytest.mark.browser


def test_by_keys_alone_with_priority_and_a_need(reception: Reception) -> None:
    reception.page.keyboard.type("khai sinh")
    reception.press("Enter", "u", "2", "Enter")
    assert reception.pressed("tickets") == {
        "service": "a-dang-ky-khai-sinh", "language": "vi", "print": True, "priority": "uu-tien",
        "needs": ["sight"],
    }  # fmt: skip
    expect(reception.saw("#given .number")).to_have_text("A012")
    expect(reception.saw(".read-out")).to_contain_text("A, không, một, hai")
    reception.press("Enter")
    expect(reception.saw("#service")).to_be_focused()
    expect(reception.saw("#service")).to_have_value("")


def test_by_a_finger_in_english_and_without_paper(opened: Callable[..., Any]) -> None:
    page = opened(lang="en", size=(800, 1280))
    page.tap(".service")
    page.tap('[data-key="E"]')
    page.tap('[data-key="P"]')
    page.tap("#take-it")
    body = page.pressed("tickets")
    assert (body["language"], body["print"]) == ("en", False)
    assert not {"priority", "needs"} & set(body)
    expect(page.saw(".read-out")).to_contain_text("A, zero, one, two")


def test_what_was_taken_stands_beside_it_ready_to_be_printed_again(reception: Reception) -> None:
    reception.tickets = [ticket(id=77, number="A013")]
    reception.page.keyboard.type("khai sinh")
    reception.press("Enter", "Enter")
    expect(reception.saw("#found .number")).to_have_text("A013")
    reception.tap('[data-verb="reprint"]')
    assert reception.pressed("tickets/77/reprint") == {}


def test_the_slip_is_looked_after(reception: Reception) -> None:
    reception.tickets = [ticket(print={"state": "unknown"})]
    reception.page.keyboard.type("khai sinh")
    reception.press("Enter", "Enter")
    expect(reception.saw("#slip")).to_have_text("Không rõ phiếu đã ra chưa")


@pytest.mark.parametrize(
    ("trouble", "said"), [("paper-out", "lắp cuộn mới"), ("offline", "đang có sự cố")]
)
def test_a_printer_in_trouble_is_said_with_a_sign(
    reception: Reception, trouble: str, said: str
) -> None:
    reception.say(paper={"ok": False, "trouble": trouble})
    expect(reception.saw("#paper-trouble")).to_contain_text(said)
    expect(reception.saw("#paper-trouble svg")).to_be_visible()
    reception.say(paper={"ok": True, "trouble": None})
    expect(reception.page.locator("#paper-trouble")).to_be_hidden()


def test_a_field_that_nobody_serves_is_said_first(reception: Reception) -> None:
    service = next(f for f in reception.catalog["fields"] if f["id"] == UNSERVED)["services"][0]
    reception.types("#service", service["name"])
    reception.press("Enter")
    expect(reception.saw("#order .banner")).to_contain_text("chưa có quầy nào")


def test_a_refusal_is_said_and_the_order_stays(reception: Reception) -> None:
    refusal = {"error": {"code": "closed", "message": "Hiện chưa phát số."}}
    reception.answers["tickets"] = (409, refusal)
    reception.page.keyboard.type("khai sinh")
    reception.press("Enter", "u", "Enter")
    expect(reception.saw("#notice")).to_have_text("Hiện chưa phát số.")
    del reception.answers["tickets"]
    reception.press("Enter")
    expect(reception.saw("#given .number")).to_have_text("A012")
    assert len(set(reception.keys)) == 1  # the same press once more: never two numbers


def test_another_order_is_another_press(reception: Reception) -> None:
    reception.answers["tickets"] = (409, {"error": {"message": "…"}})
    reception.page.keyboard.type("khai sinh")
    reception.press("Enter", "Enter")
    expect(reception.saw("#notice")).to_be_visible()
    reception.press("u", "Enter")
    expect(reception.saw('[data-key="U"]')).to_have_attribute("aria-pressed", "true")
    reception.pressed("tickets", times=2)
    assert len(set(reception.keys)) == 2


def test_letters_typed_into_a_field_press_no_button(reception: Reception) -> None:
    reception.finds("A012")
    expect(reception.saw("#found .number")).to_be_visible()
    reception.press("F4")
    reception.page.keyboard.type("xvn")
    assert reception.presses == []
    expect(reception.saw("#number")).to_have_value("xvn")


def test_whoever_is_no_reception_signs_in_first(opened: Callable[..., Any]) -> None:
    page = opened(screen=False)
    expect(page.saw("#enter")).to_be_visible()
    assert page.saw("#page").is_hidden()
