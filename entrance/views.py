"""Which screen is this device? And, in a demo on this machine, screens that enrol themselves."""

from __future__ import annotations

import ipaddress
from typing import Any
from urllib.parse import urlsplit

from flask import Response, request

from config import Screen, Settings
from entrance import blueprint
from entrance.api import give_screen
from office import people
from tickets import Desk
from web import room
from web.access import PUBLIC, Gate, allow, screen_cookie
from web.page import drawn

PATHS = {
    "kiosk": "/kiosk/", "display": "/display/", "pad": "/counter/{n}/pad",
    "reception": "/reception/",
}  # fmt: skip
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")
# In the order in which a citizen, then staff, meet them; the pads, one a counter, stand apart.
PAGES = (
    ("kiosk", "/kiosk/"),
    ("display", "/display/"),
    ("reception", "/reception/"),
    ("clerk", "/counter/"),
    ("supervisor", "/stats/"),
    ("setup", "/setup/"),
)


@blueprint.get("/")
@allow(PUBLIC)
def which() -> str:
    """Every page of the hall, to choose what this device shall be."""
    office = room(Desk).setting("office")
    pads = {screen.counter for screen in room(Settings).screens if screen.kind == "pad"}
    numbers = sorted(n for n in pads if n)
    return drawn("entrance/which.html", pages=PAGES, pads=numbers, office=office)


def path_of(screen: Screen) -> str | None:
    """The page of a screen, if it has one of its own."""
    if screen.kind == "counter":
        return "/counter/"
    if screen.kind == "supervisor":
        return "/stats/"
    if screen.kind == "display" and screen.room:
        return f"/display/room/{screen.room}"
    if screen.kind == "display" and screen.counter:
        return f"/display/counter/{screen.counter}"
    path = PATHS.get(screen.kind)
    return path and path.format(n=screen.counter)


@blueprint.after_app_request
def enrol_demo(answer: Response) -> Response:
    """In a demo, a browser on this machine becomes the screen whose page it opens."""
    if not room(Settings).server.demo or request.method != "GET" or answer.status_code != 200:
        return answer
    screen = _shown_here(request.path)
    here = _on_loopback() and _speaks_for_itself()
    if screen is None or not here or _is_already(screen):
        return answer
    made = room(Desk).told(
        lambda tx: people.create_token(tx, screen.kind, screen.name, screen.counter, "demo")
    )
    give_screen(answer, made)
    return answer


def _shown_here(path: str) -> Screen | None:
    """The screen whose page this is; a waiting room's or a counter's may be any display's."""
    screens = [screen for screen in room(Settings).screens if screen.kind in PATHS]
    if found := next((screen for screen in screens if path_of(screen) == path), None):
        return found
    if not path.startswith(("/display/room/", "/display/counter/")):
        return None
    return next((screen for screen in screens if screen.kind == "display"), None)


def _on_loopback() -> bool:
    return _is_loopback(request.remote_addr or "")


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _speaks_for_itself() -> bool:
    """Whether the request was made here, and to here.

    Through a proxy on this machine everybody comes from loopback; and a page of another name that
    was pointed at this address (DNS rebinding) would own the screen's cookie.
    """
    if any(name in request.headers for name in FORWARDED):
        return False
    name = urlsplit(f"//{request.host}").hostname or ""
    return name == "localhost" or _is_loopback(name)


def _is_already(screen: Screen) -> bool:
    cookie = request.cookies.get(screen_cookie(screen.kind, screen.counter))
    gate: Any = room(Gate)
    return bool(cookie and gate.device(cookie))
