"""What pages and APIs share: access, validation, errors, the live boards, words and look.

Knows no ticket, no table and no device. Public words: `room`, and by their own files `allow`
(access), `describe` and `body` (api), `Boards` (live), `load` (words).
"""

from __future__ import annotations

from typing import TypeVar, cast

from flask import Flask, current_app

T = TypeVar("T")


def furnish(app: Flask, thing: object, kind: type | None = None) -> None:
    """Puts the one thing of its kind into the house."""
    app.extensions[(kind or type(thing)).__name__] = thing


def room(kind: type[T]) -> T:
    """The one thing of this kind in the house: `room(Desk).take(…)`."""
    return cast(T, current_app.extensions[kind.__name__])
