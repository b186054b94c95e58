"""What somebody tries who should not: one line of a table, or one short test, for each attack.

Who may ask what at all is tests/test_roles.py; forged requests of other pages, codes and passwords
are tests/entrance; who wants to be called sooner or rated better is test_unfair.py.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
import socketio

from tests.config_text import shipped
from tests.hall import Hall
from tests.security.wire import (
    SOCKET,
    UPGRADE,
    at_once,
    hung_up,
    line_to,
    request,
    sign_in_from,
    status_of,
)
from tests.watching import Screen
from tickets.links import Links

JSON = "Content-Type: application/json\r\n"
ENROL = "/api/v1/enrol"
BEGIN = 1_795_000_000_000
NOT_UTF8 = "\xff\xed\xa0\x80\r\n"


# --- bytes ---

ODD = {
    "a link of 5,000 digits": (request("GET", f"/t/{'f' * 5000}-{'0' * 20}"), 404),
    "a negative link": (request("GET", "/t/-5-0"), 404),
    "a link that is not UTF-8": (request("GET", "/t/%ff%fe-%80"), 404),
    "a counter of 5,000 digits": (request("GET", f"/counter/{'9' * 5000}/pad"), 404),
    "a step up": (request("GET", "/static/..%2f..%2fconfig.toml"), 404),
    "a step up as on Windows": (request("GET", "/static/..%5c..%5cconfig.toml"), 404),
    "a NUL in a path": (request("GET", "/static/base%00.css"), 404),
    "a cookie that is not UTF-8": (
        request("GET", "/api/v1/me", f"Cookie: motcua_session={NOT_UTF8}"), 200,
    ),
    "a token that is not UTF-8": (
        request("GET", "/api/v1/board", f"Authorization: Bearer {NOT_UTF8}"), 401,
    ),
    "lone surrogates": (request("POST", ENROL, JSON, b'{"code": "\\ud800"}'), 400),
    "a lone surrogate as a name": (request("POST", ENROL, JSON, b'{"\\udc00": 1}'), 400),
    "1e400": (request("POST", ENROL, JSON, b'{"code": 1e400}'), 422),
    "a number of 5,000 digits": (
        request("POST", ENROL, JSON, b'{"code": %s}' % (b"9" * 5000)), 400,
    ),
    "60,000 brackets": (request("POST", ENROL, JSON, b"[" * 60_000), 400),
    "a body that is too large": (request("POST", ENROL, JSON, b" " * 70_000), 413),
    "a promise of 99 GB": (request("POST", ENROL, JSON + "Content-Length: 99999999999\r\n"), 413),
    "a negative length": (request("POST", ENROL, JSON + "Content-Length: -1\r\n"), 400),
    "a chunk that is none": (
        request("POST", ENROL, JSON + "Transfer-Encoding: chunked\r\n") + b"zz\r\n", 400,
    ),
    "a form": (request("POST", ENROL, "Content-Type: text/plain\r\n", b'{"code": "x"}'), 415),
    "TRACE": (request("TRACE", "/kiosk/"), 405),
    "a key of 201 letters": (
        request("POST", "/t/x/leave", f"Idempotency-Key: {'k' * 201}\r\n"), 404,
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", ODD)
def test_odd_bytes_are_told_so_and_break_nothing(what: str, attacked: Hall) -> None:
    sent, status = ODD[what]
    assert status_of(attacked, sent) == status


def test_no_edited_link_opens_a_ticket() -> None:
    links = Links(b"k" * 32)
    genuine = links.token(300)
    head, tag = genuine.split("-")
    edited = [
        f"{head.upper()}-{tag}", f"0{head}-{tag}", f"0x{head}-{tag}", f" {head}-{tag}",
        f"{genuine} ",
        f"{genuine}\n", f"{head}-{tag[:-1]}", f"{head}-{tag}0", f"12d-{tag}", f"+{head}-{tag}",
        f"-{head}-{tag}", f"1_2c-{tag}", f"{head}--{tag}", f"{head}-", f"-{tag}", "", "-",
        genuine.replace("1", "\u0661"), f"{head}-{tag.upper()}", f"{'f' * 9000}-{tag}",
    ]  # fmt: skip
    edited += [
        genuine[:i] + ("0" if c != "0" else "1") + genuine[i + 1 :] for i, c in enumerate(genuine)
    ]
    assert links.ticket(genuine) == 300
    assert [token for token in edited if token != genuine and links.ticket(token) is not None] == []
    assert Links(b"x" * 32).ticket(genuine) is None


def test_who_dawdles_is_hung_up_on_and_who_works_is_not(attacked: Hall) -> None:
    """A line costs a file: a thousand that never end a request would leave none for the kiosk."""
    begun = [
        b"", b"GET /kiosk/ HT", b"GET / HTTP/1.1\r\nX-Slow: ",
        request("POST", ENROL, JSON + "Content-Length: 50\r\n", close=False) + b"{",
        request("POST", ENROL, JSON + "Transfer-Encoding: chunked\r\n", close=False) + b"5\r\n{",
    ]  # fmt: skip
    lines = [line_to(attacked) for _ in begun]
    good = attacked.stranger()
    assert good.ask("GET", "/healthz").status == 200
    for line, data in zip(lines, begun, strict=True):
        line.sendall(data)
    # A socket on which nobody ever comes in, however well it answers, is such a line too.
    silent = line_to(attacked)
    silent.sendall(request("GET", SOCKET, UPGRADE, close=False))
    over = time.monotonic() + 20
    for line in (*lines, silent):
        assert hung_up(line, max(0.1, over - time.monotonic()))
        line.close()
    assert good.ask("GET", "/healthz").status == 200


# --- coming in ---


def test_of_forty_guesses_at_once_three_are_looked_at(hall: Hall) -> None:
    tries = at_once(40, lambda i: sign_in_from(hall, "127.0.0.7", "canbo1", f"guess {i}"))
    assert tries.count(401) == 3
    assert tries.count(429) == 37


def test_a_guesser_does_not_keep_the_clerk_out(new_hall: Callable[..., Hall]) -> None:
    """From ever new addresses, so that only the delay of the name is left."""
    hall, now = new_hall(shipped(), BEGIN), BEGIN
    for n in range(1, 13):
        assert sign_in_from(hall, f"127.0.1.{n}", "canbo1", "guess") == 401
        now += 8000
        hall.move_clock(now)
    assert sign_in_from(hall, "127.0.2.1", "canbo1", "demo-canbo1") == 200


def test_pins_are_not_tried_through(hall: Hall) -> None:
    at = hall.counter(1)
    at.open("can-bo-1")
    at.pause(lock=True)
    guesses = [at.tries("open", pin=f"{n:04d}") for n in range(6)]
    assert [answer.code for answer in guesses[:3]] == ["locked"] * 3
    assert 429 in [answer.status for answer in guesses[3:]]
    assert at.state()["locked"] is True


def test_a_locked_page_does_not_open_in_another_name(hall: Hall) -> None:
    at = hall.counter(1)
    at.open("can-bo-1")
    at.pause(lock=True)
    assert at.tries("open").code == "locked"
    assert at.tries("open", clerk="can-bo-2").code == "locked"
    # A colleague who signs in does take it over.
    assert (
        hall.signed_in("canbo2").press("counters/1/open").expecting(200)["clerk"]["id"]
        == "can-bo-2"
    )


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-For": "203.0.113.7"}, {"Forwarded": "for=203.0.113.7"},
        {"X-Real-IP": "203.0.113.7"}, {"Via": "1.1 proxy"}, {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example:80"},
    ],
    ids=str,
)  # fmt: skip
def test_a_demo_enrols_nobody_who_comes_through_something(
    headers: dict[str, str], attacked: Hall
) -> None:
    assert "set-cookie" in attacked.stranger().ask("GET", "/kiosk/").headers
    answer = attacked.stranger().ask("GET", "/kiosk/", headers=headers)
    assert answer.status == 200
    assert "set-cookie" not in answer.headers


def test_a_stranger_with_a_thousand_cookies_costs_a_few_looks(attacked: Hall) -> None:
    own = f"motcua_screen_kiosk={attacked.token('kiosk')}"
    for junk, role in ((60, "kiosk"), (1000, None)):
        cookies = [f"motcua_screen_{i:x}=x" for i in range(junk)] + [own]
        assert attacked.stranger(Cookie="; ".join(cookies)).get("me")["role"] == role


# --- the live boards ---


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1"])
def test_another_page_opens_no_socket_with_our_cookie(origin: str, attacked: Hall) -> None:
    here = request("GET", SOCKET, f"{UPGRADE}Origin: http://127.0.0.1\r\n", close=False)
    there = request("GET", SOCKET, f"{UPGRADE}Origin: {origin}\r\n", close=False)
    assert status_of(attacked, here) == 101
    assert status_of(attacked, there) == 400


def test_a_revoked_screen_sees_nothing_more(attacked: Hall) -> None:
    made = attacked.new_token("display", name="stolen")
    screen = Screen(
        attacked.address, "hall", {"Authorization": f"Bearer {made['token']}"}
    ).connect()
    try:
        assert "state" in screen.watch("hall")
        attacked.at_the_back_door("token revoke", id=made["id"])
        seen = screen.changes
        attacked.take("A")
        time.sleep(0.5)
        assert screen.changes == seen
        with pytest.raises(socketio.exceptions.BadNamespaceError):
            screen.watch("hall")
    finally:
        screen.close()


def test_who_signs_out_takes_the_sockets_along(attacked: Hall) -> None:
    person = attacked.signed_in("giamsat")
    screen = Screen(attacked.address, "stats", dict(person.headers)).connect()
    try:
        assert "state" in screen.watch("stats")
        assert person.ask("DELETE", "session").status == 204
        time.sleep(0.5)
        with pytest.raises(socketio.exceptions.BadNamespaceError):
            screen.watch("stats")
    finally:
        screen.close()


@pytest.mark.parametrize(
    "asked", [None, [], {}, 5, "hall", {"board": None}, {"board": ["hall"]}, {"board": "hall\n"},
              {"board": "counter:99"}, {"board": "counter:\u0661"}, {"board": "x" * 9000}],
    ids=lambda asked: str(asked)[:30],
)  # fmt: skip
def test_a_board_that_is_none_shows_nothing_and_the_second_time_neither(
    asked: Any, attacked: Hall
) -> None:
    screen = Screen(
        attacked.address, "", {"Authorization": f"Bearer {attacked.token('supervisor')}"}
    )
    screen.connect()
    try:
        answers = [screen._io.call("watch", asked, timeout=5) for _ in range(2)]
        assert [set(answer) for answer in answers] == [{"error"}] * 2
    finally:
        screen.close()
