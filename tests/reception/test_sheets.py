"""Numbers from a paper list after a power cut, and appointments."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.reception.doors import Reception, booked, ticket

pytestmark = pytest.mark.browser


def typed(page: Reception, paper: str, service: str, came: str) -> None:
    page.types("#paper-number", paper)
    page.types("#paper-service", service)
    page.press("Enter")
    page.types("#paper-came", came)
    page.press("Enter")


def test_a_paper_list_is_given_in_the_order_of_coming(reception: Reception) -> None:
    reception.press("F8")
    typed(reception, "18", "chung thuc", "0812")
    typed(reception, "17", "khai sinh", "8:05")
    expect(reception.saw(".paper-no")).to_have_text(["17", "18"])
    reception.tickets = [ticket(number="A023")]
    reception.tap("#paper-give")
    expect(reception.saw("#paper-rows tr").first).to_contain_text("17 → A023")
    expect(reception.saw("#paper-count")).to_have_text("2 trong 2 người đã có số mới")
    assert [(body["paper"], body["came"]) for _, body in reception.presses] == [
        ("17", "08:05"), ("18", "08:12"),
    ]  # fmt: skip
    assert len(set(reception.keys)) == 2


def test_a_refused_row_keeps_its_place_and_its_key(reception: Reception) -> None:
    reception.press("F8")
    typed(reception, "17", "khai sinh", "8:05")
    reception.answers["tickets"] = (409, {"error": {"message": "Hiện chưa phát số."}})
    reception.tap("#paper-give")
    expect(reception.saw("#paper-rows .fault")).to_have_text("Hiện chưa phát số.")
    del reception.answers["tickets"]
    reception.page.reload()  # a second power cut: the list is still there
    expect(reception.saw(".service-line").first).not_to_be_empty()
    reception.press("F8")
    reception.tap("#paper-give")
    expect(reception.saw("#paper-rows")).to_contain_text("17 → A012")
    assert len(reception.keys) == 2
    assert len(set(reception.keys)) == 1


def test_a_row_that_cannot_be_is_refused_where_it_is_typed(reception: Reception) -> None:
    reception.press("F8")
    typed(reception, "17", "khai sinh", "23:59")
    expect(reception.saw("#paper-fault")).to_contain_text("trước giờ hiện tại")
    typed(reception, "17", "khai sinh", "8:05")
    typed(reception, "17", "khai sinh", "8:06")
    expect(reception.saw("#paper-fault")).to_contain_text("đã có trong danh sách")
    expect(reception.saw(".paper-no")).to_have_count(1)
    reception.tap("#paper-rows button")
    expect(reception.saw(".paper-no")).to_have_count(0)


def test_who_has_an_appointment_checks_in_by_the_code(opened: Callable[..., Any]) -> None:
    page = opened(appointments=[booked(1, "08:30", "used", number="A002"), booked(3, "11:30")])
    page.press("F9")
    expect(page.saw("#booked-rows tr").first).to_contain_text("Đã đến, số A002")
    page.page.keyboard.type("482 003")
    page.press("Enter")
    assert page.pressed("tickets") == {"appointment": "482003"}
    expect(page.saw("#booked-told")).to_contain_text("A, không, một, hai")


def test_an_appointment_is_made_and_its_code_is_told(reception: Reception) -> None:
    reception.press("F9")
    reception.types("#book-service", "ket hon")
    reception.press("Enter")
    reception.types("#book-time", "9h30")
    reception.press("Enter")
    expect(reception.saw("#booked-told")).to_contain_text("482 719")
    assert reception.pressed("appointments") == {
        "service": "a-dang-ky-ket-hon", "at": "2026-11-20T09:30:00+07:00",
    }  # fmt: skip


def test_an_appointment_is_cancelled_only_when_it_is_meant(opened: Callable[..., Any]) -> None:
    page = opened(appointments=[booked(3, "11:30")])
    page.press("F9")
    page.tap("#booked-rows .apart")
    page.tap("#sure-no")
    expect(page.saw("#sure")).to_be_hidden()
    assert page.presses == []
    page.tap("#booked-rows .apart")
    page.tap("#sure-yes")
    assert page.pressed("appointments/3/cancel") == {}
