"""The rarer verbs by keyboard: each asks in a sheet what it needs, and nothing slips through."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.counter.desks import (
    OTHER,
    Served,
    ago,
    answered,
    counter_state,
    desk,
    held,
    line_of,
    missed,
    ticket,
)

pytestmark = pytest.mark.browser

IDLE: dict[str, Any] = {
    "allowed": [
        "call-next", "next", "call", "resume", "quick", "pause", "close", "rejoin", "confirm",
        "void",
    ],
    "held": [held(201, "A007", 300), held(202, "L003", 600)], "missed": [missed(301, "K003")],
    **line_of(4),
}  # fmt: skip
SERVING: dict[str, Any] = {
    "allowed": ["next", "finish", "hold", "transfer", "add-service"],
    "ticket": ticket("serving"),
}
UNDO = {"verb": "finish", "number": "A012"}


def in_doubt() -> dict[str, Any]:
    """The first of the line: nobody knows whether its paper came out."""
    line = line_of(2)
    line["line"][0]["unconfirmed"] = True
    return IDLE | line


def sent(at: Served, *keys: str) -> tuple[str, Any]:
    """What the last of these keys sends; a longer one is typed."""
    with at.page.expect_response(lambda answer: answer.request.method != "GET"):
        for key in keys:
            at.page.keyboard.type(key) if " " in key else at.press(key)
    assert len(at.presses) == 1
    return at.last()


CASES: list[tuple[dict[str, Any], list[str], str, Any]] = [
    (SERVING, ["g", "2"], "counters/3/hold", {"reason": "COPY", "minutes": 10}),
    (SERVING, ["g", "ArrowRight", "1"], "counters/3/hold", {"reason": "FORM", "minutes": 20}),
    (IDLE, ["h", "2"], "counters/3/resume", {"ticket": 202}),
    (SERVING, ["n", "nhan ket qua cu tru ", "Enter"], "counters/3/add-service",
     {"service": "cu-tru-1"}),
    (IDLE, ["q", "Enter"], "counters/3/quick", {"service": None}),
    (IDLE, ["q", "hoi ve ho tich ", "Enter"], "counters/3/quick", {"service": "ho-tich-2"}),
    (IDLE, ["m", "a014 ", "Enter", "2"], "counters/3/call", {"ticket": 101, "reason": "WEAK"}),
    (IDLE, ["/", "ArrowDown", "ArrowDown", "Enter", "1"], "counters/3/call",
     {"ticket": 102, "reason": "URGENT"}),
    (IDLE, ["m", "Enter", "n"], "tickets/100/pass", {}),
    (IDLE, ["m", "Enter", "i"], "tickets/100/reprint", {}),
    (IDLE, ["m", "Enter", "v", "v"], "tickets/100/leave", {}),
    (IDLE, ["m", "k003 ", "Enter", "q"], "tickets/301/rejoin", {}),
    (in_doubt(), ["m", "Enter", "k"], "tickets/100/confirm", {}),
    (in_doubt(), ["m", "Enter", "h", "h"], "tickets/100/void", {}),
    (SERVING, ["k", "i"], "tickets/41/reprint", {}),
]  # fmt: skip


def test_each_sheet_does_its_verb(at: Served) -> None:
    for state, keys, path, body in CASES:
        at.presses.clear()
        at.say(**counter_state(**state))
        assert sent(at, *keys) == (path, body), keys
        answered(at.page)


def test_a_transfer_by_digit_to_a_counter(at: Served) -> None:
    at.say(**SERVING)
    to = {"to": "counter:2", "place": "keep", "back": False}
    assert sent(at, "t", "2", "Enter") == ("counters/3/transfer", to)


def test_a_transfer_with_place_return_and_note(at: Served) -> None:
    at.say(**SERVING)
    at.press("t", "ArrowDown", "Tab", "ArrowRight", "Tab", "Space", "Tab")
    at.page.keyboard.type("Còn nộp 2 bản sao")
    expect(at.page.locator("#transfer-count")).to_have_text("17/200")
    body = {
        "to": "line:chung-thuc", "place": "first", "back": True, "note": "Còn nộp 2 bản sao",
    }  # fmt: skip
    assert sent(at, "Enter") == ("counters/3/transfer", body)


def test_nothing_is_sent_without_a_target_and_a_closed_one_cannot_be_chosen(at: Served) -> None:
    at.say(**SERVING)
    at.press("t")
    expect(at.page.locator("#to-counters")).not_to_contain_text("Quầy 3")
    expect(at.page.locator('[value="counter:5"]')).to_be_disabled()
    expect(at.page.locator('[value="line:dat-dai"]')).to_be_disabled()
    at.press("5", "Enter")
    expect(at.page.locator("#transfer")).to_be_visible()
    assert at.presses == []


@pytest.mark.parametrize(("lang", "typed"), [("en", "ho tich"), ("vi", "civil"), ("en", "civil")])
def test_a_service_is_found_by_its_names_in_both_languages(
    chromium: Browser, lang: str, typed: str
) -> None:
    at = desk(chromium, lang=lang, **SERVING)
    verb = at.page.locator('[data-verb="add-service"]')
    expect(verb).to_have_attribute("aria-disabled", "false")
    verb.click()
    at.page.locator("#pick-text").fill(f"{typed}xyz")
    expect(at.page.locator(".pick-one")).to_have_count(0)  # the control
    at.page.locator("#pick-text").fill(typed)
    expect(at.page.locator(".pick-one")).to_have_count(3)
    at.page.context.close()


def test_keys_type_while_a_sheet_asks_for_words(at: Served) -> None:
    at.say(**SERVING)
    at.press("n", "f", "s", "1", "z", "Backspace")
    expect(at.page.locator("#pick-text")).to_have_value("fs1")
    expect(at.page.locator("#pick-none")).to_have_text("Không tìm thấy.")
    at.press("Enter", "Escape", "t")
    at.page.locator("#transfer-note").focus()
    at.press("f", "2", "Space", "Escape")
    expect(at.page.locator("#transfer")).to_be_hidden()
    assert at.presses == []


def test_what_takes_somebody_away_for_good_is_pressed_twice(at: Served) -> None:
    at.say(**in_doubt())
    at.press("m", "Enter", "h")
    expect(at.page.locator("[data-act=void]")).to_contain_text("Bấm lần nữa: Hủy số")
    at.press("Escape")
    assert at.presses == []


def test_only_a_number_in_doubt_offers_to_confirm_or_void(at: Served) -> None:
    at.say(**IDLE)
    at.press("m", "Enter")
    expect(at.page.locator("[data-act=pass]")).to_be_visible()
    expect(at.page.locator("[data-act=confirm], [data-act=void]")).to_have_count(0)


def test_nobody_is_called_out_of_order_with_a_citizen_in_hand(at: Served) -> None:
    at.say(**SERVING | line_of(3))
    at.press("m", "Enter", "1")
    expect(at.page.locator("#chosen-hint")).to_contain_text("không còn ai")
    expect(at.page.locator("#chosen-reasons button").first).to_have_attribute(
        "aria-disabled", "true"
    )
    assert at.presses == []


def test_a_doubled_enter_calls_nobody(at: Served) -> None:
    at.say(**IDLE)
    at.press("m", "Enter", "Enter")
    expect(at.page.locator("#chosen")).to_be_visible()
    assert at.presses == []


@pytest.mark.parametrize(("key", "sheet"), [("g", "hold"), ("t", "transfer"), ("n", "pick")])
def test_a_sheet_closes_when_its_citizen_is_gone(at: Served, key: str, sheet: str) -> None:
    at.say(**SERVING)
    at.press(key)
    expect(at.page.locator(f"#{sheet}")).to_be_visible()
    at.say(ticket=ticket("serving", id=42, number="A013"))
    expect(at.page.locator(f"#{sheet}")).to_be_hidden()


def test_the_sheet_of_a_number_closes_when_another_counter_calls_it(at: Served) -> None:
    at.say(**IDLE)
    at.press("m", "Enter")
    expect(at.page.locator("#chosen")).to_be_visible()
    at.say(line=IDLE["line"][1:], waiting=3)
    expect(at.page.locator("#chosen")).to_be_hidden()


def test_letters_turned_off_leave_the_sheets_to_the_finger(at: Served) -> None:
    at.say(**SERVING)
    at.press("?", "Tab", "Space", "Escape", "g", "t", "n", "k", "m", "/", "q", "h", "z", "u")
    expect(at.page.locator("dialog[open]")).to_have_count(0)
    assert at.presses == []


# --- undo ---


def test_undo_counts_down_by_the_halls_clock_and_goes_away(at: Served) -> None:
    allowed = [*IDLE["allowed"], "undo"]
    at.say(allowed=allowed, undo=UNDO | {"until": ago(-3)})
    strip = at.page.locator("#undo")
    expect(strip).to_contain_text("Hoàn tác: Kết thúc A012 · 2 s")
    expect(at.page.locator("#undo-told")).to_have_text("Có thể hoàn tác: Kết thúc A012")
    expect(strip).to_be_hidden()
    at.press("z")
    assert at.presses == []


@pytest.mark.parametrize("key", ["z", "u"])
def test_undo_is_one_key(at: Served, key: str) -> None:
    at.say(allowed=["undo"], undo=UNDO | {"until": ago(-60)})
    assert sent(at, key) == ("counters/3/undo", {})


def test_backspace_undoes_nothing(at: Served) -> None:
    at.say(allowed=["undo"], undo=UNDO | {"until": ago(-60)})
    at.press("Backspace")
    assert at.presses == []


def test_undo_is_not_offered_to_somebody_else(at: Served) -> None:
    at.say(clerk=OTHER, allowed=["undo"], undo=UNDO | {"until": ago(-60)})
    expect(at.page.locator("#undo")).to_be_hidden()
