"""The rating pad: one touch, of the question it shows, and never of another."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.counter.desks import Served, ago, pad, rating
from tests.test_axe import serious

pytestmark = pytest.mark.browser

TWENTY_MM = 118  # px on a 10.1-inch panel of 1280×800: 0.17 mm a pixel


@pytest.fixture
def at(chromium: Browser) -> Iterator[Served]:
    served = pad(chromium)
    served.page.clock.install()
    served.page.reload()
    expect(served.page.locator("h1")).to_have_text("Xin chào Ông/Bà")
    yield served
    served.page.context.close()
    assert not served.faults


def settle(at: Served) -> None:
    """Time for a hand to see the question."""
    at.page.clock.run_for(800)


def touch(at: Served, level: int) -> None:
    with at.page.expect_response("**/rating"):
        at.page.locator(f'[data-level="{level}"]').tap()


def test_it_asks_about_the_number_just_served_with_five_faces_in_words(at: Served) -> None:
    at.say(rating=rating())
    expect(at.page.locator("h1")).to_have_text("Ông/Bà có hài lòng với sự phục vụ vừa rồi không?")
    expect(at.page.locator(".about .number")).to_have_text("A012")
    expect(at.page.locator("#privacy")).to_contain_text("không kèm tên")
    words = [" ".join(text.split()) for text in at.page.locator(".level span").all_inner_texts()]
    assert words == [
        "Rất không hài lòng", "Không hài lòng", "Bình thường", "Hài lòng", "Rất hài lòng",
    ]  # fmt: skip
    mouths = at.page.locator(".level svg path:last-child").evaluate_all(
        "paths => paths.map(path => path.getAttribute('d'))"
    )
    assert len(set(mouths)) == 5
    for face in at.page.locator(".level").all():
        box = face.bounding_box()
        assert box is not None
        assert box["width"] >= TWENTY_MM
        assert box["height"] >= 4 * TWENTY_MM
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 800


def test_one_touch_is_sent_and_thanked(at: Served) -> None:
    at.say(rating=rating())
    settle(at)
    touch(at, 5)
    assert at.presses == [("counters/3/rating", {"rating": "r1", "level": 5})]
    expect(at.page.locator(".chip")).to_have_count(5)
    at.page.get_by_role("button", name="Bỏ qua").tap()
    expect(at.page.locator("h1")).to_have_text("Xin trân trọng cảm ơn Ông/Bà!")
    at.page.clock.run_for(3100)
    expect(at.page.locator("h1")).to_have_text("Xin chào Ông/Bà")
    assert len(at.presses) == 1


def test_where_the_office_asks_for_both_sides_these_come_before_the_reasons(at: Served) -> None:
    at.say(rating=rating(axes=True))
    settle(at)
    touch(at, 4)
    way, manner = (at.page.get_by_role("group", name=name) for name in ("Cách thức", "Phong cách"))
    way.get_by_role("button", name="Bình thường").tap()
    manner.get_by_role("button", name="Không hài").nth(1).tap()
    manner.get_by_role("button", name="Rất hài").tap()
    expect(manner.locator(".side-said")).to_contain_text("Rất hài")
    assert serious(at.page) == []
    at.page.get_by_role("button", name="Tiếp tục").tap()
    expect(at.page.locator(".chip")).to_have_count(5)
    both = {"rating": "r1", "level": 4, "way": 3, "manner": 5}
    assert at.presses[1:] == [("counters/3/rating", both)]


def test_whoever_is_in_a_hurry_skips_both_sides(at: Served) -> None:
    at.say(rating=rating(axes=True))
    settle(at)
    touch(at, 2)
    at.page.get_by_role("button", name="Bỏ qua").tap()
    expect(at.page.locator("h1")).to_contain_text("Rất xin lỗi")
    assert len(at.presses) == 1


def test_a_low_level_may_give_up_to_three_reasons(at: Served) -> None:
    at.say(rating=rating())
    settle(at)
    touch(at, 2)
    expect(at.page.locator("h1")).to_contain_text("Rất xin lỗi")
    chips = at.page.locator(".chip")
    expect(chips).to_have_count(11)
    for i in (0, 1, 2, 3):
        chips.nth(i).tap(force=True)
    chips.nth(1).tap()
    assert at.page.locator('.chip[aria-pressed="true"]').count() == 2
    with at.page.expect_response("**/rating"):
        at.page.get_by_role("button", name="Gửi ý kiến").tap()
    assert at.last() == (
        "counters/3/rating",
        {"rating": "r1", "level": 2, "reasons": ["R1", "R3"]},
    )
    expect(at.page.locator("h1")).to_contain_text("cảm ơn")


def test_reasons_wait_fifteen_seconds_and_no_longer(at: Served) -> None:
    at.say(rating=rating())
    settle(at)
    touch(at, 1)
    at.say(rating=None)
    expect(at.page.locator(".chip").first).to_be_visible()
    at.page.clock.run_for(15_100)
    expect(at.page.locator("h1")).to_contain_text("Xin trân trọng cảm ơn")
    at.page.clock.run_for(3_100)
    expect(at.page.locator("h1")).to_have_text("Xin chào Ông/Bà")
    assert len(at.presses) == 1


def test_a_hand_on_the_old_question_does_not_answer_the_next(at: Served) -> None:
    at.say(rating=rating("r1"))
    settle(at)
    at.say(rating=rating("r2", number="A013"))
    at.page.locator('[data-level="1"]').tap()
    expect(at.page.locator(".about .number")).to_have_text("A013")
    assert at.presses == []
    settle(at)
    touch(at, 4)
    assert at.presses == [("counters/3/rating", {"rating": "r2", "level": 4})]


def test_two_touches_are_one_answer(at: Served) -> None:
    at.say(rating=rating())
    settle(at)
    at.page.locator(".level").evaluate_all("faces => [faces[0], faces[4]].forEach(f => f.click())")
    expect(at.page.locator(".chip").first).to_be_visible()
    assert at.presses == [("counters/3/rating", {"rating": "r1", "level": 1})]


def test_it_closes_by_itself_when_the_time_is_over(at: Served) -> None:
    at.say(rating=rating(closes_at=ago(-30)))
    expect(at.page.locator(".level")).to_have_count(5)
    at.page.clock.run_for(31_000)
    expect(at.page.locator("h1")).to_have_text("Xin chào Ông/Bà")


def test_it_closes_sooner_when_the_server_says_so(at: Served) -> None:
    at.say(rating=rating(closes_at=ago(-60)))
    at.say(rating=rating(closes_at=ago(-10)))
    at.page.clock.run_for(11_000)
    expect(at.page.locator("h1")).to_have_text("Xin chào Ông/Bà")


def test_it_closes_when_the_server_closes_it(at: Served) -> None:
    at.say(rating=rating())
    expect(at.page.locator(".level")).to_have_count(5)
    at.say(rating=None)
    expect(at.page.locator("h1")).to_have_text("Xin chào Ông/Bà")


def test_a_touch_that_never_arrived_does_not_bring_back_a_question_taken_back(at: Served) -> None:
    at.slow.add("counters/3/rating")
    at.say(rating=rating())
    settle(at)
    with at.page.expect_request("**/rating"):
        at.page.locator('[data-level="4"]').tap()
    at.say(rating=None)
    at.page.clock.run_for(11_000)
    expect(at.page.locator("h1")).to_have_text("Xin chào Ông/Bà")
    expect(at.page.locator(".level")).to_have_count(0)


def test_too_late_is_thanked_without_reproach(at: Served) -> None:
    at.answers["counters/3/rating"] = (409, {"error": {"code": "rating_closed", "message": "x"}})
    at.say(rating=rating())
    settle(at)
    touch(at, 1)
    expect(at.page.locator("h1")).to_contain_text("Xin trân trọng cảm ơn")
    expect(at.page.locator(".chip")).to_have_count(0)


def test_an_english_ticket_is_asked_in_english_and_the_next_greeting_is_vietnamese(
    at: Served,
) -> None:
    at.say(rating=rating(language="en"))
    expect(at.page.locator("h1")).to_contain_text("How satisfied")
    expect(at.page.locator("html")).to_have_attribute("lang", "en")
    settle(at)
    touch(at, 3)
    expect(at.page.locator(".chip").first).to_have_text("Long wait 1")
    at.page.get_by_role("button", name="Skip").tap()
    at.page.clock.run_for(3100)
    expect(at.page.locator("h1")).to_have_text("Xin chào Ông/Bà")


def test_four_levels_leave_out_the_middle(at: Served) -> None:
    at.say(rating=rating(levels=4))
    faces = at.page.locator(".level").evaluate_all("all => all.map(one => one.dataset.face)")
    assert faces == ["1", "2", "4", "5"]
    settle(at)
    touch(at, 3)
    assert at.last()[1]["level"] == 3
    expect(at.page.locator(".chip")).to_have_count(5)


def test_a_lost_server_is_said_small_and_the_greeting_stays(at: Served) -> None:
    at.page.evaluate("hall.up = false")
    at.page.clock.run_for(13_000)
    expect(at.page.locator("#lost")).to_be_visible()
    expect(at.page.locator("h1")).to_have_text("Xin chào Ông/Bà")
    at.page.evaluate("hall.up = true")
    at.page.clock.run_for(4_000)
    expect(at.page.locator("#lost")).to_be_hidden()


@pytest.mark.parametrize(
    ("state", "words"),
    [("paused", "Quầy đang tạm dừng"), ("closed", "Quầy hiện không phục vụ"), ("open", "Cán bộ 1")],
)
def test_at_rest_it_says_what_the_counter_does(at: Served, state: str, words: str) -> None:
    at.say(state=state)
    expect(at.page.locator("#view")).to_contain_text(words)


def test_it_lights_up_while_staff_try_it_and_never_over_a_question(at: Served) -> None:
    tried = at.page.locator("#tried")
    at.say(tried=True)
    expect(tried).to_have_text("Đang thử bảng đánh giá quầy 3")
    assert tried.bounding_box() == {"x": 0, "y": 0, "width": 800, "height": 1280}
    at.say(rating=rating())
    expect(tried).to_be_hidden()
    settle(at)
    touch(at, 5)
    at.say(tried=False, rating=None)
    expect(tried).to_be_hidden()
