"""Who may ask what: every route × everybody, against one table; a route without a line fails."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import NamedTuple

import pytest
import socketio

from tests.asking import Answer, Client
from tests.hall import HOUSE, Hall
from tests.rights import BOARDS, EVERYBODY, TABLE
from tests.watching import Screen

# Device tokens, here of counter 1; people have a session, and a token may be a supervisor's too.
TOKENS = ("kiosk", "display", "pad", "counter", "reception", "api", "supervisor")
PEOPLE = {
    "clerk": "canbo1", "supervisor": "giamsat", "head": "lanhdao", "reporter": "vanphong",
    "observer": "mattran", "administrator": "quantri",
}  # fmt: skip
ROUTES = """
import json
from flask import Flask
import app
house = Flask("web", static_url_path="/static")
app.open_rooms(house)
print(json.dumps([[m, str(r)] for r in house.url_map.iter_rules() for m in r.methods]))
"""


class Somebody(NamedTuple):
    """A visitor: what the table calls them, at which counter they stand, and how they ask."""

    name: str
    counter: int | None
    client: Client


@pytest.fixture(scope="module")
def everybody(shared_hall: Hall) -> Iterator[list[Somebody]]:
    """No token, a revoked one, a wrong one, every role, the devices of counter 2, two sessions."""
    hall = shared_hall
    gone = hall.new_token("supervisor", name="taken away")
    hall.at_the_back_door("token revoke", id=gone["id"])
    known = [
        Somebody("nobody", None, hall.stranger()),
        Somebody("nobody", None, hall.stranger(Authorization=f"Bearer {gone['token']}")),
        Somebody("nobody", None, hall.stranger(Authorization="Bearer guessed")),
        Somebody("nobody", None, hall.stranger(Cookie="motcua_session=guessed", X_Motcua="1")),
    ]
    for role in TOKENS:
        for n in (1, 2) if role in ("counter", "pad") else (None,):
            known += [Somebody(role, n, hall.another(role, n))]
    known += [Somebody(role, None, hall.signed_in(name)) for role, name in PEOPLE.items()]
    yield known
    for somebody in known:
        somebody.client.close()


def test_every_route_has_a_line_and_every_line_a_route() -> None:
    program = [sys.executable, "-c", ROUTES]
    listed = subprocess.run(program, cwd=HOUSE, check=True, capture_output=True).stdout
    routes = {(method, rule) for method, rule in json.loads(listed)}
    assert {route for route in routes if route[0] not in ("HEAD", "OPTIONS")} == set(TABLE)


@pytest.mark.parametrize("route", TABLE, ids=" ".join)
def test_a_route_admits_whom_its_line_names_and_nobody_else(
    route: tuple[str, str], everybody: list[Somebody]
) -> None:
    wrong = [
        (who.name, who.counter, answer.status)
        for who in everybody
        for answer in [asked(who.client, *route)]
        if (answer.status not in (401, 403)) != admitted(who, route)
    ]
    assert wrong == []


@pytest.mark.parametrize("route", TABLE, ids=" ".join)
def test_a_stranger_is_asked_who_he_is_and_a_known_one_is_refused(
    route: tuple[str, str], everybody: list[Somebody]
) -> None:
    for who in everybody:
        if not admitted(who, route):
            answer = asked(who.client, *route)
            assert answer.status == (401 if who.name == "nobody" else 403)
            assert set(answer.json["error"]) == {"code", "message"}


@pytest.mark.parametrize("route", [r for r in TABLE if r[0] == "POST"], ids=" ".join)
def test_a_cookie_alone_presses_nothing(
    route: tuple[str, str], everybody: list[Somebody], shared_hall: Hall
) -> None:
    """A page of another origin can make a browser send its cookies, but not our header."""
    if TABLE[route] == EVERYBODY:
        pytest.skip("needs no identity, so there is none to abuse")
    for who in everybody:
        if who.counter == 2 or not admitted(who, route):
            continue
        own = dict(who.client.headers)
        if token := own.pop("Authorization", ""):
            own["Cookie"] = f"motcua_screen_{who.name}={token.partition(' ')[2]}"
        own.pop("X-Motcua", None)
        browser = Client(shared_hall.address, own)
        here, there = shared_hall.address, "http://elsewhere.example"
        assert asked(browser, *route).status == 403
        assert asked(browser, *route, X_Motcua="1", Origin=there).status == 403
        assert asked(browser, *route, X_Motcua="1", Origin=here).status not in (401, 403)
        browser.close()


def test_a_board_is_watched_by_whom_its_line_names_and_nobody_else(
    shared_hall: Hall, everybody: list[Somebody]
) -> None:
    for who in everybody:
        screen = Screen(shared_hall.address, "", dict(who.client.headers))
        # At another counter, such as 2 here, there is a board for whoever has one here.
        if not any(who.name in line.split() for line in BOARDS.values()):
            with pytest.raises(socketio.exceptions.ConnectionError):
                screen.connect()
            continue
        try:
            screen.connect()
            seen = {board for board in BOARDS if "state" in screen.watch(board)}
            assert seen == {board for board in BOARDS if may_watch(who, board)}, who[:2]
        finally:
            screen.close()


def test_a_guessed_board_tells_nothing(shared_hall: Hall) -> None:
    screen = shared_hall.screen("stats", "supervisor")
    for name in ("", "counter:0", "counter:99", "counter:1 ", "day", "hall:1", "pad", "counter:-1"):
        # Asked twice: what was not found the first time is not there the second time either.
        assert ["state" in screen.watch(name) for _ in range(2)] == [False, False], name


def admitted(who: Somebody, route: tuple[str, str]) -> bool:
    """What the table says."""
    if TABLE[route] == EVERYBODY:
        return True
    return who.name in TABLE[route].split() and not ("<int:n>" in route[1] and who.counter == 2)


def may_watch(who: Somebody, board: str) -> bool:
    return who.name in BOARDS[board].split() and not (":" in board and who.counter == 2)


def asked(client: Client, method: str, rule: str, **headers: str) -> Answer:
    """A request that is well addressed and does nothing: its body is broken JSON."""
    path = rule
    for hole, value in {
        "<int:n>": "1", "<int:id>": "1", "<int:number>": "1", "<int:announcement>": "1",
        "<string:token>": "no-such", "<string:action>": "leave", "<string:verb>": "recall",
        "<path:filename>": "no-such", "<string:name>": "rules", "<string:id>": "no-such",
        "<int:seq>": "1", "<string:code>": "no-such", "<string:form>": "pdf",
        "<string:kind>": "week", "<string:begins>": "2026-11-16",
    }.items():  # fmt: skip
        path = path.replace(hole, value)
    assert "<" not in path, f"{rule} has a hole that this test cannot fill"
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    if method == "DELETE":
        named["Cookie"] = ""  # nobody's session ends here
    body = b"[" if method == "POST" else None
    return client.ask(method, path, body, {"Content-Type": "application/json", **named})
