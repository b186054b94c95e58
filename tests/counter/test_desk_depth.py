"""The desk at full depth: waits that are too long, notes, a number's history, one's own day."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.counter.desks import ME, Served, ago, answered, desk, line_of, ticket
from tests.counter.steps import OWN_RATINGS, STEPS
from tests.test_axe import serious

SERVING: dict[str, Any] = {
    "ticket": ticket("serving"),
    "allowed": ["next", "finish", "hold", "transfer", "note", "add-service", "confirm", "void"],
}
# Every strike of a bell is written down instead of heard.
BELL = """() => {
  window.struck = [];
  const still = { setValueAtTime() {}, exponentialRampToValueAtTime() {} };
  window.AudioContext = class {
    currentTime = 0; state = "running";
    createGain() { return { gain: still, connect: (to) => to }; }
    createOscillator() {
      const voice = { frequency: {}, connect: (to) => to, stop() {} };
      return { ...voice, start() { window.struck.push(voice.frequency.value); } };
    }
  };
}"""


def waits(id: int, minutes: float, **more: Any) -> dict[str, Any]:
    """One of the line, who came so many minutes ago."""
    one: dict[str, Any] = line_of(1)["line"][0]
    return one | {"id": id, "joined_at": ago(minutes * 60)} | more


def line(*people: dict[str, Any]) -> dict[str, Any]:
    longest = min((each["joined_at"] for each in people), default=None)
    return {"line": [*people], "waiting": len(people), "longest_since": longest}


def struck(at: Served) -> int:
    """How often a bell was struck: two notes each."""
    notes: int = at.page.evaluate("struck.length")
    return notes // 2


@pytest.mark.browser
def test_a_wait_over_the_promise_is_a_sign_words_a_colour_and_one_chime(at: Served) -> None:
    page = at.page
    page.evaluate(BELL)
    at.press("Escape")  # browsers sound only after somebody has pressed something
    at.say(**line(waits(1, 29)))
    expect(page.locator("#late")).to_be_hidden()
    assert struck(at) == 0
    at.say(**line(waits(1, 31), waits(2, 12), waits(3, 45, helping=True)))
    expect(page.locator("#late-words")).to_have_text(
        "1 người chờ quá 30 phút, chưa kể 1 người ở hàng giúp"
    )
    expect(page.locator("#late-sign svg")).to_be_visible()
    expect(page.locator("#line-card")).to_have_class("card line over")
    expect(page.locator("#line tr").first.locator(".wait")).to_have_class("wait digits long")
    expect(page).to_have_title("(! 1) Quầy 3")
    assert struck(at) == 1
    at.say(**line(waits(1, 32)))
    assert struck(at) == 1  # once for each number
    at.say(**line(waits(1, 32), waits(4, 31)))
    assert struck(at) == 2
    at.press("a")  # off, and nothing sounds any more
    expect(page.locator("#chime")).to_have_attribute("aria-pressed", "false")
    at.say(**line(waits(5, 40)))
    expect(page.locator("#late-words")).to_contain_text("1 người")
    assert struck(at) == 2
    at.say(wait_target_min=0)
    expect(page.locator("#late")).to_be_hidden()


@pytest.mark.browser
def test_who_was_late_when_the_page_opened_or_at_a_locked_one_chimes_for_nobody(
    chromium: Browser,
) -> None:
    at = desk(chromium, **line(waits(1, 50)))
    expect(at.page.locator("#late-words")).to_have_text("1 người chờ quá 30 phút")
    at.page.evaluate(BELL)
    at.press("Escape")
    at.say(**line(waits(1, 51), waits(2, 31)), locked=True, state="paused", clerk=ME)
    assert struck(at) == 0
    at.page.context.close()


@pytest.mark.browser
def test_a_note_is_kept_changed_and_erased_by_keys(at: Served) -> None:
    at.say(**SERVING)
    at.press("b")
    expect(at.page.locator("#note-text")).to_be_focused()
    expect(at.page.locator("#note-send")).to_be_disabled()
    at.press("Enter")  # nothing is written: nothing is sent
    at.page.keyboard.type("Thiếu bản sao, còn f và x")
    with at.page.expect_response("**/note"):
        at.press("Enter")
    assert at.last() == (
        "counters/3/note", {"text": "Thiếu bản sao, còn f và x", "minutes": None},
    )  # fmt: skip
    answered(at.page)
    at.say(ticket=ticket("serving", note="Thiếu bản sao", note_until=ago(-1800)))
    expect(at.page.locator("#situation .note")).to_have_text("Thiếu bản sao")
    at.press("b")
    expect(at.page.locator("#note-text")).to_have_value("Thiếu bản sao")
    at.page.locator("#note").get_by_text("30 phút").click()
    with at.page.expect_response("**/note"):
        at.page.locator("#note-send").click()
    assert at.last()[1] == {"text": "Thiếu bản sao", "minutes": 30}
    answered(at.page)
    at.press("b")
    with at.page.expect_response("**/note"):
        at.page.locator("#note-erase").click()
    assert at.last()[1] == {"text": ""}


@pytest.mark.browser
def test_what_happened_to_a_number_stands_beside_what_can_be_done(at: Served) -> None:
    at.say(**SERVING)
    at.press("k")
    steps = at.page.locator("#steps .step")
    expect(steps).to_have_count(len(STEPS))
    expect(steps.nth(4)).to_contain_text("đã hoàn tác")
    expect(steps.nth(5)).to_contain_text("Chuyển đến Quầy 3")
    expect(steps.nth(5)).to_contain_text("chỉ còn nộp lệ phí")
    expect(steps.last).to_contain_text("đã hết hạn và được xóa")
    expect(steps.last).to_be_in_viewport()


@pytest.mark.browser
def test_ones_own_day_is_one_key_away_and_says_when_it_is_empty(at: Served) -> None:
    at.press("y")
    figures = at.page.locator("#own-day-figures dd")
    expect(figures).to_have_text(
        ["23", "2", "3", "6:52", "28:50", "0:34", "3 giờ 45 phút", "15 phút", "21 phút"]
    )
    expect(at.page.locator("#own-day-hours li b")).to_have_text(["3", "8", "7", "5"])
    expect(at.page.locator("#own-ratings")).to_have_text(
        "Đánh giá của công dân, 19/10/2026–15/11/2026: 41 ý kiến trên 96 lần hỏi. "
        "Trung bình 4,37 trên 5 (41 ý kiến)."
    )
    at.press("Escape")
    few = OWN_RATINGS | {"n": 7, "scores": []}
    at.answers["counters/3/own-day"] = (200, {"figures": None, "ratings": few})
    at.press("y")
    expect(at.page.locator("#own-day-none")).to_have_text("Hôm nay chưa có gì để đếm.")
    expect(figures).to_have_count(0)
    expect(at.page.locator("#own-ratings")).to_contain_text("Từ 10 ý kiến mới có điểm trung bình.")


@pytest.mark.browser
def test_a_transfer_goes_out_by_letters_digits_and_arrows_alone(at: Served) -> None:
    at.say(**SERVING)
    at.press("t", "c", "ArrowRight", "ArrowRight", "ArrowLeft", "q", "w")
    at.page.keyboard.type("Còn c và q")
    with at.page.expect_response("**/transfer"):
        at.press("Enter")
    assert at.last()[1] == {
        "to": "line:chung-thuc", "place": "first", "back": True, "note": "Còn c và q",
    }  # fmt: skip
    answered(at.page)
    at.press("t", "l", "2")  # land is closed: its letter chooses nothing
    with at.page.expect_response("**/transfer"):
        at.press("Enter")
    assert at.last()[1]["to"] == "counter:2"


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_eighty_wait_and_everything_stands_on_a_small_screen(chromium: Browser, lang: str) -> None:
    undo = {"verb": "add-service", "number": "A1011", "until": ago(-9)}
    full = ticket("serving", note="Đã kiểm tra giấy tờ, chỉ còn nộp lệ phí và ký nhận. " * 3)
    at = desk(
        chromium, lang=lang, undo=undo, **line_of(80),
        **SERVING | {"ticket": full, "allowed": [*SERVING["allowed"], "undo"]},
    )  # fmt: skip
    page = at.page
    expect(page.locator("#late")).to_be_visible()
    assert page.evaluate(
        "[document.body.scrollWidth <= 1366, document.body.scrollHeight <= 768]"
    ) == [True, True]
    cut = page.evaluate("""() => [...document.querySelectorAll("#desk .button, .late p, .bar > *")]
      .filter((node) => node.offsetParent && !node.matches(".unseen"))
      .filter((node) => node.scrollWidth > node.clientWidth + 1)
      .map((node) => node.textContent.trim())""")
    assert cut == []
    found = {"desk": serious(page)}
    for key, sheet in (("k", "chosen"), ("b", "note"), ("y", "own-day"), ("?", "map")):
        at.press(key)
        expect(page.locator(f"#{sheet}[open]")).to_be_visible()
        box = page.locator(f"#{sheet}").bounding_box()
        assert box
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 768
        found[sheet] = serious(page, f"#{sheet}")
        at.press("Escape")
    page.context.close()
    assert not any(found.values()), found


@pytest.mark.browser
def test_whoever_waited_too_long_is_met_with_a_word_of_regret(at: Served) -> None:
    at.say(ticket=ticket(waited_s=29 * 60), allowed=["start"])
    prompt = at.page.locator("#situation .prompt")
    expect(prompt).to_have_text("“Xin chào Ông/Bà, tôi có thể giúp gì cho Ông/Bà ạ?”")
    at.say(ticket=ticket(waited_s=30 * 60))
    expect(prompt).to_contain_text("xin lỗi đã để Ông/Bà chờ lâu")
    at.say(ticket=ticket(waited_s=30 * 60, language="en"))
    expect(prompt).to_contain_text("I am sorry that you had to wait")
    at.say(ticket=ticket("serving", waited_s=30 * 60), allowed=["finish"])
    expect(prompt).to_contain_text("Xin cảm ơn Ông/Bà")


@pytest.mark.browser
def test_the_map_has_every_key_that_does_something(at: Served) -> None:
    at.press("?")
    keys = """async () => {
      const { VERBS } = await import("/counter/static/verbs.js");
      return Object.values(VERBS).flatMap(({ keys }) => keys);
    }"""
    named = {"F2": "F2", " ": "Space"}
    on_map = set(at.page.locator("#map .map kbd").all_inner_texts())
    asked = {named.get(key, key.upper()) for key in at.page.evaluate(keys)}
    assert len(asked) > 20
    assert asked | {"Y", "A", "?"} <= on_map
