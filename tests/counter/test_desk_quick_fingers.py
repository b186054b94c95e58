"""A press while the answer to the last one is still out: one is kept, and nobody is sent away."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.counter.desks import Served, answered, ticket

pytestmark = pytest.mark.browser

IDLE = {"allowed": ["call-next", "next", "pause", "close", "rejoin"], "ticket": None}
CALLED = {"allowed": ["next", "recall", "start", "leave"], "ticket": ticket()}
SERVING = {"allowed": ["next", "finish"], "ticket": ticket("serving")}
ANOTHER = {"allowed": ["next", "recall", "start", "leave"], "ticket": ticket(id=42, number="A013")}


def under_way(at: Served, key: str, path: str) -> None:
    """Presses a key whose answer stays out."""
    at.slow.add(path)
    with at.page.expect_request(f"**/{path}"):
        at.press(key)


def paths(at: Served) -> list[str]:
    return [path.rpartition("/")[2] for path, _ in at.presses]


def test_a_press_in_between_is_sent_when_the_answer_has_been_read(at: Served) -> None:
    at.say(**CALLED)
    under_way(at, "s", "counters/3/start")
    at.press("f")
    expect(at.page.locator('[data-verb="finish"]')).to_have_attribute("data-pressed", "")
    assert paths(at) == ["start"]
    at.say(**SERVING)
    assert paths(at) == ["start"]
    with at.page.expect_response("**/finish"):
        at.answer_now()
    answered(at.page)
    assert paths(at) == ["start", "finish"]


def test_it_waits_for_the_state_that_the_answer_names(at: Served) -> None:
    at.say(**CALLED)
    at.answers["counters/3/start"] = (200, {"version": 3})
    with at.page.expect_response("**/start"):
        at.press("s", "f")
    at.say(**SERVING)
    answered(at.page)
    assert paths(at) == ["start", "finish"]


def test_only_one_is_kept_and_a_doubled_press_is_none(at: Served) -> None:
    at.say(**CALLED)
    under_way(at, "r", "counters/3/recall")
    at.press("r", "s", "f", "c", "s")
    with at.page.expect_response("**/start"):
        at.answer_now()
    answered(at.page)
    assert paths(at) == ["recall", "start"]


def test_next_is_never_sent_twice_within_its_rest(at: Served) -> None:
    at.say(**CALLED)
    under_way(at, "Space", "counters/3/next")
    at.press("Space", "F2")
    at.answer_now()
    answered(at.page)
    assert paths(at) == ["next"]


@pytest.mark.parametrize("key", ["Space", "v", "f"])
def test_nobody_is_sent_away_who_came_into_hand_after_the_press(at: Served, key: str) -> None:
    under_way(at, "c", "counters/3/call-next")
    at.press(key)
    at.say(**ANOTHER | {"allowed": [*ANOTHER["allowed"], "finish"]})
    at.answer_now()
    answered(at.page)
    assert paths(at) == ["call-next"]


def test_who_was_just_called_may_be_started(at: Served) -> None:
    under_way(at, "c", "counters/3/call-next")
    at.press("s")
    at.say(**ANOTHER)
    with at.page.expect_response("**/start"):
        at.answer_now()
    assert paths(at) == ["call-next", "start"]


def test_after_a_refusal_nothing_follows(at: Served) -> None:
    at.say(**CALLED)
    at.answers["counters/3/recall"] = (409, {"error": {"code": "x", "message": "Chưa được."}})
    under_way(at, "r", "counters/3/recall")
    at.press("s")
    at.answer_now()
    expect(at.page.locator("#notice-text")).to_have_text("Chưa được.")
    answered(at.page)
    assert paths(at) == ["recall"]


def test_a_kept_key_that_asks_first_opens_its_sheet(at: Served) -> None:
    at.say(**SERVING)
    under_way(at, "f", "counters/3/finish")
    at.press("p")
    at.say(**IDLE)
    at.answer_now()
    expect(at.page.locator("#pause-why")).to_be_visible()
    assert paths(at) == ["finish"]
