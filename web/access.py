"""Who may see and press what: one rule on every route, and no route without one.

A request may carry several identities (a bearer token, a person's session, the cookies of screens);
the first that the route allows, at the counter it names, is the one who asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol, TypeVar, cast

from flask import Flask, Request, g, request
from werkzeug.exceptions import Forbidden, Unauthorized

from web import room

F = TypeVar("F", bound=Callable[..., Any])

PUBLIC = "public"
# Who works the hall: takes, calls, serves.
STAFF = ("clerk", "supervisor")
# The other people, each with what they may besides: domain words are người đứng đầu (head), văn
# phòng (reporter), Mặt trận Tổ quốc (observer, who only reads), quản trị (administrator).
PEOPLE = (*STAFF, "head", "reporter", "observer", "administrator")
# Who answers for the clerks: the hall as it is now, cases, suggestions.
LEADERS = ("supervisor", "head")
# Who reads figures: sums, never one answer.
READERS = (*LEADERS, "reporter", "observer")
# Who sets the office and its devices up.
FITTERS = ("supervisor", "administrator")
# Bearer tokens may have the role of a person too: `motcua token create --role supervisor`.
DEVICES = ("kiosk", "display", "pad", "counter", "reception", "api")
SESSION = "motcua_session"
# More than one browser shows; each costs a look into the database, also for a stranger.
SCREENS = 64
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")


class Identity(Protocol):
    """Whoever asks. `scope` is whose presses are the same press."""

    @property
    def role(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def counter(self) -> int | None: ...
    @property
    def staff(self) -> str | None: ...
    @property
    def scope(self) -> str: ...


class Gate(Protocol):
    """Knows the secrets of devices and people."""

    def device(self, secret: str) -> Identity | None: ...
    def person(self, cookie: str) -> Identity | None: ...

    def forget(self) -> None:
        """Somebody's right was taken away."""


def allow(*roles: str) -> Callable[[F], F]:
    """The roles that may use this view; PUBLIC for everybody."""

    def mark(view: F) -> F:
        expanded = [r for role in roles for r in (STAFF if role == "staff" else (role,))]
        view.__dict__["allowed_roles"] = frozenset(expanded)
        return view

    return mark


def roles_of(app: Flask) -> dict[str, frozenset[str]]:
    """The rule of every endpoint; a route without one is a KeyError, so the server never starts."""
    rules = {}
    for endpoint, view in app.view_functions.items():
        static = endpoint == "static" or endpoint.endswith(".static")
        rules[endpoint] = frozenset({PUBLIC}) if static else view.__dict__["allowed_roles"]
    return rules


def guard(app: Flask) -> None:
    """From now on every request is admitted by the rule of its route."""
    rules = roles_of(app)

    def admit() -> None:
        if request.endpoint is None:
            return
        allowed = rules[request.endpoint]
        if PUBLIC not in allowed:
            g.me = _admitted(allowed)

    app.before_request(admit)


def me() -> Identity:
    """Who asks, on a route that is not public."""
    return cast(Identity, g.me)


def actor() -> str:
    """Who is written down as having pressed: a person by their id, a device by its token."""
    return me().staff or me().scope


def identities(asked: Request) -> Iterator[tuple[Identity, bool]]:
    """Everybody whom the request speaks for, and whether by a cookie."""
    gate = room(Gate)
    scheme, _, secret = asked.environ.get("HTTP_AUTHORIZATION", "").partition(" ")
    if scheme.lower() == "bearer" and (device := gate.device(secret.strip())):
        yield device, False
    if "HTTP_COOKIE" not in asked.environ:
        return
    if (cookie := asked.cookies.get(SESSION)) and (person := gate.person(cookie)):
        yield person, True
    screens = [v for name, v in asked.cookies.items() if name.startswith("motcua_screen_")]
    for value in screens[:SCREENS]:
        if screen := gate.device(value):
            yield screen, True


def screen_cookie(role: str, counter: int | None) -> str:
    """The cookie of a screen; several screens may share one browser."""
    return f"motcua_screen_{role}" + (f"_{counter}" if counter else "")


def _admitted(allowed: Iterable[str]) -> Identity:
    counter = (request.view_args or {}).get("n")
    known = list(identities(request))
    for identity, by_cookie in known:
        here = counter is None or identity.counter in (None, counter)
        if identity.role in allowed and here:
            if by_cookie and request.method in UNSAFE:
                not_forged()
            return identity
    raise Forbidden if known else Unauthorized


def not_forged() -> None:
    """Refuses a press that another page may have sent: neither its header nor its origin is ours.

    A cookie, and a link that somebody has open, travel with forged requests too.
    """
    origin = request.headers.get("Origin")
    if "X-Motcua" not in request.headers or (origin and origin.partition("://")[2] != request.host):
        raise Forbidden
