"""The law: what may happen to a ticket, and what it is afterwards. One table, every action."""

from __future__ import annotations

from db.errors import Refused

WAITING, CALLED, SERVING, HELD = "waiting", "called", "serving", "held"
MISSED, SERVED, LEFT, VOID, EXPIRED = "missed", "served", "left", "void", "expired"

STATES = (WAITING, CALLED, SERVING, HELD, MISSED, SERVED, LEFT, VOID, EXPIRED)

# What is over for good; only an undo (not yet) leads back.
ENDED = (SERVED, LEFT, VOID, EXPIRED)

LAW: dict[tuple[str | None, str], str] = {
    (None, "take"): WAITING,
    (WAITING, "call"): CALLED,
    (WAITING, "call-this"): CALLED,
    (CALLED, "recall"): CALLED,
    (CALLED, "start"): SERVING,
    (SERVING, "finish"): SERVED,
    (CALLED, "miss"): MISSED,
    (MISSED, "rejoin"): WAITING,
    (SERVING, "hold"): HELD,
    (HELD, "resume"): SERVING,
    (WAITING, "pass"): WAITING,
    (CALLED, "transfer"): WAITING,
    (SERVING, "transfer"): WAITING,
    (SERVING, "add-service"): WAITING,
    (WAITING, "leave"): LEFT,
    (CALLED, "leave"): LEFT,
    (HELD, "leave"): LEFT,
    (MISSED, "leave"): LEFT,
    (WAITING, "confirm"): WAITING,
    (WAITING, "void"): VOID,
    (MISSED, "void"): VOID,
    (WAITING, "expire"): EXPIRED,
    (CALLED, "expire"): EXPIRED,
    (HELD, "expire"): EXPIRED,
    (MISSED, "expire"): EXPIRED,
    (SERVED, "undo"): SERVING,
    (MISSED, "undo"): CALLED,
    (HELD, "undo"): SERVING,
    (CALLED, "undo"): WAITING,
}

# In the law from the start; the issue that brings them has not come yet.
NOT_YET = frozenset(
    {"call-this", "hold", "resume", "pass", "transfer", "add-service", "confirm", "void", "undo"}
)


def after(state: str | None, action: str) -> str:
    """The state after the action. Raises Refused `not_allowed` with what is allowed."""
    if action in NOT_YET:
        raise Refused("not_yet", action=action)
    try:
        return LAW[state, action]
    except KeyError:
        raise Refused("not_allowed", state=state, allowed=allowed(state)) from None


def allowed(state: str | None) -> list[str]:
    """The actions that the law allows in this state and that this version brings."""
    return [a for (s, a) in LAW if s == state and a not in NOT_YET and a != "expire"]
