"""The same number somewhere else: held aside, sent on, brought back, another errand."""

from __future__ import annotations

from typing import Any

import office
from db.errors import Refused, Unknown
from db.models import IS_ALIVE, IS_WAITING, Field, Ticket
from db.statement import Statement, hole
from db.transaction import Transaction
from tickets import hands, line, notes, rows, states
from tickets.rows import TicketRow, found

PLACES = ("keep", "first", "last")

_field = Statement(Field.select(Field.id).where((Field.id == hole("id")) & (Field.retired == 0)))
_waiting_in = Statement(
    Ticket.select(Ticket.id)
    .where(IS_WAITING & (Ticket.place == hole("place")))
    .order_by(Ticket.counted, Ticket.placed)
)
_held_by = Statement(
    Ticket.select(Ticket.id)
    .where(IS_ALIVE & (Ticket.state == "held") & (Ticket.counter == hole("n")))
    .order_by(Ticket.counted, Ticket.placed)
)


def hold(tx: Transaction, n: int, actor: str, reason: str, minutes: int | None = None) -> None:
    """The citizen fills in a form: out of hand, with a reminder that never moves anybody."""
    row, clerk = hands.in_hand(n, "hold")
    hands.must_be_today(tx, row)
    office.must_be_code("hold_reasons", reason)
    remind = tx.now + (minutes or office.rule("hold_reminder_min")) * 60_000
    assert row.started_hall is not None
    rows.change(
        tx, row, "hold", actor, reason=reason, detail={"remind": remind}, remind_hall=remind,
        spent=row.spent + tx.now - row.started_hall, started_hall=None, clerk=clerk,
    )  # fmt: skip
    rows.hold(n, None)


def resume(tx: Transaction, n: int, actor: str, ticket: int) -> None:
    """Back with the paper: served before everybody, which is a recorded overtake."""
    counter = hands.free(n)
    row = found(ticket)
    if row.state == states.HELD and row.counter != n:
        raise Refused("in_other_hands", state=row.state, counter=row.counter)
    passed = line.standing_before(row, n, counter.clerk)
    rows.change(
        tx, row, "resume", actor, reason="held", detail={"passed": passed} if passed else None,
        clerk=counter.clerk, started_hall=tx.now, remind_hall=None,
    )  # fmt: skip
    rows.hold(n, row.id)


def transfer(
    tx: Transaction, n: int, actor: str, *, to: str, place: str, back: bool = False, note: str = ""
) -> None:
    """Sends the citizen on to a line, a counter or a clerk, under the same number."""
    row, _ = hands.in_hand(n, "transfer")
    hands.must_be_today(tx, row)
    if place not in PLACES:
        raise Unknown("place")
    field = _open_target(to, row)
    ahead = line.head_of(to)
    counted = row.counted if place == "keep" or (place == "first" and ahead is None) else tx.now
    if place == "first" and ahead is not None:
        counted = ahead - 1
    came_from = f"counter:{n}" if back else None
    values = rows.anew(row, tx.seq + 1) | {"flags": line.FIRST if place == "first" else ""}
    sealed = notes.seal(tx, row.id, note) if note else None
    rows.change(
        tx, row, "transfer", actor, reason=place, detail={"field": field, "back": came_from},
        note=sealed, place=to, field=field, counted=counted, back=came_from, **values,
    )  # fmt: skip
    rows.hold(n, None)


def _open_target(to: str, row: TicketRow) -> str:
    """The field of a ticket sent there; Refused `target_closed` where nobody would see it."""
    kind, _, who = to.partition(":")
    known = {
        "line": lambda: bool(_field.one(id=who)),
        "counter": lambda: _is_plain(who) and bool(rows.counter(int(who))),
        "clerk": lambda: bool(office.person(who)),
    }
    if kind not in known or not known[kind]():
        raise Unknown("to")
    if not any(s.state != "closed" for s in line.serving(row._replace(place=to))):
        raise Refused("target_closed", to=to)
    return who if kind == "line" else row.field


def _is_plain(n: str) -> bool:
    """Whether a counter is written as its place is: nobody would look for a ticket at "03"."""
    return n.isdecimal() and n == str(int(n[:3]))


def come_back(tx: Transaction, row: TicketRow, actor: str) -> None:
    """Served here, and asked back to who had sent it; to its line, if nobody is there now."""
    there = any(s.state != "closed" for s in line.serving(row._replace(place=row.back or "")))
    place = row.back if there and row.back else line.line_of(row.field)
    rows.change(
        tx, row, "return", actor, reason="back", place=place, back=None,
        **rows.anew(row, tx.seq + 1),
    )  # fmt: skip


def give_back(tx: Transaction, place: str, actor: str) -> None:
    """Nobody is at this target any more: its tickets stand in their lines again, place kept."""
    for (id,) in _waiting_in.all(place=place):
        _release(tx, found(id), actor, "target-closed")


def let_go(tx: Transaction, n: int, actor: str) -> None:
    """The counter closes: whom it had sent to fill in a form stands in line again."""
    for (id,) in _held_by.all(n=n):
        _release(tx, found(id), actor, "counter-closed")


def _release(tx: Transaction, row: TicketRow, actor: str, reason: str) -> None:
    values: dict[str, Any] = rows.anew(row, tx.seq + 1) | {"leg": row.leg}
    place = line.line_of(row.field)
    rows.change(tx, row, "release", actor, reason=reason, place=place, **values)
