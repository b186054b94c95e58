"""What somebody signs in with, given by a supervisor; it is never a setting, and never read."""

from __future__ import annotations

from typing import Annotated

from flask import Response
from pydantic import Field

from config.words import PIN
from office import staffing
from tickets import Desk
from web import room
from web.access import FITTERS, Gate, actor, allow
from web.api import Body, blueprint, body, describe, key, reply

# As `motcua staff` asks for.
SHORTEST = 10


class Secret(Body):
    """A new password; a PIN of 4–8 digits when one is named, "" takes it away."""

    password: Annotated[str, Field(min_length=SHORTEST, max_length=200, repr=False)]
    pin: Annotated[str | None, Field(pattern=PIN, repr=False)] = None


@blueprint.post("/staff/<string:id>/password")
@describe(200, body=Secret)
@allow(*FITTERS)
def give_password(id: str) -> Response:
    """Gives somebody of the staff another password; every session of theirs ends."""
    asked, who = body(Secret), actor()
    # Outside the command: each hash takes 30 ms.
    given = staffing.hashed(asked.password, asked.pin or "")
    keep_pin = asked.pin is None
    answer = reply(
        *room(Desk).run(
            lambda tx: staffing.give(tx, id, given, who, keep_pin=keep_pin), key(secret=True)
        )
    )
    room(Gate).forget()
    return answer
