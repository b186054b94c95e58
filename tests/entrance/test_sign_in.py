"""Signing in and out: argon2id, a delay that grows by name and by address, sessions that end."""

from __future__ import annotations

import http.client
import json
from collections.abc import Callable
from http.cookies import SimpleCookie
from urllib.parse import urlsplit

import argon2
import pytest
from argon2.exceptions import VerifyMismatchError

import office
from config import parse
from office import people
from tests.asking import Answer
from tests.config_text import shipped
from tests.hall import Hall

BEGIN = 1_795_000_000_000
SESSION_S = 12 * 3600
RIGHT = {"name": "canbo1", "password": "demo-canbo1"}


@pytest.fixture
def timed(new_hall: Callable[..., Hall]) -> Hall:
    """A hall whose clock is moved by hand."""
    return new_hall(shipped(), BEGIN)


class Clock:
    """Moves a hall's clock on."""

    def __init__(self, hall: Hall) -> None:
        self.hall, self.now = hall, BEGIN

    def after(self, seconds: float) -> None:
        self.now += round(seconds * 1000)
        self.hall.move_clock(self.now)


def try_in(hall: Hall, name: str = "canbo1", password: str = "wrong") -> Answer:
    return hall.stranger().ask("POST", "session", {"name": name, "password": password})


def from_elsewhere(hall: Hall, address: str, name: str, password: str) -> tuple[int, str]:
    """(status, body) of a try from another address of this machine."""
    at = urlsplit(hall.address)
    line = http.client.HTTPConnection(
        str(at.hostname), at.port, timeout=15, source_address=(address, 0)
    )
    try:
        body = json.dumps({"name": name, "password": password})
        line.request("POST", "/api/v1/session", body, {"Content-Type": "application/json"})
        answer = line.getresponse()
        return answer.status, answer.read().decode()
    finally:
        line.close()


# --- who is let in ---


