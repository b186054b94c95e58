"""A ticket found by its number: where it stands, what may be done, why others went first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.reception.doors import LONG, NOW, Reception, ticket

pytestmark = pytest.mark.browser

PASSED = [
    {"number": "A017", "rule": "head-start", "class": {"name": "Ưu tiên", "name_en": "Priority"},
     "head_start_min": 15, "reason": None, "at": NOW},
    {"number": "A009", "rule": "call-this", "class": None, "head_start_min": 0,
     "reason": {"name": "Việc tang", "name_en": "A funeral"}, "at": NOW},
]  # fmt: skip


def test_where_it_stands_and_who_was_called_before_it(reception: Reception) -> None:
    reception.tickets = [ticket(service_name=LONG, passed_by=PASSED)]
    reception.finds("a012")
    found = reception.saw("#found")
    expect(found.locator(".now")).to_have_text("Đang chờ")
    assert found.locator("dd").all_text_contents() == [
        "4", "Hàng A · Hộ tịch", "10–20\u00a0phút", "1 hoặc\u00a02",
    ]  # fmt: skip
    assert found.locator(".why li").all_text_contents() == [
        "A017 được gọi trước vì thuộc diện “Ưu tiên”, được tính như đến sớm hơn 15 phút.",
        "A009 được cán bộ mời trước. Lý do: Việc tang.",
    ]
    expect(found.locator(".passages li")).to_contain_text("Lấy số")


def test_the_same_in_english(opened: Callable[..., Any]) -> None:
    page = opened(lang="en")
    page.tickets = [ticket(passed_by=PASSED)]
    page.finds("A012")
    expect(page.saw(".why li").last).to_have_text(
        "A009 was called out of order by staff. Reason: A funeral."
    )
    expect(page.saw(".now")).to_have_text("Waiting")


def test_who_missed_a_call_is_put_back_by_one_key(reception: Reception) -> None:
    reception.tickets = [ticket(state="missed", counter=3, allowed=["rejoin", "leave", "void"])]
    reception.finds("12")
    expect(reception.saw('[data-verb="rejoin"]')).to_be_visible()
    reception.press("r")
    assert reception.pressed("tickets/41/rejoin") == {}


@pytest.mark.parametrize(("key", "verb"), [("v", "leave"), ("x", "void")])
def test_what_ends_a_ticket_asks_first(reception: Reception, key: str, verb: str) -> None:
    reception.finds("A012")
    expect(reception.saw("#found .now")).to_be_visible()
    reception.press(key)
    expect(reception.saw("#sure")).to_contain_text("A012")
    reception.press("Escape")
    expect(reception.saw("#sure")).to_be_hidden()
    assert reception.presses == []
    reception.tap(f'[data-verb="{verb}"]')
    reception.tap("#sure-yes")
    assert reception.pressed(f"tickets/41/{verb}") == {}


def test_needs_are_marked_and_unmarked(reception: Reception) -> None:
    reception.tickets = [ticket(needs=["hearing"])]
    reception.finds("A012")
    expect(reception.saw('[data-need="hearing"]')).to_have_attribute("aria-pressed", "true")
    reception.press("2")
    assert reception.pressed("tickets/41/needs") == {"needs": ["hearing", "sight"]}
    reception.tap('[data-need="hearing"]')
    reception.page.wait_for_function("document.querySelector('#notice').hidden")
    assert reception.pressed("tickets/41/needs")["needs"] in ([], ["sight"])


def test_an_unconfirmed_ticket_says_so_and_can_be_confirmed(reception: Reception) -> None:
    assert not reception.saw('[data-verb="confirm"]').count()
    reception.tickets = [ticket(flags=["unconfirmed"])]
    reception.finds("A012")
    expect(reception.saw("#found .banner")).to_contain_text("gọi một lần")
    reception.press("c")
    assert reception.pressed("tickets/41/confirm") == {}


def test_a_bare_number_offers_every_series_that_has_it(reception: Reception) -> None:
    reception.tickets = [ticket(), ticket(id=42, number="C012", state="called", counter=2)]
    reception.finds("012")
    expect(reception.saw(".choice")).to_have_count(2)
    reception.tap(".choice >> nth=1")
    expect(reception.saw("#found .now")).to_have_text("Đang gọi đến quầy 2")


def test_a_number_that_is_not_there_is_said(reception: Reception) -> None:
    reception.finds("A099")
    expect(reception.saw("#found .banner")).to_have_text("Hôm nay không có số A099.")


def test_what_happens_to_it_is_seen_without_asking(reception: Reception) -> None:
    reception.finds("A012")
    expect(reception.saw("#found .now")).to_have_text("Đang chờ")
    reception.tickets = [ticket(state="called", counter=3, ahead=None, wait=None)]
    reception.say()
    expect(reception.saw("#found .now")).to_have_text("Đang gọi đến quầy 3")
