"""Opening, pausing and closing a counter; who sits there."""

from __future__ import annotations

from typing import Any

import office
from db.errors import Refused, Unknown
from db.models import Counter, CounterLine
from db.statement import Statement, hole
from db.transaction import Transaction
from office import people
from tickets import moving, quick
from tickets.hands import allowed
from tickets.rows import CounterRow, existing

_set = Statement(
    Counter.update(
        state=hole("state"), reason=hole("reason"), locked=hole("locked"), clerk=hole("clerk"),
        since_hall=hole("since"), seq=hole("seq"), undo=None,
    ).where(Counter.n == hole("n"))
)  # fmt: skip
_where = Statement(
    Counter.select(Counter.n).where(
        (Counter.clerk == hole("clerk")) & (Counter.state != "closed") & (Counter.n != hole("n"))
    )
)
_fields = Statement(CounterLine.select(CounterLine.field).where(CounterLine.counter == hole("n")))


def open_counter(
    tx: Transaction,
    n: int,
    clerk: str | None,
    pin_ok: bool,
    actor: str,
    signed_in: bool = False,
) -> None:
    """Opens a counter, ends its pause, or takes it over from whoever sat there before.

    `pin_ok` says that the clerk's PIN was given and right (checked outside: it takes 30 ms).
    A locked counter is taken over without it only by somebody who is `signed_in`: its own device
    may name any clerk, and it is its page that was locked.
    """
    counter = existing(n)
    if clerk and office.person(clerk) is None:
        raise Unknown("clerk")
    if clerk and (other := _where.one(clerk=clerk, n=n)):
        raise Refused("clerk_elsewhere", counter=other[0])
    if counter.locked and not pin_ok and not (signed_in and clerk not in (None, counter.clerk)):
        raise Refused("locked", state=counter.state, allowed=["open"])
    if pin_ok:
        people.forgive([people.pin_of(n)])
    taken_over = counter.clerk if counter.state != "closed" and clerk != counter.clerk else None
    keep = clerk if clerk or counter.state == "closed" else counter.clerk
    _change(
        tx, counter, "open", actor, state="open", clerk=keep,
        reason="takeover" if taken_over and clerk else None,
    )  # fmt: skip
    if taken_over and clerk:
        moving.give_back(tx, f"clerk:{taken_over}", actor)


def pause_counter(tx: Transaction, n: int, reason: str, lock: bool, actor: str) -> None:
    """Stops calling for a while, with a reason the room can read; optionally locks the page."""
    counter = existing(n)
    office.must_be_code("pauses", reason)
    if counter.state != "open" or counter.ticket or counter.quick:
        raise Refused("not_allowed", state=_state(counter), allowed=allowed(counter))
    _change(
        tx, counter, "pause", actor, state="paused", reason=reason, locked=lock,
        clerk=counter.clerk,
    )  # fmt: skip


def close_counter(tx: Transaction, n: int, actor: str) -> None:
    """Nobody serves here any more; whoever was sent here or held here waits in line again."""
    counter = existing(n)
    if counter.state == "closed" or counter.ticket:
        raise Refused("not_allowed", state=_state(counter), allowed=allowed(counter))
    if counter.quick:
        quick.end(tx, n, counter.quick, actor)
    _change(tx, counter, "close", actor, state="closed", clerk=None)
    moving.let_go(tx, n, actor)
    moving.give_back(tx, f"counter:{n}", actor)
    if counter.clerk:
        moving.give_back(tx, f"clerk:{counter.clerk}", actor)


def must_sit(n: int, sitter: str | None) -> None:
    """Refused `taken_over` when this clerk does not sit at the counter; None is a device.

    At a closed one nobody sits: there the verb says what is allowed.
    """
    counter = existing(n)
    if sitter and counter.state != "closed" and counter.clerk != sitter:
        clerk = office.person(counter.clerk) if counter.clerk else None
        raise Refused("taken_over", clerk=clerk.label if clerk else None)


def _state(counter: CounterRow) -> str:
    if counter.quick:
        return "quick_in_hand"
    return "citizen_in_hand" if counter.ticket else counter.state


def _change(
    tx: Transaction,
    counter: CounterRow,
    action: str,
    actor: str,
    *,
    state: str,
    clerk: str | None,
    reason: str | None = None,
    locked: bool = False,
) -> None:
    # Who sat there leaves with the row that says so; the next row names who sits there now.
    who: Any = clerk or (counter.clerk if action == "close" else None)
    seq = tx.append(
        "counter", counter.n, action, actor, before=counter.state, after=state,
        counter=counter.n, clerk=who, reason=reason, flags="locked" if locked else "",
    )  # fmt: skip
    _set(n=counter.n, state=state, clerk=clerk, reason=reason, locked=locked, since=tx.now, seq=seq)
    for board in ("hall", "kiosk", "stats", f"counter:{counter.n}", f"pad:{counter.n}"):
        tx.touch(board)
