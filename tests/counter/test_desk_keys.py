"""The clerk's page by keyboard only: one key for each thing, and none where it may not act."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.counter.desks import ME, OTHER, Served, ago, answered, counter_state, desk, ticket

pytestmark = pytest.mark.browser

IDLE = {"allowed": ["call-next", "next", "pause", "close", "rejoin"], "ticket": None}
CALLED = {"allowed": ["next", "recall", "start", "miss", "leave"], "ticket": ticket()}
SERVING = {"allowed": ["next", "finish"], "ticket": ticket("serving")}
PAUSED = {"allowed": ["open", "close"], "state": "paused", "reason": "MEETING"}
CLOSED = {"allowed": ["open"], "state": "closed", "clerk": None}
GONE = {"id": 7, "number": "K003", "service_name": "x", "missed_at": ago(60), "until": ago(-900)}


@pytest.mark.parametrize(
    ("state", "keys", "path", "body"),
    [
        (IDLE, ["Space"], "counters/3/next", {"expect": None}),
        (CALLED, ["F2"], "counters/3/next", {"expect": 41}),
        (IDLE, ["c"], "counters/3/call-next", {}),
        (CALLED, ["r"], "counters/3/recall", {}),
        (CALLED, ["s"], "counters/3/start", {}),
        (SERVING, ["f"], "counters/3/finish", {}),
        (CALLED, ["x"], "counters/3/miss", {}),
        (CALLED, ["v"], "tickets/41/leave", {}),
        (IDLE, ["p", "1"], "counters/3/pause", {"reason": "BREAK", "lock": False}),
        (IDLE, ["l", "2"], "counters/3/pause", {"reason": "MEETING", "lock": True}),
        (PAUSED, ["o"], "counters/3/open", {"clerk": ME["id"]}),
        (CLOSED, ["o"], "counters/3/open", {"clerk": ME["id"]}),
        (IDLE, ["d"], "counters/3/close", {}),
        (IDLE | {"missed": [GONE]}, ["1"], "tickets/7/rejoin", {}),
        (CALLED, ["Shift+R"], "counters/3/recall", {}),
    ],
)
def test_a_key_does_its_verb(
    at: Served, state: dict[str, object], keys: list[str], path: str, body: object
) -> None:
    at.say(**state)
    with at.page.expect_response("**/api/v1/**"):
        at.press(*keys)
    assert at.presses == [(path, body)]


@pytest.mark.parametrize("numlock", [False, True])
@pytest.mark.parametrize(
    ("state", "keys", "path", "body"),
    [
        (IDLE, ["NumpadEnter"], "counters/3/next", {"expect": None}),
        (CALLED, ["NumpadAdd"], "counters/3/recall", {}),
        (CALLED, ["NumpadDecimal"], "counters/3/start", {}),
        (SERVING, ["Numpad0"], "counters/3/finish", {}),
        (CALLED, ["NumpadSubtract"], "counters/3/miss", {}),
        (
            IDLE, ["NumpadMultiply", "Numpad2"],
            "counters/3/pause", {"reason": "MEETING", "lock": False},
        ),
        (PAUSED, ["NumpadMultiply"], "counters/3/open", {"clerk": ME["id"]}),
    ],
)  # fmt: skip
def test_a_number_block_does_its_verbs_whatever_numlock_says(
    at: Served, numlock: bool, state: dict[str, object], keys: list[str], path: str, body: object
) -> None:
    at.say(**state)
    with at.page.expect_response("**/api/v1/**"):
        # With Shift these keys give their digits and signs, as NumLock does.
        at.press(*(f"Shift+{key}" if numlock else key for key in keys))
    assert at.presses == [(path, body)]


def test_the_pause_key_of_a_number_block_takes_its_question_back(at: Served) -> None:
    at.press("NumpadMultiply")
    expect(at.page.locator("#pause-why")).to_be_visible()
    at.press("NumpadMultiply")
    expect(at.page.locator("#pause-why")).to_be_hidden()
    assert at.presses == []


def test_a_number_block_types_a_pin_whatever_numlock_says(at: Served) -> None:
    at.say(state="paused", locked=True, allowed=["open"])
    expect(at.page.locator("#locked")).to_be_visible()
    at.press("Numpad1", "Shift+Numpad2", "3", "4")
    with at.page.expect_response("**/open"):
        at.press("NumpadEnter")
    assert at.presses == [("counters/3/open", {"clerk": ME["id"], "pin": "1234"})]


def test_without_letters_the_signs_of_a_number_block_rest_too_but_not_its_enter(
    at: Served,
) -> None:
    at.press("?", "Tab", "Space", "Escape")
    at.say(**CALLED)
    at.press("NumpadAdd", "NumpadDecimal", "Shift+NumpadDecimal", "NumpadSubtract")
    with at.page.expect_response("**/next"):
        at.press("NumpadEnter")
    assert at.presses == [("counters/3/next", {"expect": 41})]


def test_a_number_blocks_enter_on_a_focused_button_is_that_button(at: Served) -> None:
    at.say(**CALLED)
    at.page.locator('[data-verb="recall"]').focus()
    with at.page.expect_response("**/api/v1/**"):
        at.press("NumpadEnter")
    assert at.presses == [("counters/3/recall", {})]


def test_what_the_counters_own_pad_was_refused_is_said_once_and_not_again(at: Served) -> None:
    text = {"vi": "Xin gọi lại đủ số lần.", "en": "Recall it first."}
    at.say(keypad={"press": "p1", "key": "miss", "code": "recall_first", "text": text})
    notice = at.page.locator("#notice")
    expect(notice).to_contain_text("Bàn phím số: Xin gọi lại đủ số lần.")
    at.page.locator("#notice-close").click()
    at.say(**CALLED)
    expect(notice).to_be_hidden()
    at.say(keypad={"press": "p2", "key": "miss", "code": "recall_first", "text": text})
    expect(notice).to_be_visible()


def test_an_old_refusal_of_the_pad_is_no_news_to_a_page_that_opens(chromium: Browser) -> None:
    told = {"press": "p1", "key": "miss", "code": "x", "text": {"vi": "Cũ.", "en": "Old."}}
    served = desk(chromium, keypad=told)
    expect(served.page.locator("[data-situation=idle]")).to_be_visible()
    expect(served.page.locator("#notice")).to_be_hidden()
    served.page.context.close()


def test_what_is_not_allowed_is_dim_and_does_nothing(at: Served) -> None:
    at.say(**SERVING)
    for verb in ("call-next", "recall", "start", "miss", "pause", "lock", "close"):
        button = at.page.locator(f'[data-verb="{verb}"]')
        expect(button).to_be_visible()
        expect(button).to_have_attribute("aria-disabled", "true")
    at.press("c", "r", "s", "x", "v", "p", "l", "d", "o", "1")
    at.page.locator('[data-verb="miss"]').click(force=True)
    expect(at.page.locator('[data-verb="finish"]')).to_have_attribute("aria-disabled", "false")
    assert at.presses == []


def test_next_rests_after_a_press(at: Served) -> None:
    at.say(**CALLED)
    with at.page.expect_response("**/next"):
        at.press("Space", "Space", "F2")
    at.press("Space")
    assert len(at.presses) == 1
    nxt = at.page.locator('[data-verb="next"]')
    expect(nxt).to_have_attribute("aria-disabled", "true")
    expect(nxt).to_have_attribute("aria-disabled", "false", timeout=2500)
    with at.page.expect_response("**/next"):
        at.press("Space")
    assert len(at.presses) == 2


def test_space_on_a_focused_button_is_that_button(at: Served) -> None:
    at.say(**CALLED)
    at.page.locator('[data-verb="recall"]').focus()
    with at.page.expect_response("**/api/v1/**"):
        at.press("Space")
    assert at.presses == [("counters/3/recall", {})]


def test_after_a_click_space_is_next_again(at: Served) -> None:
    at.say(**CALLED)
    with at.page.expect_response("**/recall"):
        at.page.locator('[data-verb="recall"]').click()
    answered(at.page)
    with at.page.expect_response("**/next"):
        at.press("Space")


def test_tab_reaches_every_verb_that_is_shown_and_a_ring_is_seen(at: Served) -> None:
    at.say(**CALLED | {"missed": [GONE]})
    seen = set()
    for _ in range(24):
        at.press("Tab")
        seen.add(at.page.evaluate("document.activeElement.dataset.verb ?? ''"))
        if at.page.evaluate("document.activeElement.matches('.button')"):
            ring = at.page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
            assert ring == "4px"
    shown = ["miss", "leave", "call-next", "recall", "start", "finish", "next", "pause", "close"]
    assert {*shown, "lock"} <= seen


def test_letters_can_be_turned_off_and_the_map_says_so(at: Served) -> None:
    at.press("?")
    expect(at.page.locator("#map")).to_be_visible()
    at.press("Space")  # what calls the next person elsewhere switches nothing off here
    expect(at.page.locator("#letters")).to_be_checked()
    at.press("Tab", "Space", "Escape", "c")
    expect(at.page.locator("#map")).to_be_hidden()
    with at.page.expect_response("**/next"):
        at.press("F2")
    assert at.presses == [("counters/3/next", {"expect": None})]


def test_keys_type_while_signing_in(chromium: Browser) -> None:
    served = desk(chromium)
    served.signed_in = False
    served.page.reload()
    served.page.locator("#sign-in").wait_for()
    served.page.keyboard.type("cfo canbo")
    served.press("Tab")
    served.page.keyboard.type("d r 1")
    with served.page.expect_response("**/session"):
        served.press("Enter")
    assert served.presses == [("session", {"name": "cfo canbo", "password": "d r 1"})]
    expect(served.page.locator("#desk")).to_be_visible()
    served.page.context.close()


def test_a_wrong_password_is_said_in_the_servers_words(chromium: Browser) -> None:
    served = desk(chromium)
    served.signed_in = False
    wait = "Đã nhập sai nhiều lần; xin thử lại sau 4 giây."
    served.answers["session"] = (429, {"error": {"code": "try_later", "message": wait}})
    served.page.reload()
    served.page.locator("#name").fill("canbo1")
    served.page.locator("#password").fill("sai")
    served.press("Enter")
    expect(served.page.locator("#sign-in-trouble")).to_have_text(wait)
    expect(served.page.locator("#password")).to_be_focused()
    expect(served.page.locator("#password")).to_have_value("")
    served.page.context.close()


def test_a_clerk_without_a_fixed_counter_chooses_one_by_its_digit(chromium: Browser) -> None:
    served = desk(chromium, **counter_state(**CLOSED))
    served.answers["me"] = (200, {"role": "clerk", "counter": None, "staff": ME})
    served.page.reload()
    expect(served.page.locator(".counter-choice")).to_have_count(3)
    served.press("2")
    expect(served.page.locator("#desk")).to_be_visible()
    assert served.page.evaluate("hall.board") == "counter:2"
    served.page.context.close()


def test_a_clerk_comes_back_to_the_counter_that_is_already_open(chromium: Browser) -> None:
    served = desk(chromium)
    mine = counter_state(counter=2, **SERVING)
    served.answers["me"] = (200, {"role": "clerk", "counter": None, "staff": ME})
    served.answers["counters/1"] = (200, counter_state(counter=1, clerk=OTHER))
    served.answers["counters/2"] = (200, mine)
    served.page.reload()
    expect(served.page.locator("#desk")).to_be_visible()
    assert served.page.evaluate("hall.board") == "counter:2"
    served.page.context.close()