def test_the_right_password_gives_a_cookie_that_no_script_reads(hall: Hall) -> None:
    answer = try_in(hall, **RIGHT)
    staff = {"id": "can-bo-1", "label": "Cán bộ 1", "role": "clerk"}
    assert answer.expecting(200) == {"staff": staff}
    cookie = SimpleCookie(answer.headers["set-cookie"])["motcua_session"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"
    assert cookie["max-age"] == str(SESSION_S)
    assert len(cookie.value) >= 32
    me = hall.stranger(Cookie=f"motcua_session={cookie.value}").get("me")
    assert me["staff"] == staff


def test_nothing_that_opens_the_door_is_kept_in_clear(hall: Hall) -> None:
    cookie = SimpleCookie(try_in(hall, **RIGHT).headers["set-cookie"])["motcua_session"].value
    hashes, staff = hall.rows("SELECT password, pin FROM staff"), parse(shipped()).hall.staff
    assert len(hashes) == len(staff)
    for hashed in (text for row in hashes for text in row if text is not None):
        assert hashed.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert len({password for password, _ in hashes}) == len(staff)
    token = hall.token("kiosk")
    hall.stop()
    kept = (hall.state / "motcua.db").read_bytes()
    assert "Cán bộ 1".encode() in kept
    for secret in ("demo-canbo1", cookie, token):
        assert secret.encode() not in kept


def test_a_wrong_password_and_a_wrong_name_are_the_same_answer(hall: Hall) -> None:
    known, unknown = try_in(hall), try_in(hall, "nobody")
    assert (known.status, known.code) == (401, "wrong_password")
    assert known.body == unknown.body
    assert "set-cookie" not in known.headers


def test_an_unknown_name_is_verified_like_a_known_one(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[argon2.Parameters] = []

    class Spy:
        def hash(self, text: str) -> str:
            return real.hash(text)

        def verify(self, kept: str, given: str) -> bool:
            seen.append(argon2.extract_parameters(kept))
            raise VerifyMismatchError

    real = office.hasher
    monkeypatch.setattr(office, "hasher", Spy())
    known = office.Person("a", "a", "A", "clerk", real.hash("right"), None)
    # Nobody; somebody; and one who was never given a password.
    for person in (None, known, known._replace(password="")):
        assert not people.password_is(person, "guess")
    assert len(seen) == 3
    assert seen[0] == seen[1] == seen[2]
    assert seen[0].type is argon2.low_level.Type.ID


def test_who_has_no_password_is_let_in_by_none() -> None:
    bare = office.Person("a", "a", "A", "clerk", "", None)
    assert not any(people.password_is(bare, guess) for guess in ("", " ", "a"))


# --- the delay ---


def test_wrong_tries_wait_longer_and_longer_and_nobody_is_locked_out(timed: Hall) -> None:
    clock = Clock(timed)
    assert [try_in(timed).status for _ in range(3)] == [401] * 3
    for seconds in (1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300):
        early = try_in(timed, **RIGHT)
        assert (early.status, early.code) == (429, "try_later")
        assert early.json["error"]["seconds"] == seconds
        assert early.headers["retry-after"] == str(seconds)
        assert str(seconds) in early.json["error"]["message"]
        clock.after(seconds - 0.5)
        assert try_in(timed).status == 429
        clock.after(0.5)
        assert try_in(timed).status == 401
    clock.after(300)
    assert try_in(timed, **RIGHT).status == 200
    # All is forgotten with the right password.
    assert [try_in(timed).status for _ in range(3)] == [401] * 3


def test_the_delay_holds_for_the_address_whatever_the_name(timed: Hall) -> None:
    for name in ("canbo2", "canbo3", "nobody"):
        assert try_in(timed, name).status == 401
    assert try_in(timed, **RIGHT).status == 429
    # The others of the office work on.
    assert from_elsewhere(timed, "127.0.0.2", **RIGHT)[0] == 200


def test_the_delay_holds_for_the_name_whatever_the_address(timed: Hall) -> None:
    for n in range(2, 5):
        assert from_elsewhere(timed, f"127.0.0.{n}", "canbo1", "wrong")[0] == 401
    status, body = from_elsewhere(timed, "127.0.0.9", **RIGHT)
    assert status == 429
    assert json.loads(body)["error"]["seconds"] == 1
    assert from_elsewhere(timed, "127.0.0.9", "canbo2", "demo-canbo2")[0] == 200


def test_a_delay_survives_the_server(timed: Hall) -> None:
    for _ in range(3):
        try_in(timed)
    timed.kill()
    timed.start()
    assert try_in(timed, **RIGHT).status == 429


# --- the end of a session ---


def test_signed_out_the_cookie_is_worth_nothing(hall: Hall) -> None:
    clerk = hall.signed_in("canbo1")
    assert clerk.ask("GET", "counters/1").status == 200
    gone = clerk.ask("DELETE", "session")
    assert gone.status == 204
    cookie = SimpleCookie(gone.headers["set-cookie"])["motcua_session"]
    assert (cookie.value, cookie["max-age"]) == ("", "0")
    assert clerk.ask("GET", "counters/1").status == 401
    assert clerk.get("me")["staff"] is None
    # Once more is no fault.
    assert clerk.ask("DELETE", "session").status == 204


def test_only_ones_own_session_ends(hall: Hall) -> None:
    one, other = hall.signed_in("canbo1"), hall.signed_in("canbo1")
    assert one.ask("DELETE", "session").status == 204
    assert other.ask("GET", "counters/1").status == 200


def test_a_session_ends_by_itself(timed: Hall) -> None:
    clock = Clock(timed)
    clerk = timed.signed_in("canbo1")
    clock.after(SESSION_S - 1)
    assert clerk.ask("GET", "counters/1").status == 200
    clock.after(2)
    assert clerk.ask("GET", "counters/1").status == 401
    timed.kill()
    timed.start()
    clock.after(1)
    assert clerk.ask("GET", "counters/1").status == 401
    # The next sign-in clears away what has ended.
    timed.signed_in("canbo2")
    assert len(timed.rows("SELECT * FROM session")) == 1
