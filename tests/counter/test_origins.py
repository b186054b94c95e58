"""A rating that comes from the clerk's own side is known, and a citizen's is not taken for one."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from counter.origins import Origins
from web import furnish
from web.access import SESSION, Gate

CLERK_PC, PAD, SERVER = "192.168.1.20", "192.168.1.30", "127.0.0.1"


class Doors:
    """Knows one session and no device."""

    def device(self, secret: str) -> None:
        return None

    def person(self, cookie: str) -> Any:
        return SimpleNamespace(staff="can-bo-1") if cookie == "theirs" else None


@pytest.mark.parametrize(
    ("worked", "rated", "cookie", "told"),
    [
        (CLERK_PC, PAD, None, None),
        (CLERK_PC, CLERK_PC, None, "machine"),
        (CLERK_PC, PAD, "theirs", "session"),
        (CLERK_PC, PAD, "old", None),
        (SERVER, SERVER, None, None),  # a trial of everything in one browser, or a proxy
        (SERVER, SERVER, "theirs", "session"),
        (None, PAD, None, None),  # nobody has pressed since the start
    ],
)
def test_where_a_rating_comes_from(
    worked: str | None, rated: str, cookie: str | None, told: str | None
) -> None:
    app, origins = Flask("hall"), Origins()
    furnish(app, Doors(), Gate)
    if worked:
        with app.test_request_context(environ_base={"REMOTE_ADDR": worked}) as context:
            origins.worked_from(3, context.request)
    headers = {"Cookie": f"{SESSION}={cookie}"} if cookie else {}
    asked = app.test_request_context(environ_base={"REMOTE_ADDR": rated}, headers=headers)
    with asked as context:
        assert origins.own_side(3, context.request) == told
        # The machine of one counter says nothing of another's pad.
        assert origins.own_side(4, context.request) == ("session" if told == "session" else None)
