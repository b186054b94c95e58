"""One call at a time, seen and heard: the queue of announcements and their sound."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.conftest import FLAGS
from tests.display.boards import announcement, call, hall, open_hall
from tests.display.screen import Server, change, large, run

pytestmark = pytest.mark.browser


# Keeps what every sound of the page came to, without making a gesture of it.
LISTEN = """
window.heard = [];
const Real = window.Audio;
window.Audio = function () {
  const audio = new Real();
  audio.addEventListener("ended", () => heard.push([audio.currentTime, audio.duration]));
  return audio;
};
"""

# Keeps which number stood large, and since when.
WATCH = """
() => {
  window.stood = [];
  const number = document.getElementById("number");
  new MutationObserver(() => {
    const said = number.textContent;
    if (said !== (stood.at(-1) ?? [""])[0]) stood.push([said, Date.now()]);
  }).observe(number, { childList: true, characterData: true, subtree: true });
}
"""


def test_the_first_call_on_an_empty_board_is_seen_heard_and_told(chromium: Browser) -> None:
    server = Server(1)
    page = open_hall(chromium, hall(0, 3), server.answers, before=LISTEN)
    change(page, calls=[call(1, "A001", 3)], announcements=[announcement(1, "A001", 3)])
    assert large(page) == "A001 → 3 called"
    assert page.inner_text("#caption").endswith("A, không, không, một, đến quầy số ba")
    page.wait_for_timeout(3_000)
    assert server.told == [], "it stands alone for five seconds, also after the sound has ended"
    page.wait_for_timeout(2_600)
    assert server.told == [(1, "spoken")]
    played, length = page.evaluate("heard[0]")
    assert played == pytest.approx(length)
    assert length == pytest.approx(1.35, abs=0.05)
    assert large(page) == "A001 → 3 called", "who was called stays until served"
    page.close()


def test_several_calls_come_one_after_another_five_seconds_each(chromium: Browser) -> None:
    server = Server(1, 2, 3, silent=True)
    numbers = ["A001", "C002", "L003"]
    fresh = [announcement(n + 1, number, n + 1) for n, number in enumerate(numbers)]
    calls = [call(n + 1, number, n + 1) for n, number in enumerate(numbers)][::-1]
    page = open_hall(chromium, hall(), server.answers, faked=True)
    change(page, calls=calls, announcements=fresh)
    seen: dict[str, int] = {}
    for _ in range(80):
        seen[page.inner_text("#number")] = seen.get(page.inner_text("#number"), 0) + 1
        run(page, 500)
        if len(server.told) == 3:
            break
    assert list(seen) == numbers
    assert all(halves >= 10 for halves in seen.values()), seen
    assert server.told == [(1, "spoken"), (2, "spoken"), (3, "spoken")]
    page.close()


def test_with_others_waiting_a_call_is_said_once(chromium: Browser) -> None:
    server = Server(1, 2, 3, silent=True)
    fresh = [announcement(n, f"A00{n}", n) for n in (1, 2, 3)]
    page = open_hall(chromium, hall(), server.answers, faked=True)
    change(page, calls=[call(n, f"A00{n}", n) for n in (3, 2, 1)], announcements=fresh)
    run(page, 24_000)
    assert server.fetched == ["1.wav?once=1", "2.wav", "3.wav"]
    page.close()


def test_a_second_recall_is_announced_like_any_other(chromium: Browser) -> None:
    server = Server(1, 2, 3, silent=True)
    page = open_hall(chromium, hall(), server.answers, faked=True)
    for recall in range(3):
        key = recall + 1
        spoken = announcement(key, "A001", 3, recall)
        change(page, calls=[call(key, "A001", 3, "called", recall)], announcements=[spoken])
        assert page.is_visible("#again") == (recall > 0)
        run(page, 8_000)
        change(page, announcements=[])
    assert server.told == [(1, "spoken"), (2, "spoken"), (3, "spoken")]
    assert page.inner_text("#again") == "Gọi lần 3"
    page.close()


def test_what_was_called_over_a_minute_ago_is_not_played(chromium: Browser) -> None:
    server = Server(1, silent=True)
    old = announcement(1, "A001", 3, until="2026-11-20T10:24:30+07:00")
    page = open_hall(chromium, hall(announcements=[old], calls=[]), server.answers, faked=True)
    run(page, 8_000)
    assert (server.fetched, server.begun, server.told) == ([], [], [(1, "late")])
    page.close()


def test_what_began_in_time_is_not_cut_off_when_it_grows_too_old(chromium: Browser) -> None:
    server = Server(1, silent=True)
    page = open_hall(chromium, hall(), server.answers, faked=True)
    others = [call(n, f"C{n:03d}", n) for n in range(9, 1, -1)]
    change(page, calls=others, announcements=[announcement(1, "A001", 3)])
    run(page, 2_000)
    assert server.begun == [1]
    change(page, calls=others, announcements=[])
    run(page, 3_000)
    assert large(page) == "A001 → 3 called"
    run(page, 3_000)
    assert server.told == [(1, "spoken")]
    page.close()


def test_a_missing_sound_leaves_the_text_for_six_seconds(chromium: Browser) -> None:
    server = Server(1, silent=True)
    page = open_hall(chromium, hall(), server.answers, faked=True)
    change(page, calls=[call(1, "A001", 3)], announcements=[announcement(1, "A001", 3)])
    run(page, 5_500)
    assert server.told == []
    assert page.inner_text("#caption").startswith("Mời công dân")
    for _ in range(8):  # the six seconds begin when the server has said that there is none
        run(page, 500)
    assert server.told == [(1, "spoken")]
    page.close()


def test_a_call_that_is_taken_back_goes_and_is_not_told(chromium: Browser) -> None:
    server = Server(1, 2, silent=True)
    both = [announcement(1, "A001", 3), announcement(2, "C002", 1)]
    page = open_hall(chromium, hall(), server.answers, faked=True)
    change(page, calls=[call(2, "C002", 1), call(1, "A001", 3)], announcements=both)
    run(page, 1_000)
    change(page, calls=[call(2, "C002", 1)], announcements=both[1:], taken_back=[1])
    run(page, 500)
    assert large(page) == "C002 → 1 called"
    run(page, 8_000)
    assert server.told == [(2, "spoken")]
    page.close()


@pytest.fixture
def strict(chromium: Browser) -> Iterator[Browser]:
    """A browser that wants a touch before it sounds, as a visitor's would."""
    flags = [flag for flag in FLAGS if "autoplay" not in flag]
    browser = chromium.browser_type.launch(executable_path="/usr/bin/chromium", args=flags)
    yield browser
    browser.close()


