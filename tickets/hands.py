"""What a counter has in hand, and what may be pressed there now."""

from __future__ import annotations

import office
from db.errors import Refused
from db.transaction import Transaction
from tickets import rows, states
from tickets.rows import UNCONFIRMED, CounterRow, TicketRow, existing, found


def at_work(n: int) -> CounterRow:
    """The counter, if it is open; else Refused, with what is allowed."""
    counter = existing(n)
    if counter.state != "open":
        raise Refused("counter_not_open", state=counter.state, allowed=allowed(counter))
    return counter


def free(n: int) -> CounterRow:
    """The counter, if it is open and has nothing in hand."""
    counter = at_work(n)
    if counter.ticket:
        raise Refused("citizen_in_hand", state=counter.state, allowed=allowed(counter))
    if counter.quick:
        raise Refused("quick_in_hand", state=counter.state, allowed=allowed(counter))
    return counter


def in_hand(n: int, action: str) -> tuple[TicketRow, str | None]:
    """The citizen at this counter, if `action` is allowed on the ticket now, and who sits there.

    After the action the ticket is with that clerk: after a takeover, not with who called it.
    """
    counter = existing(n)
    row = found(counter.ticket) if counter.ticket else None
    if row is None or (row.state, action) not in states.LAW:
        state = row.state if row else counter.state
        raise Refused("not_allowed", state=state, allowed=allowed(counter))
    return row, counter.clerk


def must_be_today(tx: Transaction, row: TicketRow) -> None:
    """Refused `day_is_closed` for a ticket of a day that is over: it is finished, no more.

    Whoever were held or sent on then would wait where nobody calls, until another day.
    """
    if tx.day is None or tx.day.id != row.day:
        raise Refused("day_is_closed", state=row.state)


def allowed(counter: CounterRow, row: TicketRow | None = None) -> list[str]:
    """What may be pressed at this counter now, apart from an undo; `row` is whom it has in hand."""
    if counter.state != "open":
        return ["open", "close"] if counter.state == "paused" else ["open"]
    for_others = ["rejoin", "confirm", "void"]
    if counter.quick:
        return ["next", "finish", *for_others]
    if not counter.ticket:
        call_this = ["call"] if _may_call_this(counter) else []
        return ["call-next", "next", *call_this, "resume", "quick", "pause", "close", *for_others]
    row = row or found(counter.ticket)
    if row.state == states.SERVING:
        other_errand = [] if row.back else ["add-service"]
        return ["next", "finish", "hold", "transfer", "note", *other_errand, *for_others]
    verbs = ["start", "leave", "transfer"]
    if UNCONFIRMED not in row.flags:
        verbs.append("recall")
    if row.recalls >= recalls_due(row):
        verbs.append("miss")
    return ["next", *verbs, *for_others]


def _may_call_this(counter: CounterRow) -> bool:
    """An office may leave calling out of order to its supervisors."""
    if office.rule("call_this_by") == "clerk":
        return True
    sitter = office.person(counter.clerk) if counter.clerk else None
    return sitter is not None and sitter.role == "supervisor"


def must_reach(row: TicketRow, n: int | None, sitter: str | None) -> None:
    """Refused `in_other_hands` for another counter's device, or a clerk who sits elsewhere."""
    counter = rows.counter(row.counter) if row.counter else None
    if counter is None or counter.ticket != row.id:
        return
    if n not in (None, counter.n) or sitter not in (None, counter.clerk):
        raise Refused("in_other_hands", state=row.state, counter=counter.n)


def recalls_due(row: TicketRow) -> int:
    """How often somebody must be recalled before a miss; the unconfirmed are called once only."""
    limit: int = 0 if UNCONFIRMED in row.flags else office.rule("recall_limit")
    return limit
