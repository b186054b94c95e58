"""Coming in by JSON: sessions of staff, enrolment of screens, who am I."""

from __future__ import annotations

from typing import Any

import gevent
from flask import Response, jsonify, make_response, request

import office
from entrance.keyring import Keyring
from office import people
from tickets import Desk
from web import room
from web.access import PUBLIC, SESSION, allow, identities, screen_cookie
from web.api import Body, blueprint, body, describe
from web.errors import Problem

YEAR_S = 365 * 86_400


class SignIn(Body):
    """A person's name and password."""

    name: str
    password: str


class Enrol(Body):
    """The one-time code of a screen."""

    code: str


@blueprint.post("/session")
@describe(200, body=SignIn)
@allow(PUBLIC)
def sign_in() -> Response:
    """Signs a person in; wrong tries wait longer and longer, by name and by address."""
    asked, desk = body(SignIn), room(Desk)
    names = [f"name:{asked.name[:60]}", f"address:{request.remote_addr}"]
    _one_try(desk, names)
    person = desk.ask(office.person_named, asked.name)
    # argon2 takes 30 ms and more: not on the hub.
    right = gevent.get_hub().threadpool.apply(people.password_is, (person, asked.password))
    if not person or not right:
        raise Problem(401, "wrong_password")
    _end_session()
    signed = desk.told(lambda tx: people.sign_in(tx, person, names))
    answer = jsonify({"staff": signed["staff"]})
    _set_cookie(answer, SESSION, signed["cookie"], people.SESSION_MS // 1000)
    return answer


@blueprint.delete("/session")
@describe(204)
@allow(PUBLIC)
def sign_out() -> Response:
    """Signs out; a session that is gone already is no fault."""
    _end_session()
    answer = make_response("", 204)
    answer.delete_cookie(SESSION)
    return answer


@blueprint.get("/me")
@describe(200)
@allow(PUBLIC)
def who() -> dict[str, Any]:
    """Who asks: the person signed in, and the screens that this browser is."""
    known = [identity for identity, _ in identities(request)]
    staff = next((i.staff for i in known if i.staff), None)
    person = room(Desk).ask(office.person, staff) if staff else None
    screens = [{"role": i.role, "counter": i.counter} for i in known if not i.staff]
    counter = next((s["counter"] for s in screens if s["role"] == "counter"), None)
    return {
        "role": known[0].role if known else None,
        "counter": counter,
        "screens": screens,
        "staff": {"id": person.id, "label": person.label, "role": person.role} if person else None,
    }


@blueprint.post("/enrol")
@describe(200, body=Enrol)
@allow(PUBLIC)
def enrol() -> Response:
    """Swaps a one-time code for the screen's own HttpOnly cookie; guessing it grows slow too."""
    asked, desk = body(Enrol), room(Desk)
    names = [f"enrol:{request.remote_addr}"]
    _one_try(desk, names)
    made = desk.told(lambda tx: people.enrol(tx, asked.code, names))
    answer = jsonify({"role": made["role"], "counter": made["counter"], "name": made["name"]})
    give_screen(answer, made)
    return answer


def _one_try(desk: Desk, names: list[str]) -> None:
    """Counts a try before it is known to be wrong: of a thousand at once three are looked at."""
    wall = desk.moment().wall
    seconds = desk.ask(people.wait_before_try, names, wall)
    # Asked first, because the writer has better to do than to refuse a flood.
    if seconds := seconds or desk.told(lambda tx: people.try_now(tx, names))["seconds"]:
        raise Problem(429, "try_later", seconds=seconds)


def _end_session() -> None:
    """Ends the session that this browser has; a cookie that is none costs the hall nothing."""
    cookie, keyring = request.cookies.get(SESSION), room(Keyring)
    if cookie and keyring.person(cookie):
        room(Desk).told(lambda tx: people.sign_out(tx, cookie))
        keyring.forget()


def give_screen(answer: Response, made: dict[str, Any]) -> None:
    """From now on this browser is that screen."""
    _set_cookie(answer, screen_cookie(made["role"], made["counter"]), made["token"], YEAR_S)


def _set_cookie(answer: Response, name: str, value: str, seconds: int) -> None:
    answer.set_cookie(
        name, value, max_age=seconds, httponly=True, samesite="Lax", secure=request.is_secure
    )
