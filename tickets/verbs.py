"""What is pressed at a counter: each verb's function, and whether it can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from db.transaction import Transaction
from tickets import desk, moving, notes, quick, undo

# Each a function of (transaction, counter, actor) and what the press says besides.
VERBS: dict[str, Callable[..., Any]] = {
    "call-next": desk.call_next,
    "call": desk.call_this,
    "recall": desk.recall,
    "start": desk.start,
    "finish": desk.finish,
    "next": desk.next_citizen,
    "miss": desk.miss,
    "hold": moving.hold,
    "resume": moving.resume,
    "transfer": moving.transfer,
    "add-service": desk.add_service,
    "quick": quick.begin,
    "note": notes.write,
    "undo": undo.undo,
}

UNDOABLE = frozenset(
    {"call-next", "call", "finish", "next", "miss", "hold", "resume", "transfer", "add-service"}
)


def press(tx: Transaction, n: int, verb: str, actor: str, **said: Any) -> Any:
    """Does what was pressed and keeps how to take it back; what the verb's function gives."""
    done = VERBS[verb](tx, n, actor, **said)
    undo.keep(tx, n, verb if verb in UNDOABLE else None)
    return done
