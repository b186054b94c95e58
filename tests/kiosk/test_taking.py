"""The final press: one number whatever fingers, network and printer do, and none invented."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.kiosk.kiosks import NO_WORD, Kiosk, number

pytestmark = pytest.mark.browser


@pytest.fixture
def at(chromium: Browser) -> Iterator[Kiosk]:
    """A kiosk one press before the number."""
    kiosk = Kiosk(chromium)
    expect(kiosk.saw(".tiles")).to_be_visible()
    kiosk.choose("ho-tich")
    yield kiosk
    kiosk.close()


def test_the_number_stands_huge_with_all_one_must_know(at: Kiosk) -> None:
    at.take()
    expect(at.saw(".number")).to_have_text("A012")
    assert float(at.saw(".number").evaluate("n => parseFloat(getComputedStyle(n).fontSize)")) > 300
    facts = at.saw(".facts")
    expect(facts).to_contain_text("Trước Ông/Bà có 4 người")
    expect(facts).to_contain_text("Chờ khoảng 10–20\u00a0phút")
    expect(facts).to_contain_text("quầy 1 hoặc\u00a02")


@pytest.mark.parametrize(
    ("answer", "said", "unsaid"),
    [
        ({"wait": None}, "Trước Ông/Bà có 4 người", "phút"),
        ({"ahead": 0}, "Ông/Bà là người tiếp theo", "Trước Ông/Bà"),
        ({"wait": {"low_s": 0, "high_s": 300}}, "1–5\u00a0phút", "0–5"),
        ({"counters": []}, "Mời Ông/Bà theo dõi màn hình và loa gọi số", "quầy"),
    ],
)
def test_what_is_not_known_is_not_said(
    at: Kiosk, answer: dict[str, Any], said: str, unsaid: str
) -> None:
    at.answers = [(201, number(**answer))]
    at.take()
    expect(at.saw(".facts")).to_contain_text(said)
    expect(at.saw(".facts")).not_to_contain_text(unsaid)


def test_nobody_is_next_at_a_counter_that_has_not_opened(at: Kiosk) -> None:
    at.answers = [(201, number(ahead=0, wait=None))]
    at.say_of("ho-tich", open=False)
    at.take()
    expect(at.saw(".facts .ahead")).to_have_text("Khi quầy mở, Ông/Bà là người đầu tiên")


def test_three_quick_taps_are_one_press(at: Kiosk) -> None:
    box = at.saw(".take").bounding_box()
    assert box
    for _ in range(3):
        at.page.touchscreen.tap(box["x"] + 90, box["y"] + box["height"] - 20)
    expect(at.saw(".number")).to_have_text("A012")
    at.page.touchscreen.tap(box["x"] + 90, box["y"] + box["height"] - 20)
    assert len(at.orders) == 1
    assert at.screen == "ticket"


@pytest.mark.parametrize("state", ["printed", "sent"])
def test_the_paper_is_announced_and_ten_seconds_later_the_next_may_come(
    at: Kiosk, state: str
) -> None:
    at.paper = state
    at.take()
    expect(at.saw(".paper")).to_have_text("Đang in phiếu…")
    at.pass_time(800)
    expect(at.saw(".paper")).to_have_text("Mời Ông/Bà nhận phiếu và ngồi chờ. Xin cảm ơn!")
    at.pass_time(9_000)
    assert at.screen == "ticket"
    at.pass_time(1_500)
    assert at.screen == "fields"


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("unknown", "Nếu không thấy phiếu ra, xin Ông/Bà ghi lại"),
        ("failed", "Phiếu chưa in được"),
        ("expired", "Phiếu chưa in được"),
    ],
)
def test_without_paper_the_number_and_its_code_stay_for_a_minute(
    at: Kiosk, state: str, said: str
) -> None:
    at.paper = state
    at.take()
    at.saw(".number").wait_for()
    at.pass_time(800)
    expect(at.saw(".paper")).to_contain_text(said)
    expect(at.saw(".paper")).to_contain_text("không mất lượt")
    expect(at.saw(".scan img")).to_have_attribute("src", "/kiosk/qr/29-abc.svg")
    assert at.saw(".scan img").evaluate(
        "async (img) => { await img.decode(); return img.naturalWidth }"
    )
    at.pass_time(58_000)
    expect(at.saw(".number")).to_have_text("A012")
    at.pass_time(3_000)
    assert at.screen == "fields"


def test_a_printer_that_says_nothing_for_five_seconds_is_trouble(at: Kiosk) -> None:
    at.paper = "printing"
    at.take()
    at.saw(".number").wait_for()
    for _ in range(6):
        at.pass_time(700)
        at.page.wait_for_timeout(20)
    expect(at.saw(".paper")).to_have_text("Đang in phiếu…")
    for _ in range(3):
        at.pass_time(700)
        at.page.wait_for_timeout(20)
    expect(at.saw(".paper")).to_contain_text("Phiếu chưa in được")


def test_without_paper_nobody_waits_five_seconds_for_it(at: Kiosk) -> None:
    at.paper = "queued"
    at.say(paper={"ok": False, "trouble": "paper-out"})
    at.take()
    expect(at.saw(".paper")).to_contain_text("Máy in tạm hết giấy. Xin Ông/Bà ghi lại")
    expect(at.saw(".scan img")).to_be_visible()
    at.say(paper={"ok": True, "trouble": None})
    at.paper = "printed"
    at.pass_time(800)
    expect(at.saw(".paper")).to_contain_text("Mời Ông/Bà nhận phiếu")


def test_the_paper_of_another_kiosk_is_none_of_its_business(at: Kiosk) -> None:
    at.touch("#home")
    at.say(papers={"": None, "Ki-ốt 2": "paper-out"}, paper={"ok": False, "trouble": "paper-out"})
    expect(at.saw("#notice")).to_be_hidden()
    at.say(papers={"": "paper-out", "Ki-ốt 2": None})
    expect(at.saw("#notice")).to_have_text("Máy in tạm hết giấy, số sẽ hiện trên màn hình.")
    at.say(papers={"": "none"})
    expect(at.saw("#notice")).to_have_text("Máy in tạm ngừng, số sẽ hiện trên màn hình.")


@pytest.mark.parametrize("word", ["unknown", "failed"])
def test_paper_that_comes_late_is_still_announced(at: Kiosk, word: str) -> None:
    at.paper = word
    at.take()
    at.saw(".number").wait_for()
    at.pass_time(800)
    expect(at.saw(".scan img")).to_be_visible()
    # Printed again by staff, or their word that it is there.
    at.paper = "printed"
    at.pass_time(800)
    expect(at.saw(".paper")).to_contain_text("Mời Ông/Bà nhận phiếu")


def test_a_kiosk_without_printer_shows_the_code_at_once(at: Kiosk) -> None:
    at.answers = [(201, number(print={"state": "none"}))]
    at.take()
    expect(at.saw(".done")).to_contain_text("Tôi đã ghi lại")


def test_who_has_written_it_down_ends_the_minute(at: Kiosk) -> None:
    at.paper = "failed"
    at.take()
    at.saw(".number").wait_for()
    at.pass_time(800)
    expect(at.saw(".done")).to_contain_text("Tôi đã ghi lại")
    at.pass_time(1000)
    at.saw(".done").tap()
    assert at.screen == "fields"


def test_after_three_seconds_without_answer_it_says_whom_to_see(at: Kiosk) -> None:
    at.answers = [NO_WORD]
    at.take()
    expect(at.saw("h1")).to_have_text("Đang lấy số cho Ông/Bà…")
    at.pass_time(3_100)
    expect(at.saw("h1")).to_have_text("Máy chưa lấy được số")
    expect(at.saw("#main")).to_contain_text("Mời Ông/Bà gặp cán bộ hướng dẫn")
    assert not at.saw(".number").count()


def test_a_late_answer_still_shows_its_number(at: Kiosk) -> None:
    at.answers = [NO_WORD]
    at.take()
    at.pass_time(4_000)
    at.answer_late()
    expect(at.saw(".number")).to_have_text("A012")


def test_every_try_of_one_press_carries_one_key(at: Kiosk) -> None:
    at.answers = [(503, {}), (503, {}), NO_WORD, (201, number())]
    at.take()
    for _ in range(15):
        at.pass_time(1_000)
        at.page.wait_for_timeout(20)
    expect(at.saw(".number")).to_have_text("A012")
    assert len(at.orders) == 4
    assert len({key for key, _ in at.orders}) == 1


def test_two_people_press_under_two_keys(at: Kiosk) -> None:
    at.take()
    at.saw(".number").wait_for()
    at.pass_time(1_000)
    at.saw(".done").tap()
    at.choose("chung-thuc")
    at.take()
    at.saw(".number").wait_for()
    assert len({key for key, _ in at.orders}) == 2


def test_who_gives_up_leaves_no_number_to_the_next(at: Kiosk) -> None:
    at.answers = [NO_WORD]
    at.take()
    at.pass_time(4_000)
    at.touch("#home")
    assert at.screen == "fields"
    at.answer_late()
    at.page.wait_for_timeout(100)
    assert at.screen == "fields"
    assert not at.saw(".number").count()


def test_too_many_at_once_is_said_and_tried_again_under_the_same_key(at: Kiosk) -> None:
    at.answers = [(503, {"error": {"code": "busy", "message": "…"}})]
    at.take()
    # A try that is out when its ten seconds end is forgotten, and the next ten begin.
    for _ in range(200):
        at.pass_time(250)
        at.page.wait_for_timeout(15)
        if at.screen == "refused":
            break
    expect(at.saw("#main")).to_contain_text("Nhiều người đang lấy số cùng lúc")
    at.answers = [(201, number())]
    at.touch(".again")
    expect(at.saw(".number")).to_have_text("A012")
    assert len({key for key, _ in at.orders}) == 1


def test_a_refusal_is_told_in_the_servers_words(at: Kiosk) -> None:
    said = "Việc này vừa ngừng nhận; mời Ông/Bà chọn việc khác."
    at.answers = [(422, {"error": {"code": "unknown", "message": said}})]
    at.take()
    expect(at.saw(".said")).to_have_text(said)
    assert not at.saw(".again").count()
    at.touch("#home")
    assert at.screen == "fields"


def test_closed_in_the_last_moment_says_until_when(at: Kiosk) -> None:
    error = {"code": "closed", "message": "…", "opens_at": "2026-11-23T07:30:00+07:00"}
    at.answers = [(409, {"error": error})]
    at.take()
    expect(at.saw("h1")).to_have_text("Hiện ngoài giờ tiếp nhận")
    expect(at.saw("#main")).to_contain_text("lúc 07:30, thứ\u00a0Hai, 23/11")


def test_a_lost_server_does_not_take_a_number_from_the_screen(at: Kiosk) -> None:
    at.paper = "failed"
    at.take()
    at.saw(".number").wait_for()
    at.page.evaluate("hall.up = false")
    at.pass_time(13_000)
    expect(at.saw(".number")).to_have_text("A012")