def test_a_browser_that_refuses_sound_is_told_and_one_touch_heals_it(strict: Browser) -> None:
    # The state holds the call from the start: evaluate() would count as a gesture.
    server = Server(1)
    state = hall(calls=[call(1, "A001", 3)], announcements=[announcement(1, "A001", 3)])
    page = open_hall(strict, state, server.answers, before=LISTEN)
    page.wait_for_selector("#unlock:not([hidden])")
    assert page.inner_text("#unlock") == "Chạm để bật âm thanh"
    page.wait_for_timeout(6_500)
    assert server.told == [(1, "blocked")]
    page.click("#unlock")
    page.wait_for_function("heard.length === 1")
    assert page.is_hidden("#unlock")
    page.close()


def test_with_a_sound_card_the_screen_shows_what_is_spoken_and_is_silent(strict: Browser) -> None:
    server = Server(1, 2)
    both = [announcement(1, "A001", 3, state="speaking"), announcement(2, "C002", 1)]
    calls = [call(2, "C002", 1), call(1, "A001", 3)]
    state = hall(calls=calls, announcements=both, sound_from="card")
    page = open_hall(strict, state, server.answers, before=LISTEN)
    assert large(page) == "A001 → 3 called"
    page.wait_for_timeout(6_500)
    assert large(page) == "A001 → 3 called", "as long as it is spoken, however long that takes"
    change(page, announcements=[announcement(2, "C002", 1, state="speaking")])
    assert large(page) == "C002 → 1 called"
    assert page.inner_text("#caption").endswith("đến quầy số một")
    change(page, announcements=[])
    assert large(page) == "C002 → 1 called"
    assert page.is_hidden("#unlock")
    assert (server.fetched, server.begun, server.told) == ([], [], [])
    assert page.evaluate("heard.length") == 0
    page.close()


