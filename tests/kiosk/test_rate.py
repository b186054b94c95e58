"""Rating by phone, after the pad asked in vain; and a way to be reached, left by whoever likes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.kiosk.phones import Phone, asked, record
from tests.test_axe import serious

pytestmark = pytest.mark.browser
Opened = Callable[..., Phone]


def test_a_low_level_is_asked_why_and_sent_once(phone: Opened) -> None:
    it = phone(**asked(3))
    expect(it.saw(".rate-why")).to_have_count(0)
    it.page.get_by_label("Không hài").nth(1).check()
    for words in ("Thái độ", "Hướng dẫn", "Chờ đợi lâu"):
        it.page.get_by_text(words).click()
    it.page.get_by_text("Yêu cầu giấy tờ").click()  # a fourth is not taken
    assert serious(it.page) == []
    it.tap(".rate-leg .next")
    expect(it.saw(".thanked")).to_be_visible()
    expect(it.saw(".rate-leg")).to_have_count(0)
    assert it.said == [{"rating": "q3", "level": 2, "reasons": ["R2", "R3", "R1"]}]


def test_a_high_level_is_asked_what_was_good_and_both_sides_where_the_office_asks(
    phone: Opened,
) -> None:
    it = phone(lang="en", **asked(3, axes=True))
    it.page.get_by_label("Very satisfied").first.check()
    it.page.get_by_text("Quick").click()
    it.page.get_by_role("group", name="The manner").get_by_label("Neutral").check()
    it.tap(".rate-leg .next")
    expect(it.saw(".thanked")).to_be_visible()
    assert it.said == [{"rating": "q3", "level": 5, "reasons": ["P3"], "manner": 3}]


def test_each_leg_has_its_question_and_what_is_refused_is_said(phone: Opened) -> None:
    it = phone(**asked(3, 5))
    expect(it.saw(".rate-leg")).to_have_count(2)
    it.refusal = {"code": "rating_closed", "message": "Lượt đánh giá này đã kết thúc."}
    it.page.get_by_label("Hài lòng").nth(3).check()
    it.tap(".rate-leg .next")
    expect(it.saw("#notice")).to_have_text("Lượt đánh giá này đã kết thúc.")
    expect(it.saw(".rate-leg")).to_have_count(2)


def test_while_the_pad_asks_the_phone_looks_again(phone: Opened) -> None:
    it = phone(**asked(soon=True))
    expect(it.saw(".rate-leg")).to_have_count(0)
    it.record = record(**asked(3))
    it.pass_time(16)
    expect(it.saw(".rate-leg")).to_have_count(1)
    before = len(it.polls())
    it.pass_time(120)
    assert len(it.polls()) == before  # nothing follows any more


def test_who_wishes_an_answer_says_how_to_be_reached(phone: Opened) -> None:
    it = phone(**asked())
    it.tap(".rate-reach summary")
    it.page.get_by_label("Nội dung cần trả lời").fill("Xin hỏi\nhồ sơ của tôi.")
    it.page.get_by_label("Số điện thoại").fill("0912 345 678")
    assert serious(it.page) == []
    it.page.get_by_role("button", name="Gửi", exact=True).click()
    expect(it.saw(".thanked")).to_contain_text("01234567")
    expect(it.saw(".thanked")).to_contain_text("18/02/2027")
    assert it.said == [{"text": "Xin hỏi hồ sơ của tôi.", "contact": "0912 345 678"}]
