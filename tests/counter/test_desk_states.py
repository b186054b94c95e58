"""The clerk's page besides its keys: fingers, refusals, the lock, a lost server, a full house."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.counter.desks import ME, OTHER, Served, ago, desk, held, line_of, missed, ticket

pytestmark = pytest.mark.browser

OUTSIDE = """element => {
  const box = element.getBoundingClientRect();
  return box.left < 0 || box.top < 0 || box.right > innerWidth || box.bottom > innerHeight;
}"""
CUT = """element =>
  element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1
"""


TOUCH = True  # for the fixture `at`


def tap(at: Served, selector: str) -> None:
    with at.page.expect_response("**/api/v1/**"):
        at.page.locator(selector).tap()


def test_a_whole_service_by_finger(at: Served) -> None:
    tap(at, '[data-verb="next"]')
    at.say(ticket=ticket(), allowed=["next", "recall", "start", "miss", "leave"])
    tap(at, '[data-verb="recall"]')
    tap(at, '[data-verb="start"]')
    at.say(ticket=ticket("serving"), allowed=["next", "finish"])
    tap(at, '[data-verb="finish"]')
    at.say(ticket=None, allowed=["call-next", "next", "pause", "close"])
    at.page.locator('[data-verb="pause"]').tap()
    tap(at, '[data-reason="BREAK"]')
    at.say(state="paused", reason="BREAK", since=ago(0), allowed=["open", "close"])
    expect(at.page.locator("#situation")).to_contain_text("Nghỉ giữa giờ")
    tap(at, '[data-verb="open"]')
    tap(at, '[data-verb="close"]')
    verbs = [path.removeprefix("counters/3/") for path, _ in at.presses]
    assert verbs == ["next", "recall", "start", "finish", "pause", "open", "close"]


def test_the_citizen_is_shown_with_the_running_time_of_the_hall(at: Served) -> None:
    at.say(ticket=ticket(called_at=ago(65)), allowed=["next", "start"])
    now = at.page.locator("#situation")
    expect(now.locator(".number")).to_have_text("A012")
    expect(now).to_contain_text("nuôi dưỡng")
    expect(now).to_contain_text("Người cao tuổi")
    expect(now).to_contain_text("Xin chào Ông/Bà")
    running = now.locator(".running b")
    expect(running).to_have_text("1:06")
    expect(running).to_have_class("digits long")
    at.say(ticket=ticket("serving", started_at=ago(3)), allowed=["finish"])
    expect(now.locator(".running")).to_contain_text("Thời gian phục vụ")


def test_a_service_that_nobody_finished_is_asked_about(at: Served) -> None:
    line = at.page.locator(".running span:visible").first
    at.say(ticket=ticket("serving", started_at=ago(60), asks_at=ago(-60)), allowed=["finish"])
    expect(line).to_have_text("Thời gian phục vụ")
    # It comes by itself: a quiet hall tells the page nothing.
    at.say(ticket=ticket("serving", started_at=ago(7198), asks_at=ago(-2)), allowed=["finish"])
    expect(line).to_have_text("Vẫn đang phục vụ?")


def test_the_clock_is_the_halls_even_when_the_browsers_is_wrong(at: Served) -> None:
    at.say(now="2031-02-03T08:15:30+07:00", ticket=ticket(called_at="2031-02-03T08:15:20+07:00"))
    expect(at.page.locator("#now")).to_have_text("08:15")
    expect(at.page.locator(".running b")).to_have_text("0:11")


def test_an_english_speaker_is_marked_and_greeted_in_english(at: Served) -> None:
    at.say(ticket=ticket(language="en"))
    expect(at.page.locator("#situation")).to_contain_text("Nói tiếng Anh")
    expect(at.page.locator(".prompt")).to_have_attribute("lang", "en")


def test_a_refusal_is_told_in_the_servers_words(at: Served) -> None:
    sentence = "Số trên màn hình đã thay đổi; xin xem lại rồi bấm lần nữa."
    refused = {"error": {"code": "not_expected", "message": sentence}}
    at.answers["counters/3/next"] = (409, refused)
    tap(at, '[data-verb="next"]')
    expect(at.page.locator("#notice")).to_be_visible()
    expect(at.page.locator("#notice-text")).to_have_text(sentence)
    notice = at.page.locator("#notice").bounding_box()
    assert notice is not None
    for button in at.page.locator("#desk [data-verb]:visible").all():
        box = button.bounding_box()
        assert box is not None
        beside = box["x"] + box["width"] < notice["x"] or notice["x"] + notice["width"] < box["x"]
        assert beside or box["y"] + box["height"] < notice["y"], button.inner_text()


def test_being_taken_over_is_told_and_ends_the_pressing(at: Served) -> None:
    at.say(ticket=ticket(), allowed=["next", "start"], clerk=OTHER, since=ago(0))
    expect(at.page.locator("#taken-title")).to_have_text("Quầy đã được Cán bộ 2 nhận")
    at.press("Escape", "s", "Space")
    expect(at.page.locator('[data-verb="start"]')).to_have_attribute("aria-disabled", "true")
    assert at.presses == []
    tap(at, '[data-verb="open"]')
    assert at.presses == [("counters/3/open", {"clerk": ME["id"]})]


def test_the_lock_covers_the_page_until_the_pin_is_right(at: Served) -> None:
    at.say(state="paused", reason="BREAK", locked=True, allowed=["open", "close"])
    expect(at.page.locator("#locked")).to_be_visible()
    at.press("Escape", "Escape", "d")
    expect(at.page.locator("#locked")).to_be_visible()
    sentence = "Quầy đang khóa; xin nhập đúng mã PIN."
    at.answers["counters/3/open"] = (409, {"error": {"code": "locked", "message": sentence}})
    with at.page.expect_response("**/open"):
        at.press("1", "2", "3", "Backspace", "4", "Enter")
    expect(at.page.locator("#pin-trouble")).to_have_text(sentence)
    for digit in "5731":
        at.page.locator(f'[data-digit="{digit}"]').tap()
    expect(at.page.locator("#pin-dots")).to_have_text("●●●●")
    tap(at, "#pin-send")
    assert [body["pin"] for _, body in at.presses] == ["124", "5731"]
    at.say(state="open", locked=False, allowed=["next"])
    expect(at.page.locator("#locked")).to_be_hidden()


def test_a_silent_server_greys_the_buttons_and_the_page_comes_back(at: Served) -> None:
    at.page.clock.install()
    at.page.reload()
    # Only a desk that has its state listens for changes.
    expect(at.page.locator("#counter-label")).to_contain_text("3")
    at.say(ticket=ticket(), allowed=["next", "start"])
    place = at.page.locator('[data-verb="next"]').bounding_box()
    at.page.evaluate("hall.up = false")
    at.page.clock.run_for(13_000)
    expect(at.page.locator("#lost")).to_be_visible()
    assert at.page.locator('[data-verb="next"]').bounding_box() == place
    expect(at.page.locator(".now-number")).to_have_text("A012")
    expect(at.page.locator('[data-verb="start"]')).to_have_attribute("aria-disabled", "true")
    at.press("s")
    at.page.evaluate("hall.up = true; hall.state.ticket.number = 'A013'")
    at.page.clock.run_for(4_000)
    expect(at.page.locator("#lost")).to_be_hidden()
    expect(at.page.locator(".now-number")).to_have_text("A013")
    expect(at.page.locator('[data-verb="start"]')).to_have_attribute("aria-disabled", "false")
    assert at.presses == []


def test_an_ended_session_leads_back_to_the_door(at: Served) -> None:
    at.answers["counters/3/next"] = (401, {"error": {"code": "http_401", "message": "x"}})
    at.signed_in = False
    tap(at, '[data-verb="next"]')
    expect(at.page.locator("#sign-in")).to_be_visible()


FULL: dict[str, Any] = {
    "recalls": 2, "language": "en", "needs": ["hearing", "sight"], "unconfirmed": True,
    "back": True, "back_to": 2, "leg": 2,
    "note": "Đã kiểm tra giấy tờ, chỉ còn nộp lệ phí và ký nhận. Nhớ hỏi lại số bản. " * 2,
}  # fmt: skip
HELPED = {key: value for key, value in FULL.items() if key != "note"}


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(
    ("n", "hand"), [(0, {}), (3, HELPED), (80, {"recalls": 2, "language": "en"}), (80, FULL)]
)
def test_everything_fits_with_nobody_three_and_eighty(
    chromium: Browser, n: int, hand: dict[str, Any], lang: str
) -> None:
    state: dict[str, Any] = {
        "ticket": ticket("serving", **hand),
        "missed": [missed(i, f"K{i:03d}") for i in range(1, n // 4 + 1)],
        "held": [held(i, f"A{i:03d}", 60) for i in range(n // 20)],
        "undo": {"verb": "next", "number": "A012", "until": ago(-60)},
        "clerk": ME | {"label": "Nguyễn Thị Thanh Huyền, phụ trách Đất đai – Xây dựng"},
    }
    served = desk(chromium, lang=lang, **line_of(n) | state)
    expect(served.page.locator("[data-situation=serving]")).to_be_visible()
    expect(served.page.locator("#line tr")).to_have_count(n)
    served.say(allowed=["next", "undo", "hold", "transfer"])
    expect(served.page.locator("#undo")).to_be_visible()
    for button in served.page.locator("#desk [data-verb]:visible").all():
        assert not button.evaluate(OUTSIDE), button.inner_text()
        assert not button.evaluate(CUT), button.inner_text()
    for part in ("#situation", ".citizen-top", ".bar", "html"):
        assert not served.page.locator(part).evaluate(CUT), part
    served.page.context.close()
    assert not served.faults


def test_helped_lines_are_marked_in_words_and_names_are_never_markup(at: Served) -> None:
    line = line_of(4)
    line["line"][0]["service_name"] = "<img src=x onerror=alert(1)>"
    at.say(**line)
    expect(at.page.locator("#line tr").nth(3)).to_contain_text("Giúp")
    expect(at.page.locator("#line tr").nth(0)).not_to_contain_text("Giúp")
    expect(at.page.locator("#line img")).to_have_count(0)


# Rows of another height than the first, and cells that are no cells: theirs are other hairlines.
UNEVEN = """table => [...table.tBodies[0].rows].filter((row, i, rows) =>
  Math.abs(row.offsetHeight - rows[0].offsetHeight) > 0.5
  || [...row.cells].some((cell) => getComputedStyle(cell).display !== "table-cell")).length"""


@pytest.mark.parametrize("flaw", ["td { padding: 4px 8px }", "td:nth-child(3) { display: flex }"])
def test_the_line_is_ruled_evenly_whatever_its_names(at: Served, flaw: str) -> None:
    line = line_of(12)
    for i in (0, 5, 9):
        line["line"][i]["service_name"] = "Đăng ký khai sinh"
    at.say(**line)
    table = at.page.locator("#line-table")
    expect(table.locator("tbody tr")).to_have_count(12)
    assert table.evaluate(UNEVEN) == 0
    at.page.add_style_tag(content=f"#line-table {flaw}")
    assert table.evaluate(UNEVEN) > 0


def test_a_wait_of_hours_stands_whole_in_its_column_and_in_the_head(at: Served) -> None:
    line = line_of(5)
    for ticket_ in line["line"]:
        ticket_["joined_at"] = ago(10 * 3600 + 23 * 60 + 5)
    at.say(**line | {"longest_since": ago(10 * 3600 + 23 * 60 + 5)})
    waits = at.page.locator("#line .wait")
    expect(waits.first).to_have_text("10 giờ 23")
    cut = "cells => cells.filter((cell) => cell.scrollWidth > cell.clientWidth).length"
    assert waits.evaluate_all(cut) == 0
    head = at.page.locator("#longest-part")
    one_line = head.evaluate("part => part.offsetHeight")
    assert one_line < 40
    head.evaluate("part => Object.assign(part.style, { whiteSpace: 'normal', width: '80px' })")
    assert head.evaluate("part => part.offsetHeight") > one_line
    waits.first.evaluate("cell => cell.textContent = '10 giờ 23 phút'")
    assert waits.evaluate_all(cut) == 1
