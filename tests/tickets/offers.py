"""What a play picks from: mostly what fits, now and then what must be refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from tests.tickets.model_hall import Desk

T = TypeVar("T")
Choose = Callable[[Sequence[Any]], Any]
# Now and then something is pressed that must be refused.
OFTEN = [True] * 15 + [False]

IDLE, HERE = ("idle",), ("called", "recalled", "serving")
AT: dict[str, tuple[str, ...]] = {
    "call-next": IDLE, "call": IDLE, "resume": IDLE, "quick": IDLE, "pause": IDLE,
    "recall": ("called",), "start": ("called", "recalled"), "miss": ("recalled",), "transfer": HERE,
    "hold": ("serving",), "add-service": ("serving",), "finish": ("serving", "quick"),
    "next": (*IDLE, *HERE, "quick"), "undo": (*IDLE, *HERE), "open": ("closed", "paused", *IDLE),
    "close": (*IDLE, "paused", "quick"),
}  # fmt: skip
# What a page offers: by what is done at the counter, and for others whenever it is open.
OFFERED: dict[str, list[str]] = {
    "closed": ["open"], "paused": ["close", "open"], "quick": ["finish", "next"],
    "idle": ["call", "call-next", "close", "next", "pause", "quick", "resume"],
    "called": ["leave", "next", "recall", "start", "transfer"],
    "recalled": ["leave", "miss", "next", "recall", "start", "transfer"],
    "doubtful": ["leave", "miss", "next", "start", "transfer"],
    "serving": ["add-service", "finish", "hold", "next", "note", "transfer"],
    "asked back": ["finish", "hold", "next", "note", "transfer"],
}  # fmt: skip
FOR_OTHERS = ["confirm", "rejoin", "void"]


def doing(desk: Desk) -> str:
    """What is done at a counter now."""
    if desk.state == "open" and desk.hand:
        return "recalled" if desk.hand.recalls and desk.hand.state == "called" else desk.hand.state
    return "quick" if desk.quick else "idle" if desk.state == "open" else desk.state


def offered(desk: Desk) -> list[str]:
    """What the counter's page should offer now."""
    does = doing(desk)
    if does in ("called", "recalled") and desk.hand and "unconf" in desk.hand.flags:
        does = "doubtful"
    elif does == "serving" and desk.hand and desk.hand.back:
        does = "asked back"
    now = OFFERED[does]
    return sorted([*now, *(FOR_OTHERS if desk.state == "open" else [])])


def mostly(choose: Choose, fitting: Sequence[T], all_of_them: Sequence[T]) -> T | None:
    """One of those that fit; now and then any of them, to be refused; or None."""
    among = fitting if choose(OFTEN) else all_of_them
    return choose(among) if among else None
