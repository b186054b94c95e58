"""A ticket and a counter as commands read and change them: compiled, and journalled each time."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from db.errors import Unknown
from db.models import Counter, Standing, Ticket
from db.statement import Statement, hole
from db.transaction import Transaction
from tickets import line, states

# JSON without spaces; json.dumps would make an encoder for each row (5 µs instead of 2).
compact = json.JSONEncoder(separators=(",", ":")).encode

# The flag of a ticket of which nobody knows whether its paper came out.
UNCONFIRMED = "unconfirmed "

_COLUMNS = (
    "id", "day", "series", "number", "label", "state", "leg", "service", "field", "place",
    "joined", "head_start", "counted", "placed", "priority", "language", "counter", "clerk",
    "recalls", "flags", "issued_wall", "called_hall", "started_hall", "ended_hall", "back",
    "spent", "remind_hall", "seq",
)  # fmt: skip
_CHANGING = (
    "state", "leg", "service", "field", "place", "counted", "placed", "counter", "clerk",
    "recalls", "flags", "called_hall", "started_hall", "ended_hall", "back", "spent",
    "remind_hall", "seq",
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
    back: str | None
    spent: int
    remind_hall: int | None
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
    quick: int | None
    undo: str | None


_ticket = Statement(
    Ticket.select(*(getattr(Ticket, c) for c in _COLUMNS)).where(Ticket.id == hole("id"))
)
_labels = Statement(
    Ticket.select(Ticket.id, Ticket.label).where(
        Ticket.id.in_([hole(f"id{i}") for i in range(line.NAMED)])
    )
)
_change = Statement(
    Ticket.update({getattr(Ticket, c): hole(c) for c in _CHANGING}).where(Ticket.id == hole("id"))
)
_insert = Statement(Ticket.insert({getattr(Ticket, c): hole(c) for c in _COLUMNS}))
_counter = Statement(
    Counter.select(
        Counter.n, Counter.label, Counter.label_en, Counter.state, Counter.reason,
        Counter.locked, Counter.clerk, Counter.ticket, Counter.since_hall, Counter.quick,
        Counter.undo,
    ).where((Counter.n == hole("n")) & (Counter.retired == 0))
)  # fmt: skip
_stand = Statement(
    Standing.insert(place=hole("place"), waiting=hole("more")).on_conflict(
        conflict_target=[Standing.place],
        update={Standing.waiting: Standing.waiting + hole("more")},
    )
)
_hold = Statement(Counter.update(ticket=hole("ticket")).where(Counter.n == hole("n")))
_work = Statement(Counter.update(quick=hole("quick")).where(Counter.n == hole("n")))


def ticket(id: int) -> TicketRow | None:
    """The ticket with this id."""
    row = _ticket.one(id=id)
    return TicketRow(*row) if row else None


def found(id: int) -> TicketRow:
    """The ticket, or Unknown."""
    row = ticket(id)
    if row is None:
        raise Unknown("ticket")
    return row


def labels(ids: list[int]) -> list[str]:
    """The numbers of these tickets, in the order asked: as many to a question as one call names."""
    found: dict[int, str] = {}
    for start in range(0, len(ids), line.NAMED):
        some = ids[start : start + line.NAMED]
        some += [0] * (line.NAMED - len(some))
        found |= dict(_labels.all(**{f"id{i}": id for i, id in enumerate(some)}))
    return [found[id] for id in ids if id in found]


def counter(n: int) -> CounterRow | None:
    """The counter with this number, unless it was retired."""
    row = _counter.one(n=n)
    return CounterRow(*row) if row else None


def existing(n: int) -> CounterRow:
    """The counter, or Unknown."""
    row = counter(n)
    if row is None:
        raise Unknown("counter")
    return row


def begin(
    tx: Transaction,
    row: TicketRow,
    actor: str,
    serving: list[line.Serving],
    *,
    reason: str | None = None,
    **detail: Any,
) -> None:
    """Writes a new ticket with its first journal row; `row.id` must be the row's sequence."""
    # What no column of the journal says: the ticket can be rebuilt from its rows alone.
    told = {
        "series": row.series, "number": row.number, "field": row.field,
        "priority": row.priority, "language": row.language, **detail,
    }  # fmt: skip
    _note(tx, "take", None, row, actor, reason=reason, detail=told)
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
    note: str | None = None,
    **values: Any,
) -> TicketRow:
    """Does `action` as the law has it, journals it, and returns the ticket as it is now.

    Raises Refused when the state does not allow it.
    """
    new = old._replace(state=states.after(old.state, action), seq=tx.seq + 1, **values)
    tx.before.append(("ticket", old, new.seq))
    _write(tx, action, old, new, actor, reason=reason, detail=detail, note=note)
    return new


def anew(row: TicketRow, seq: int) -> dict[str, Any]:
    """The values with which a ticket stands in line for another leg, from journal row `seq` on."""
    return {
        "leg": row.leg + 1, "counter": None, "clerk": None, "recalls": 0, "called_hall": None,
        "started_hall": None, "ended_hall": None, "spent": 0, "remind_hall": None, "flags": "",
        "placed": seq,
    }  # fmt: skip


def put_back(
    tx: Transaction, now: TicketRow, before: TicketRow, undoes: int, actor: str
) -> TicketRow:
    """Undoes one journal row: every column is as it was before it."""
    assert before.state in states.UNDONE[now.state]
    new = before._replace(seq=tx.seq + 1)
    _write(tx, "undo", now, new, actor, undoes=undoes)
    return new


def _write(
    tx: Transaction, action: str, old: TicketRow, new: TicketRow, actor: str, **told: Any
) -> None:
    _note(tx, action, old.state, new, actor, **told)
    _change(**{c: getattr(new, c) for c in _CHANGING}, id=new.id)
    _move(_where(old), _where(new))
    touch(tx, new, line.serving(new), urgent=action in ("call", "call-this", "recall"))
    if old.counter not in (None, new.counter):
        tx.touch(f"counter:{old.counter}")
    if old.place != new.place:
        touch(tx, old, line.serving(old))
    if UNCONFIRMED in old.flags or UNCONFIRMED in new.flags:
        tx.touch("slips")


def hold(n: int, ticket: int | None) -> None:
    """Puts a ticket into a counter's hand, or takes it out."""
    _hold(n=n, ticket=ticket)


def work(n: int, quick: int | None) -> None:
    """Gives a counter work without a ticket (its first journal row), or takes it away."""
    _work(n=n, quick=quick)


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
    detail: Any = None,
    **told: Any,
) -> None:
    tx.append(
        "ticket", row.id, action, actor, day=row.day, leg=row.leg, before=before,
        after=row.state, place=row.place, service=row.service, counter=row.counter,
        clerk=row.clerk, joined=row.joined, head_start=row.head_start, counted=row.counted,
        flags=row.flags, detail=compact(detail) if detail else None,
        **told,
    )  # fmt: skip