def test_a_hall_started_anew_with_a_card_silences_the_screen_in_its_sentence(
    chromium: Browser,
) -> None:
    server = Server(1, 2)
    calls = [call(2, "C002", 1), call(1, "A001", 3)]
    fresh = [announcement(1, "A001", 3), announcement(2, "C002", 1)]
    page = open_hall(chromium, hall(), server.answers, before=LISTEN)
    change(page, calls=calls, announcements=fresh)
    page.wait_for_timeout(500)
    spoken = [announcement(1, "A001", 3, state="speaking"), fresh[1]]
    change(page, sound_from="card", announcements=spoken)
    page.wait_for_timeout(6_500)
    assert large(page) == "A001 → 3 called"
    assert (server.begun, server.told, page.evaluate("heard.length")) == ([1], [], 0)
    change(page, sound_from="screen", announcements=[fresh[1]])
    page.wait_for_function("heard.length === 1")
    assert large(page) == "C002 → 1 called"
    page.close()


def test_who_was_not_read_aloud_in_time_stands_first_page_by_page(chromium: Browser) -> None:
    unheard = [{"id": n, "number": f"A{n:03d}", "counter": n} for n in range(1, 9)]
    state = hall(calls=[call(20, "K020", 9), call(19, "K019", 9, "serving")], unheard=unheard)
    page = open_hall(chromium, state, faked=True)
    title = "Đã gọi, loa chưa kịp đọc: mời Ông/Bà xem số"
    seen: list[tuple[str, str]] = []
    for _ in range(3):
        seen.append((page.inner_text("#past-title"), page.inner_text("#recent")))
        run(page, 5_000)
    assert [said.split("\n") for said, _ in seen] == [
        [title, "1/2"],
        [title, "2/2"],
        [title, "1/2"],
    ]
    assert seen[0][1].split() == [sign for n in range(1, 7) for sign in (f"A00{n}", str(n))]
    assert seen[1][1].split() == ["A007", "7", "A008", "8", "K019", "9"], "room is left"
    assert seen[2] == seen[0]
    change(page, unheard=unheard[:1])
    assert page.inner_text("#past-title") == title
    assert page.inner_text("#recent").split() == ["A001", "1", "K019", "9"]
    change(page, unheard=[])
    assert page.inner_text("#past-title") == "Vừa gọi"
    page.close()


def test_who_hears_or_sees_badly_has_twice_the_time(chromium: Browser) -> None:
    server = Server(1, 2, 3, silent=True)
    calls = [call(n, f"A00{n}", n) for n in (3, 2, 1)]
    fresh = [announcement(n, f"A00{n}", n, longer=n == 1) for n in (1, 2, 3)]
    page = open_hall(chromium, hall(), server.answers, faked=True)
    page.evaluate(WATCH)
    change(page, calls=calls, announcements=fresh)
    while len(page.evaluate("stood")) < 3:
        run(page, 500)
    # By the page's own clock: beside ours it goes on by itself, on a slow machine by seconds.
    (first, at), (second, then), (third, end) = page.evaluate("stood")
    assert [first, second, third] == ["A001", "A002", "A003"]
    assert 9_900 < then - at < 12_000
    assert 4_900 < end - then < 7_000, "the control: who did not ask for it"
    page.close()
