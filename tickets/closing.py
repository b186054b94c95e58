"""What happens by itself: timers that run out, and the end of the day."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import office
from db.errors import Refused
from db.models import Counter, Day, Due, Idempotency, Ticket
from db.statement import Statement, hole
from db.statement import rows as listed
from db.transaction import Transaction
from office import hours, people
from ratings import asked, checks, later, low, question, sealing
from tickets import appointments, counters, day, desk, needs, notes, quick, rows, states, visits
from tickets.events import DayClosed

_due = Statement(
    Due.select(Due.at_hall, Due.kind, Due.ref)
    .where(Due.at_hall <= hole("now"))
    .order_by(Due.at_hall)
    .limit(100)
)
_next_due = Statement(Due.select(Due.at_hall).order_by(Due.at_hall).limit(1))
_drop = Statement(
    Due.delete().where(
        (Due.at_hall == hole("at")) & (Due.kind == hole("kind")) & (Due.ref == hole("ref"))
    )
)
# An answer that tells what somebody needs, or what a clerk wrote of them, goes with the day. None
# of them gave a number: pressed again, such a press is refused like any other at a closed counter.
_of_a_person = Idempotency.answer.contains('"needs":["') | Idempotency.answer.contains('"note":"')


def _grace_over(tx: Transaction, ref: str) -> None:
    row = rows.found(int(ref))
    if row.state == states.MISSED:
        visits.expire(tx, row.id, "no-show")


def _forgotten(tx: Transaction, ref: str) -> None:
    """A service that nobody finished: ended, flagged, kept out of averages, opens no rating.

    Its counter closes as the others did with the day: tomorrow nobody sits there yet.
    """
    row = rows.found(int(ref))
    if row.state != states.SERVING:
        return
    desk.end(tx, row, "hall", "forgotten", flags=row.flags + desk.FORGOTTEN)
    if tx.day is None and row.counter:
        counters.close_counter(tx, row.counter, "hall")


_RUN_OUT: dict[str, Callable[[Transaction, str], None]] = {
    "grace": _grace_over,
    "rating": question.unanswered,
    "forgotten": _forgotten,
    "note": notes.run_out,
}


def tick(tx: Transaction) -> dict[str, Any]:
    """Does what is due now and what the day's rules ask; {"next": hall ms or None}."""
    for at, kind, ref in _due.all(now=tx.now):
        _RUN_OUT[kind](tx, ref)
        _drop(at=at, kind=kind, ref=ref)
    if tx.day and day.must_close(tx):
        close_day(tx, "hall")
    if not tx.day and day.may_open(tx):
        day.open_day(tx, "hall")
    row = _next_due.one()
    return {"next": row[0] if row else None}


def close_day(tx: Transaction, actor: str) -> dict[str, Any]:
    """Ends the business day: nobody waits any longer, the journal is sealed.

    A service in hand goes on and is finished by itself `forgotten_after_min` later.
    """
    if tx.day is None:
        raise Refused("day_is_closed")
    today = tx.day
    _send_home(tx)
    question.close_all(tx)
    _close_counters(tx)
    week = _week_of(today.id, today.date)
    questions = asked.of_day(today.opened_seq, hours.noon(today.date, tx.machine))
    sealing.gather_small_cells(today.id, week)
    # Answers too few for a day went to the first of the week: that day is counted again.
    tx.reaches_back(week[0])
    sealing.fill_places(today.id, questions)
    told: dict[str, Any] = sealing.digests(today.id, week) | {"later": later.seal(week)}
    told["checks"] = checks.name(tx, today.id, questions)
    told["cases"] = low.open_cases(tx, today)
    seq = tx.append(
        "day", today.id, "close", actor, before="open", after="closed", detail=json.dumps(told)
    )
    seal = tx.seal = tx.head.hex()
    Day.update(
        state="closed", closed_wall=tx.wall, seal_seq=seq, seal=seal, ratings=told["ratings"]
    ).where(Day.id == today.id).execute()
    Idempotency.delete().where((Idempotency.day < today.id) | _of_a_person).execute()
    needs.forget()
    people.forget_codes()
    appointments.forget_past(tx)
    notes.forget(tx)
    tx.look_at_day()
    tx.tell(DayClosed(today.id, today.date, seal))
    for board in ("hall", "kiosk", "stats"):
        tx.touch(board)
    return {"id": today.id, "date": today.date, "state": "closed", "seal": seal}


def _send_home(tx: Transaction) -> None:
    alive = Ticket.state.in_([states.WAITING, states.CALLED, states.HELD, states.MISSED])
    for row in listed(Ticket.select(Ticket.id).where(alive).order_by(Ticket.id)):
        visits.expire(tx, row[0], "day-closed")
        tx.not_due("grace", row[0])
    wait = office.rule("forgotten_after_min") * 60_000
    for row in listed(Ticket.select(Ticket.id).where(Ticket.state == states.SERVING)):
        tx.due(tx.now + wait, "forgotten", row[0])


def _close_counters(tx: Transaction) -> None:
    idle = (Counter.state != "closed") & Counter.ticket.is_null()
    for row in listed(Counter.select(Counter.n, Counter.quick).where(idle)):
        if row[1]:
            quick.end(tx, row[0], row[1], "hall", "day-closed")
        counters.close_counter(tx, row[0], "hall")


def _week_of(id: int, date: str) -> list[int]:
    monday = dt.date.fromisoformat(date)
    monday -= dt.timedelta(days=monday.weekday())
    days = Day.select(Day.id).where((Day.date >= monday.isoformat()) & (Day.id <= id))
    return [row[0] for row in listed(days.order_by(Day.id))]
