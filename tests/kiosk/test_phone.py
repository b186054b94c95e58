"""A ticket on its holder's phone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from kiosk import phones, sayings
from kiosk.phones import OFTEN_S, OVER_S, SELDOM_S, pace
from tests.kiosk.phones import BOOKED, PRIORITY, Phone, called_before, record
from tests.test_axe import serious
from web import words

Opened = Callable[..., Phone]


@pytest.mark.parametrize(
    ("state", "ahead", "seconds"),
    [
        ("waiting", 0, OFTEN_S),
        ("waiting", 2, OFTEN_S),
        ("waiting", 3, SELDOM_S),
        ("called", None, OFTEN_S),
        ("missed", None, SELDOM_S),
        ("served", None, OVER_S),
    ],
)
def test_a_phone_asks_often_only_when_a_call_is_near(
    state: str, ahead: int | None, seconds: int
) -> None:
    assert pace(state, ahead) == seconds


def told(lang: str = "vi", classes: Any = (PRIORITY,), **change: Any) -> dict[str, Any]:
    return sayings.of(record(**change), classes, words.load("kiosk")[lang], lang)


@pytest.mark.parametrize(
    ("state", "said", "to_do"),
    [
        ({}, "Đang chờ đến lượt", "Mời Ông/Bà theo dõi màn hình"),
        (
            {"state": "called", "counter": 3},
            "Mời Ông/Bà đến quầy 3",
            "Số của Ông/Bà đang được gọi.",
        ),
        ({"state": "serving", "counter": 3}, "Đang được phục\u00a0vụ tại quầy\u00a03", ""),
        ({"state": "served", "counter": 3}, "Đã phục vụ xong", "Xin cảm ơn Ông/Bà!"),
        ({"state": "missed", "counter": 3}, "Số của Ông/Bà đã được gọi", "xếp hàng lại"),
        ({"state": "left"}, "Ông/Bà đã thôi chờ", "lấy số mới"),
        ({"state": "expired"}, "Số đã hết hiệu lực", "lấy số mới"),
        ({"state": "held"}, "hoàn thiện giấy tờ", ""),
        ({"state": "void"}, "Số đã được hủy", "gặp cán bộ"),
    ],
)
def test_each_state_is_said_in_words(state: dict[str, Any], said: str, to_do: str) -> None:
    found = told(**state)
    assert said in found["headline"]
    assert to_do in (found["to_do"] or "")


def test_waiting_shows_people_ahead_wait_counters_and_service() -> None:
    assert [value for _, value in told()["figures"]] == [
        "4", "10–20\u00a0phút", "1 hoặc\u00a02", "Đăng ký khai sinh",
    ]  # fmt: skip
    assert [value for _, value in told(wait=None, ahead=0, counters=[])["figures"]] == [
        "Không có ai", "Đăng ký khai sinh",
    ]  # fmt: skip
    assert told(wait={"low_s": 1, "high_s": 50})["figures"][1][1] == "khoảng 1\u00a0phút"
    assert told(state="served")["figures"] == []


WHY = {
    "head-start": "Một số khác được gọi trước vì thuộc diện “Ưu tiên”, được tính như đến sớm hơn "
    "15 phút.",
    "own-line": "Một số khác được gọi trước vì quầy đó phục vụ trước hết lĩnh vực của số này.",
    "transfer-first": "Một số khác được gọi trước vì đang làm dở và được một quầy khác chuyển tới.",
    "held": "Một số khác được phục vụ tiếp trước vì đang làm dở và vừa hoàn thiện giấy tờ.",
    "rejoined": "Một số khác được gọi trước vì đã lỡ lượt và được xếp hàng lại.",
    "call-this": "Một số khác được cán bộ mời trước. Lý do: Việc tang.",
    "other": "Một số khác được gọi trước theo quy tắc của hàng chờ.",
}


@pytest.mark.parametrize("rule", WHY)
def test_why_another_was_called_before_is_one_sentence_a_rule(rule: str) -> None:
    funeral = {"name": "Việc tang", "name_en": "A death in the family"}
    call = called_before(rule=rule, reason=funeral if rule == "call-this" else None)
    assert told(passed_by=[call])["before"] == [WHY[rule]]
    english = told("en", passed_by=[call])["before"][0]
    assert english.startswith("Another number ")
    assert "{" not in english


def test_nothing_is_told_of_who_was_called_before_also_not_by_a_program() -> None:
    three = [called_before("A017"), called_before("A018"), called_before("C003", "held")]
    assert told(passed_by=three)["before"] == [f"{WHY['head-start']} (2 lần)", WHY["held"]]
    for lang in ("vi", "en"):
        state = phones._told(record(passed_by=three), lang).state
        assert state["before"] == [{"rule": rule} for rule in ("head-start", "head-start", "held")]
        said = f"{told(lang, passed_by=three)}{state}"
        assert not {"A017", "A018", "C003"} & set(re.findall(r"[A-Z]\d{3,4}", said))


def test_how_the_line_is_ordered_is_said_from_the_setting() -> None:
    assert told()["rules"] == ["Ưu tiên được tính như đến sớm hơn 15 phút."]
    assert told("en")["rules"] == ["Priority counts as if you had come 15 minutes earlier."]
    assert told(classes=[PRIORITY, BOOKED])["rules"] == [
        "Ưu tiên: được tính như đến sớm hơn 15 phút.",
        "Hẹn trước: được tính như đến sớm hơn 10 phút.",
    ]
    assert told(classes=[])["rules"] == []


@pytest.mark.browser
def test_it_can_be_read_without_javascript(phone: Opened) -> None:
    page = phone(javascript=False, passed_by=[called_before()])
    expect(page.saw("h1")).to_have_text("A012")
    expect(page.saw("dd").first).to_have_text("4")
    expect(page.saw(".before li")).to_have_text(WHY["head-start"])
    expect(page.saw(".rule")).to_contain_text("đến sớm hơn 15 phút")
    expect(page.saw('[data-act="leave"]')).to_be_disabled()
    assert page.saw("noscript").inner_html() == '<meta http-equiv="refresh" content="30">'
    assert page.saw("a.language").get_attribute("href") == "?lang=en"


@pytest.mark.browser
def test_only_the_call_is_in_lacquer(phone: Opened) -> None:
    lacquer = "node => getComputedStyle(node).color === 'rgb(168, 30, 38)'"
    assert not phone().saw(".number").evaluate(lacquer)
    assert phone(state="called", counter=3).saw(".number").evaluate(lacquer)


@pytest.mark.browser
def test_it_asks_at_the_pace_the_server_sets_and_sees_the_call(phone: Opened) -> None:
    page = phone()  # four ahead: every 15 s
    page.pass_time(14)
    assert not page.polls()
    page.record = record(state="called", counter=3, ahead=None)
    page.pass_time(2)
    expect(page.saw(".now")).to_have_text("Mời Ông/Bà đến quầy 3")
    expect(page.saw(".actions button")).to_have_count(0)
    asked = len(page.polls())
    page.pass_time(4)
    assert len(page.polls()) == asked
    with page.page.expect_response("**/t/29-abc?*"):
        page.pass_time(2)


@pytest.mark.browser
def test_nothing_new_is_asked_for_by_its_tag_and_nothing_is_fetched(phone: Opened) -> None:
    page = phone()
    before = len(page.asked)
    with page.page.expect_response("**/t/29-abc?*") as told:
        page.pass_time(16)
    assert told.value.status == 304
    expect(page.saw("#news")).to_contain_text("Cập nhật lúc")
    (poll,) = page.asked[before:]
    assert poll["if-none-match"].startswith('"')


@pytest.mark.browser
def test_without_a_line_the_last_word_stays_with_its_time(phone: Opened) -> None:
    page = phone()
    expect(page.saw("#news")).to_have_text("Cập nhật lúc 10:24")
    page.record = None
    page.pass_time(16)
    expect(page.saw("#news")).to_contain_text("Mất kết nối từ 10:24")
    expect(page.saw("dd").first).to_have_text("4")
    page.record = record(ahead=3)
    page.pass_time(16)
    expect(page.saw("dd").first).to_have_text("3")
    expect(page.saw("#news")).to_contain_text("Cập nhật lúc")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("verb", "stay", "go", "after"),
    [
        ("leave", "Tôi vẫn chờ", "Đúng, tôi không chờ nữa", "Ông/Bà đã thôi chờ"),
        ("pass", "Không, giữ lượt của tôi", "Đúng, tôi nhường lượt", "Đang chờ đến lượt"),
    ],
)
def test_leaving_and_letting_others_first_ask_once_more(
    phone: Opened, verb: str, stay: str, go: str, after: str
) -> None:
    page = phone()
    page.tap(f'[data-act="{verb}"]')
    page.saw(
        "#sure button",
    ).get_by_text(stay).tap()
    expect(page.saw("#sure")).to_be_hidden()
    assert page.pressed == []
    page.tap(f'[data-act="{verb}"]')
    page.page.get_by_text(go).tap()
    expect(page.saw(".now")).to_have_text(after)
    if verb == "pass":
        expect(page.saw("dd").first).to_have_text("6")
    assert page.pressed == [verb]


@pytest.mark.browser
def test_a_missed_number_gets_back_in_line_by_one_touch(phone: Opened) -> None:
    page = phone(state="missed", counter=3, ahead=None)
    page.tap('[data-act="rejoin"]')
    expect(page.saw(".now")).to_have_text("Đang chờ đến lượt")
    assert page.pressed == ["rejoin"]


@pytest.mark.browser
def test_a_refusal_is_said_in_the_words_of_the_server(phone: Opened) -> None:
    page = phone()
    page.refusal = {"code": "nobody_behind", "message": "Phía sau chưa có ai."}
    page.tap('[data-act="pass"]')
    page.tap("#sure-yes")
    expect(page.saw("#notice")).to_have_text("Phía sau chưa có ai.")
    page.record = None
    page.tap('[data-act="leave"]')
    page.tap("#sure-yes")
    page.pass_time(11)
    expect(page.saw("#notice")).to_have_text("Chưa báo được. Xin Ông/Bà thử lại.")


@pytest.mark.browser
def test_an_over_ticket_is_not_asked_for_again(phone: Opened) -> None:
    page = phone(state="served")
    asked = len(page.asked)
    page.pass_time(600)
    assert len(page.asked) == asked


@pytest.mark.browser
def test_the_page_of_a_long_number_and_a_long_name_fits_a_phone(phone: Opened) -> None:
    long = "Thực hiện, điều chỉnh, thôi hưởng trợ cấp xã hội hằng tháng, hỗ trợ kinh phí chăm sóc"
    page = phone(number="A1000", service_name=long, size=(320, 640), passed_by=[called_before()])
    assert page.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.browser
@pytest.mark.parametrize("state", ["waiting", "called", "missed", "served"])
def test_axe_finds_nothing_serious(phone: Opened, state: str) -> None:
    page = phone(state=state, counter=3, passed_by=[called_before()])
    assert serious(page.page) == []
