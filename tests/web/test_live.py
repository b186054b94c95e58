"""A screen's copy of a board: whole, in order, and honest when it hears nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.pages import blank_page

pytestmark = pytest.mark.browser

# A socket in the test's hand: `out` is what the page asked, deliver() what the server says.
WATCH = """async () => {
  const { watch } = await import("/static/live.js");
  const on = {};
  window.out = [];
  window.said = [];
  window.socket = {
    connected: false, active: true, connects: 0,
    on(name, then) { on[name] = then; },
    timeout() { return this; },
    emit(name, data, answer) { out.push({ name, data, answer }); },
    connect() { this.connects++; },
    disconnect() { this.connected = false; on.disconnect("io client disconnect"); },
  };
  window.deliver = (name, data) => on[name](data);
  window.open_ = () => { socket.connected = true; on.connect(); };
  window.answer = (whole) => out.at(-1).answer(null, whole);
  watch("hall", {
    state: (s) => said.push(s), lost: () => said.push("lost"), back: () => said.push("back"),
    refused: () => said.push("refused"),
  }, socket);
}"""


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    page = blank_page(chromium)
    page.clock.install()
    page.evaluate(WATCH)
    page.evaluate("open_()")
    yield page
    page.close()


def whole(page: Page, version: int, epoch: int = 7, **state: Any) -> None:
    page.evaluate("answer", {"epoch": epoch, "version": version, "state": state})


def change(page: Page, after: int, version: int, epoch: int = 7, **change: Any) -> None:
    message = {
        "board": "hall",
        "epoch": epoch,
        "after": after,
        "version": version,
        "change": change,
    }
    page.evaluate("m => deliver('change', m)", message)


def said(page: Page) -> Any:
    return page.evaluate("said")


def asked(page: Page) -> Any:
    return page.evaluate("out.map(({name, data}) => [name, data])")


def test_it_asks_for_the_whole_and_follows_changes(page: Page) -> None:
    assert asked(page) == [["watch", {"board": "hall"}]]
    whole(page, 4, calls=[], next=["A001"])
    change(page, 4, 5, next=["A002"])
    assert said(page) == [{"calls": [], "next": ["A001"]}, {"calls": [], "next": ["A002"]}]
    assert len(asked(page)) == 1


def test_a_gap_in_versions_asks_for_the_whole_again(page: Page) -> None:
    whole(page, 4, n=4)
    change(page, 5, 6, n=6)
    assert len(asked(page)) == 2
    assert said(page) == [{"n": 4}], "a change after a gap must not be shown"
    whole(page, 6, n=6)
    assert said(page)[-1] == {"n": 6}


def test_another_epoch_asks_for_the_whole_again(page: Page) -> None:
    whole(page, 4, n=4)
    change(page, 4, 5, epoch=8, n=5)
    assert len(asked(page)) == 2


def test_an_old_change_is_ignored(page: Page) -> None:
    whole(page, 4, n=4)
    change(page, 3, 4, n=3)
    assert said(page) == [{"n": 4}]
    assert len(asked(page)) == 1


def test_a_change_that_overtakes_the_answer_is_kept(page: Page) -> None:
    change(page, 4, 5, n=5)
    whole(page, 4, n=4)
    assert said(page) == [{"n": 5}]


def test_changes_of_other_boards_do_not_matter(page: Page) -> None:
    whole(page, 4, n=4)
    page.evaluate("deliver('change', {board: 'kiosk', epoch: 7, after: 9, version: 10})")
    assert said(page) == [{"n": 4}]
    assert len(asked(page)) == 1


def test_a_heartbeat_ahead_of_the_page_asks_for_the_whole(page: Page) -> None:
    whole(page, 4, n=4)
    page.evaluate("deliver('heartbeat', {hall: 4, kiosk: 90})")
    assert len(asked(page)) == 1
    page.evaluate("deliver('heartbeat', {hall: 5})")
    assert len(asked(page)) == 2


def test_twelve_seconds_of_silence_are_said_once_and_a_new_line_is_taken(page: Page) -> None:
    whole(page, 4, n=4)
    page.clock.run_for(11_900)
    assert "lost" not in said(page)
    page.clock.run_for(200)
    assert said(page)[-1] == "lost"
    connects = page.evaluate("socket.connects")
    page.clock.run_for(1_000)
    assert page.evaluate("socket.connects") == connects + 1
    page.clock.run_for(30_000)
    assert said(page).count("lost") == 1


def test_heartbeats_keep_it_alive(page: Page) -> None:
    whole(page, 4, n=4)
    for _ in range(4):
        page.clock.run_for(5_000)
        page.evaluate("deliver('heartbeat', {hall: 4})")
    assert said(page) == [{"n": 4}]


def test_back_is_said_when_the_state_is_whole_again(page: Page) -> None:
    whole(page, 4, n=4)
    page.clock.run_for(12_100)
    page.evaluate("open_()")
    assert "back" not in said(page), "connected is not yet whole"
    whole(page, 9, n=9)
    assert said(page)[-2:] == ["back", {"n": 9}]


def test_a_dropped_line_is_taken_up_within_a_second(page: Page) -> None:
    connects = page.evaluate("socket.connects")
    page.evaluate("socket.connected = false; deliver('disconnect', 'transport close')")
    page.clock.run_for(290)
    assert page.evaluate("socket.connects") == connects
    page.clock.run_for(710)
    assert page.evaluate("socket.connects") == connects + 1


def test_a_refused_screen_does_not_knock_every_second(page: Page) -> None:
    connects = page.evaluate("socket.connects")
    page.evaluate("socket.connected = socket.active = false; deliver('connect_error', 'no')")
    assert said(page) == ["refused"]
    page.clock.run_for(2_900)
    assert page.evaluate("socket.connects") == connects
    page.clock.run_for(3_200)
    assert page.evaluate("socket.connects") == connects + 1


def test_a_refused_page_that_says_nothing_else_of_it_says_that_it_is_cut_off(page: Page) -> None:
    page.evaluate(WATCH.replace('refused: () => said.push("refused"),', ""))
    page.evaluate("socket.active = false; deliver('connect_error', 'no')")
    assert said(page) == ["lost"]
