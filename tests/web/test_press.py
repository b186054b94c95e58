"""One press: one key over all tries, a word when it is slow, and the truth when nobody answers."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.pages import Answer, blank_page

pytestmark = pytest.mark.browser

PRESS = """async ([body, options]) => {
  const { press, Unreachable } = await import("/static/press.js");
  window.told = [];
  try {
    return await press("/api/v1/tickets", body, { ...options, slow: () => told.push("slow") });
  } catch (trouble) {
    return trouble instanceof Unreachable ? "unreachable" : String(trouble);
  }
}"""


class Server:
    """Answers each try with the next of `answers`: a status, "dead" (refused) or "mute" (never)."""

    def __init__(self, *answers: int | str) -> None:
        self.answers = list(answers)
        self.tries: list[dict[str, str]] = []
        self.bodies: list[Any] = []

    def __call__(self, route: Route) -> None:
        self.tries.append(route.request.headers)
        self.bodies.append(route.request.post_data_json)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, int):
            route.fulfill(status=answer, json={"status": answer})
        elif answer == "dead":
            route.abort("connectionrefused")

    def used_keys(self) -> set[str]:
        return {headers["idempotency-key"] for headers in self.tries}


def page_before(chromium: Browser, server: Answer) -> Page:
    return blank_page(chromium, {"/api/v1/tickets": server})


def test_an_answer_comes_back_with_its_status_and_data(chromium: Browser) -> None:
    server = Server(201)
    page = page_before(chromium, server)
    result = page.evaluate(PRESS, [{"service": "A-1"}, {}])
    assert result == {"ok": True, "status": 201, "data": {"status": 201}}
    assert server.bodies == [{"service": "A-1"}]
    assert server.tries[0]["content-type"] == "application/json"
    assert server.tries[0]["x-motcua"] == "1"
    assert re.fullmatch("[0-9a-f]{32}", server.tries[0]["idempotency-key"])
    page.close()


def test_a_retry_keeps_the_same_idempotency_key(chromium: Browser) -> None:
    server = Server("dead", 503, 201)
    page = page_before(chromium, server)
    assert page.evaluate(PRESS, [{}, {}])["status"] == 201
    assert len(server.tries) == 3
    assert len(server.used_keys()) == 1
    page.close()


def test_two_presses_have_two_keys_and_a_given_key_is_used(chromium: Browser) -> None:
    server = Server(201)
    page = page_before(chromium, server)
    page.evaluate(PRESS, [{}, {}])
    page.evaluate(PRESS, [{}, {}])
    page.evaluate(PRESS, [{}, {"key": "the-old-one"}])
    assert len(server.used_keys()) == 3
    assert "the-old-one" in server.used_keys()
    page.close()


@pytest.mark.parametrize("status", [400, 403, 409, 422, 500])
def test_every_other_answer_than_503_is_final(chromium: Browser, status: int) -> None:
    server = Server(status)
    page = page_before(chromium, server)
    result = page.evaluate(PRESS, [{}, {}])
    assert (result["ok"], result["status"]) == (False, status)
    assert len(server.tries) == 1
    page.close()


def started(chromium: Browser, server: Server) -> Page:
    """A page with a faked clock and one press under way."""
    page = page_before(chromium, server)
    page.clock.install()
    page.evaluate(f"window.end = null; ({PRESS})([{{}}, {{}}]).then(e => window.end = e); null")
    page.wait_for_function("window.told !== undefined")
    return page


def test_a_press_unanswered_for_three_seconds_calls_slow_once(chromium: Browser) -> None:
    page = started(chromium, Server("mute"))
    page.clock.run_for(2_900)
    assert page.evaluate("told") == []
    page.clock.run_for(5_000)
    assert page.evaluate("told") == ["slow"]
    page.close()


def test_after_ten_seconds_without_an_answer_it_is_unreachable(chromium: Browser) -> None:
    page = started(chromium, Server("mute"))
    page.clock.run_for(9_900)
    assert page.evaluate("end") is None
    page.clock.run_for(200)
    page.clock.run_for(1_000)  # the pause of the last try ends
    page.wait_for_function("end !== null")
    assert page.evaluate("end") == "unreachable"
    page.close()


# Pauses of 300 ms sharp, and a count of the tries that are out: none is cut off by the end.
ORDERLY = """() => {
  const real = window.fetch;
  window.flying = 0;
  window.fetch = (...all) => { flying++; return real(...all).finally(() => flying--); };
  Math.random = () => 0;
}"""


def test_a_server_that_stays_busy_is_told_as_such(chromium: Browser) -> None:
    page = page_before(chromium, Server(503))
    page.evaluate(ORDERLY)
    page.clock.install()
    page.evaluate(f"window.end = null; ({PRESS})([{{}}, {{}}]).then(e => window.end = e); null")
    while page.evaluate("end") is None:
        page.clock.run_for(100)
        page.wait_for_function("flying === 0")
    assert page.evaluate("end")["status"] == 503
    page.close()


def test_a_fast_answer_never_calls_slow(chromium: Browser) -> None:
    page = page_before(chromium, Server(201))
    page.evaluate(PRESS, [{}, {"patience": 800}])
    page.evaluate("new Promise(done => setTimeout(done, 1000))")
    assert page.evaluate("told") == []
    page.close()
