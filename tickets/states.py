"""The law: what may happen to a ticket, and what it is afterwards. One table, every action."""

from __future__ import annotations

from db.errors import Refused

WAITING, CALLED, SERVING, HELD = "waiting", "called", "serving", "held"
MISSED, SERVED, LEFT, VOID, EXPIRED = "missed", "served", "left", "void", "expired"

STATES = (WAITING, CALLED, SERVING, HELD, MISSED, SERVED, LEFT, VOID, EXPIRED)

# What is over for good, unless the same command goes on or an undo leads back.
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
    (SERVED, "add-service"): WAITING,
    (SERVED, "return"): WAITING,
    (WAITING, "release"): WAITING,
    (HELD, "release"): WAITING,
    (WAITING, "leave"): LEFT,
    (CALLED, "leave"): LEFT,
    (HELD, "leave"): LEFT,
    (MISSED, "leave"): LEFT,
    (WAITING, "doubt"): WAITING,
    (CALLED, "doubt"): CALLED,
    (WAITING, "confirm"): WAITING,
    (CALLED, "confirm"): CALLED,
    (MISSED, "confirm"): MISSED,
    (WAITING, "void"): VOID,
    (HELD, "void"): VOID,
    (MISSED, "void"): VOID,
    (WAITING, "reprint"): WAITING,
    (CALLED, "reprint"): CALLED,
    (HELD, "reprint"): HELD,
    (MISSED, "reprint"): MISSED,
    (WAITING, "mark"): WAITING,
    (CALLED, "mark"): CALLED,
    (SERVING, "mark"): SERVING,
    (HELD, "mark"): HELD,
    (MISSED, "mark"): MISSED,
    (SERVING, "note"): SERVING,
    (WAITING, "expire"): EXPIRED,
    (CALLED, "expire"): EXPIRED,
    (HELD, "expire"): EXPIRED,
    (MISSED, "expire"): EXPIRED,
}

# An undo puts back what was; these are all the ways there are.
UNDONE: dict[str, tuple[str, ...]] = {
    SERVED: (SERVING,),
    MISSED: (CALLED,),
    HELD: (SERVING,),
    CALLED: (WAITING,),
    SERVING: (CALLED, HELD),
    WAITING: (CALLED, SERVING, SERVED),
}

# What follows from a rule or from another action: nobody presses it by itself.
FOLLOWS = frozenset({"add-service", "return", "release", "doubt", "expire"})


def after(state: str | None, action: str) -> str:
    """The state after the action. Raises Refused `not_allowed` with what is allowed."""
    try:
        return LAW[state, action]
    except KeyError:
        raise Refused("not_allowed", state=state, allowed=allowed(state)) from None


def allowed(state: str | None) -> list[str]:
    """The actions that somebody may choose in this state."""
    undo = ["undo"] if state in UNDONE else []
    return [a for (s, a) in LAW if s == state and a not in FOLLOWS] + undo
