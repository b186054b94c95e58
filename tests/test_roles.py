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
from tests.watching import Screen

# Device tokens, here of counter 1; people have a session, and a token may be a supervisor's too.
TOKENS = ("kiosk", "display", "pad", "counter", "reception", "api", "supervisor")
PEOPLE = {
    "clerk": "canbo1", "supervisor": "giamsat", "head": "lanhdao", "reporter": "vanphong",
    "observer": "mattran", "administrator": "quantri",
}  # fmt: skip
EVERYBODY = "everybody"
FITTERS = "supervisor administrator"
LEADERS = "supervisor head"
READERS = "api supervisor head reporter observer"
SERVING = "counter api clerk supervisor"

# (method, rule) → who is admitted. At a route with <int:n> the devices of counter 2 never are.
TABLE = {
    ("GET", "/"): EVERYBODY,
    ("GET", "/healthz"): EVERYBODY,
    ("GET", "/metrics"): EVERYBODY,
    ("GET", "/kiosk/"): EVERYBODY,
    ("GET", "/kiosk/qr/<string:token>.svg"): "kiosk reception clerk supervisor",
    ("GET", "/t/<string:token>"): EVERYBODY,
    ("POST", "/t/<string:token>/<string:action>"): EVERYBODY,
    ("GET", "/reception/"): EVERYBODY,
    ("GET", "/counter/"): EVERYBODY,
    ("GET", "/counter/<int:number>/pad"): EVERYBODY,
    ("GET", "/display/"): EVERYBODY,
    ("GET", "/display/room/<string:name>"): EVERYBODY,
    ("GET", "/display/counter/<int:number>"): EVERYBODY,
    ("GET", "/display/media"): EVERYBODY,
    ("GET", "/display/media/<string:name>"): "display clerk supervisor administrator",
    ("GET", "/display/pictures"): FITTERS,
    ("POST", "/display/pictures/<string:name>"): FITTERS,
    ("POST", "/display/pictures/<string:name>/remove"): FITTERS,
    ("GET", "/display/sound/<int:announcement>.wav"): "display clerk supervisor",
    ("GET", "/samples/"): EVERYBODY,
    ("GET", "/static/<path:filename>"): EVERYBODY,
    ("GET", "/counter/static/<path:filename>"): EVERYBODY,
    ("GET", "/display/static/<path:filename>"): EVERYBODY,
    ("GET", "/entrance/static/<path:filename>"): EVERYBODY,
    ("GET", "/kiosk/static/<path:filename>"): EVERYBODY,
    ("GET", "/reception/static/<path:filename>"): EVERYBODY,
    ("GET", "/stats/static/<path:filename>"): EVERYBODY,
    ("GET", "/setup/static/<path:filename>"): EVERYBODY,
    ("GET", "/setup/"): EVERYBODY,
    ("POST", "/api/v1/staff/<string:id>/password"): FITTERS,
    ("GET", "/api/v1/openapi.json"): EVERYBODY,
    ("POST", "/api/v1/session"): EVERYBODY,
    ("DELETE", "/api/v1/session"): EVERYBODY,
    ("GET", "/api/v1/me"): EVERYBODY,
    ("POST", "/api/v1/enrol"): EVERYBODY,
    ("GET", "/api/v1/services"): "kiosk display counter reception api clerk supervisor",
    ("GET", "/api/v1/services/<string:id>"): EVERYBODY,
    ("POST", "/api/v1/services/<string:id>/print"): "kiosk counter reception clerk supervisor",
    ("GET", "/kiosk/sheets/"): EVERYBODY,
    ("GET", "/kiosk/sheets/<string:id>"): EVERYBODY,
    ("POST", "/api/v1/tickets"): "kiosk reception api clerk supervisor",
    ("GET", "/api/v1/tickets"): "kiosk counter reception api clerk supervisor",
    ("GET", "/api/v1/tickets/<int:id>"): "kiosk display counter reception api clerk supervisor",
    ("POST", "/api/v1/tickets/<int:id>/rejoin"): "kiosk counter reception api clerk supervisor",
    ("POST", "/api/v1/tickets/<int:id>/pass"): "kiosk counter reception api clerk supervisor",
    ("POST", "/api/v1/tickets/<int:id>/needs"): "reception clerk supervisor",
    ("GET", "/api/v1/appointments"): "reception api clerk supervisor",
    ("POST", "/api/v1/appointments"): "reception api clerk supervisor",
    ("POST", "/api/v1/appointments/<int:id>/cancel"): "reception api clerk supervisor",
    ("POST", "/api/v1/tickets/<int:id>/<string:action>"):
        "counter reception api clerk supervisor",
    ("GET", "/api/v1/slips"): "reception api clerk supervisor",
    ("POST", "/api/v1/slips/<int:id>/<string:action>"): "reception api clerk supervisor",
    ("POST", "/api/v1/printers/<string:name>/roll"): "reception api clerk supervisor",
    ("GET", "/reception/suggestions"): EVERYBODY,
    ("POST", "/kiosk/aloud"): "kiosk clerk supervisor",
    ("POST", "/api/v1/suggestions"): "kiosk reception api",
    ("GET", "/api/v1/suggestions/<string:code>"): "kiosk reception api",
    ("GET", "/api/v1/suggestions"): LEADERS,
    ("POST", "/api/v1/suggestions/<int:id>/answer"): LEADERS,
    ("GET", "/api/v1/clerks"): "counter reception api clerk supervisor",
    ("GET", "/api/v1/counters/<int:n>"): SERVING,
    ("GET", "/api/v1/counters/<int:n>/history/<int:id>"): SERVING,
    ("GET", "/api/v1/counters/<int:n>/own-day"): "counter clerk supervisor",
    ("POST", "/api/v1/counters/<int:n>/open"): SERVING,
    ("POST", "/api/v1/counters/<int:n>/pause"): SERVING,
    ("POST", "/api/v1/counters/<int:n>/close"): SERVING,
    ("POST", "/api/v1/counters/<int:n>/call-next"): SERVING,
    ("POST", "/api/v1/counters/<int:n>/next"): SERVING,
    ("POST", "/api/v1/counters/<int:n>/<string:verb>"): SERVING,
    ("GET", "/api/v1/counters/<int:n>/pad"): "pad supervisor",
    ("POST", "/api/v1/counters/<int:n>/rating"): "pad",
    ("GET", "/api/v1/settings"): FITTERS,
    ("POST", "/api/v1/settings/<string:name>"): FITTERS,
    ("POST", "/api/v1/settings/<string:name>/preview"): FITTERS,
    ("GET", "/api/v1/settings/history"): FITTERS,
    ("POST", "/api/v1/settings/history/<int:seq>/undo"): FITTERS,
    ("GET", "/api/v1/services.xlsx"): FITTERS,
    ("POST", "/api/v1/services.xlsx"): FITTERS,
    ("POST", "/api/v1/counters"): FITTERS,
    ("POST", "/api/v1/counters/<int:n>/lines"): FITTERS,
    ("POST", "/api/v1/counters/<int:n>/rename"): FITTERS,
    ("POST", "/api/v1/counters/<int:n>/retire"): FITTERS,
    ("GET", "/api/v1/board"):
        "kiosk display counter reception api clerk supervisor administrator",
    ("POST", "/api/v1/announcements/<int:id>"): "display",
    ("GET", "/api/v1/devices"): f"api {FITTERS}",
    ("GET", "/api/v1/self-test"): FITTERS,
    ("POST", "/api/v1/self-test"): FITTERS,
    ("POST", "/api/v1/self-test/sound"): "display",
    ("GET", "/display/sound/trial.wav"): "display",
    ("GET", "/stats/self-test"): EVERYBODY,
    ("GET", "/stats/"): EVERYBODY,
    ("GET", "/stats/export.csv"): READERS,
    ("GET", "/api/v1/stats"): READERS,
    ("GET", "/api/v1/stats/fairness"): LEADERS,
    ("GET", "/api/v1/stats/forecasts"): LEADERS,
    ("GET", "/api/v1/stats/coming-week"): LEADERS,
    ("POST", "/api/v1/alerts/take-on"): LEADERS,
    ("GET", "/api/v1/stats/why"): LEADERS,
    ("GET", "/reports/"): EVERYBODY,
    ("GET", "/reports/static/<path:filename>"): EVERYBODY,
    ("GET", "/reports/<int:id>.<string:form>"): f"{LEADERS} reporter",
    ("GET", "/api/v1/reports"): f"{LEADERS} reporter",
    ("GET", "/api/v1/reports/of/<string:kind>/<string:begins>"): f"{LEADERS} reporter",
    ("GET", "/api/v1/reports/of/<string:kind>/<string:begins>/figures"): f"{LEADERS} reporter",
    ("POST", "/api/v1/reports/of/<string:kind>/<string:begins>/texts"): f"{LEADERS} reporter",
    ("POST", "/api/v1/reports/of/<string:kind>/<string:begins>/freeze"): f"{LEADERS} reporter",
    ("GET", "/api/v1/reports/making/<string:id>"): f"{LEADERS} reporter",
    ("POST", "/api/v1/reports/<int:id>/send"): f"{LEADERS} reporter",
    ("POST", "/api/v1/reports/letterhead"): f"{LEADERS} reporter",
    ("POST", "/api/v1/day/open"): "supervisor",
    ("POST", "/api/v1/day/close"): "supervisor",
    ("POST", "/api/v1/day/confirm-date"): "clerk supervisor",
}  # fmt: skip

# Board → who may watch it; "counter:1" and "pad:1" not by the devices of counter 2.
BOARDS = {
    "hall": "kiosk display counter reception api clerk supervisor",
    "kiosk": "kiosk reception api clerk supervisor",
    "counter:1": "counter api clerk supervisor",
    "pad:1": "pad supervisor",
    "stats": LEADERS,
    "slips": "reception api clerk supervisor",
}

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
        if not any(may_watch(who, board) for board in BOARDS):
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
        "<int:seq>": "1", "<string:code>": "no-such",
    }.items():  # fmt: skip
        path = path.replace(hole, value)
    assert "<" not in path, f"{rule} has a hole that this test cannot fill"
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    if method == "DELETE":
        named["Cookie"] = ""  # nobody's session ends here
    body = b"[" if method == "POST" else None
    return client.ask(method, path, body, {"Content-Type": "application/json", **named})
