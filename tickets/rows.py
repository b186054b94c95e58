"""A ticket and a counter as commands read and change them: compiled, and journalled each time."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from db.models import Counter, Standing, Ticket
from db.statement import Statement, hole
from db.transaction import Transaction
from tickets import line, states

_COLUMNS = (
    "id", "day", "series", "number", "label", "state", "leg", "service", "field", "place",
    "joined", "head_start", "counted", "placed", "priority", "language", "counter", "clerk",
    "recalls", "flags", "issued_wall", "called_hall", "started_hall", "ended_hall", "seq",
)  # fmt: skip
_CHANGING = (
    "state", "place", "counted", "placed", "counter", "clerk", "recalls", "flags",
    "called_hall", "started_hall", "ended_hall", "seq",
)  # fmt: skip


class TicketRow(NamedTuple):
    """One ticket; times in ms of hall time, `issued_wall` of the wall clock."""

    id: int
    day: int
    series: str
    number: int
    label: str
    state: str
    leg: int
    service: str
    field: str
    place: str
    joined: int
    head_start: int
    counted: int
    placed: int
    priority: str | None
    language: str
    counter: int | None
    clerk: str | None
    recalls: int
    flags: str
    issued_wall: int
    called_hall: int | None
    started_hall: int | None
    ended_hall: int | None
    seq: int


class CounterRow(NamedTuple):
    """One counter, and what is true of it now."""

    n: int
    label: str
    label_en: str
    state: str
    reason: str | None
    locked: bool
    clerk: str | None
    ticket: int | None
    since_hall: int


_ticket = Statement(
    Ticket.select(*(getattr(Ticket, c) for c in _COLUMNS)).where(Ticket.id == hole("id"))
)
_change = Statement(
    Ticket.update({getattr(Ticket, c): hole(c) for c in _CHANGING}).where(Ticket.id == hole("id"))
)
_insert = Statement(Ticket.insert({getattr(Ticket, c): hole(c) for c in _COLUMNS}))
_counter = Statement(
    Counter.select(
        Counter.n, Counter.label, Counter.label_en, Counter.state, Counter.reason,
        Counter.locked, Counter.clerk, Counter.ticket, Counter.since_hall,
    ).where((Counter.n == hole("n")) & (Counter.retired == 0))
)  # fmt: skip
_stand = Statement(
    Standing.insert(place=hole("place"), waiting=hole("more")).on_conflict(
        conflict_target=[Standing.place],
        update={Standing.waiting: Standing.waiting + hole("more")},
    )
)
_hold = Statement(Counter.update(ticket=hole("ticket")).where(Counter.n == hole("n")))


def ticket(id: int) -> TicketRow | None:
    """The ticket with this id."""
    row = _ticket.one(id=id)
    return TicketRow(*row) if row else None


def counter(n: int) -> CounterRow | None:
    """The counter with this number, unless it was retired."""
    row = _counter.one(n=n)
    return CounterRow(*row) if row else None


def begin(
    tx: Transaction,
    row: TicketRow,
    actor: str,
    printer: str | None,
    serving: list[line.Serving],
) -> None:
    """Writes a new ticket with its first journal row; `row.id` must be the row's sequence."""
    # What no column of the journal says: the ticket can be rebuilt from its rows alone.
    detail = {
        "series": row.series, "number": row.number, "field": row.field,
        "priority": row.priority, "language": row.language, "printer": printer,
    }  # fmt: skip
    _note(tx, "take", None, row, actor, detail=detail)
    _insert(**row._asdict())
    _stand(place=row.place, more=1)
    touch(tx, row, serving)


def change(
    tx: Transaction,
    old: TicketRow,
    action: str,
    actor: str,
    *,
    reason: str | None = None,
    detail: Any = None,
    **values: Any,
) -> TicketRow:
    """Does `action` as the law has it, journals it, and returns the ticket as it is now.

    Raises Refused when the state does not allow it.
    """
    new = old._replace(state=states.after(old.state, action), seq=tx.seq + 1, **values)
    _note(tx, action, old.state, new, actor, reason=reason, detail=detail)
    _change(**{c: getattr(new, c) for c in _CHANGING}, id=new.id)
    _move(_where(old), _where(new))
    touch(tx, new, line.counters_of(new.field), urgent=action in ("call", "recall"))
    return new


def hold(n: int, ticket: int | None) -> None:
    """Puts a ticket into a counter's hand, or takes it out."""
    _hold(n=n, ticket=ticket)


def touch(
    tx: Transaction, row: TicketRow, serving: list[line.Serving], urgent: bool = False
) -> None:
    """Every board on which this ticket is seen."""
    tx.touch("hall", urgent)
    tx.touch("kiosk")
    tx.touch("stats")
    for counter in serving:
        tx.touch(f"counter:{counter.n}", urgent and counter.n == row.counter)
    if row.counter:
        tx.touch(f"counter:{row.counter}", urgent)


def _where(row: TicketRow) -> str | None:
    """The place whose line the ticket makes longer."""
    return row.place if row.state == states.WAITING else None


def _move(old: str | None, new: str | None) -> None:
    if old == new:
        return
    if old:
        _stand(place=old, more=-1)
    if new:
        _stand(place=new, more=1)


def _note(
    tx: Transaction,
    action: str,
    before: str | None,
    row: TicketRow,
    actor: str,
    *,
    reason: str | None = None,
    detail: Any = None,
) -> None:
    tx.append(
        "ticket", row.id, action, actor, day=row.day, leg=row.leg, before=before,
        after=row.state, place=row.place, service=row.service, counter=row.counter,
        clerk=row.clerk, joined=row.joined, head_start=row.head_start, counted=row.counted,
        flags=row.flags, reason=reason,
        detail=json.dumps(detail, separators=(",", ":")) if detail else None,
    )  # fmt: skip
