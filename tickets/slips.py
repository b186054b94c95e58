"""Slips that only people can settle: nobody knows whether they are on paper, or they are not.

What stands here is what hardware left open: printed again, on paper by somebody's word, or of
nobody. Each press names the job it is about, so that two people never settle one slip twice.
"""

from __future__ import annotations

import json
from typing import Any

from db.errors import Refused, Unknown
from db.models import IS_ALIVE, IS_WAITING, PrintJob, Service, Ticket
from db.statement import Statement, hole
from db.transaction import Transaction
from office.moment import Moment
from tickets import record, rows, states, taking, visits
from tickets.rows import UNCONFIRMED

ON_PAPER = "on-paper"
# What somebody may say of a slip, and the action of the law that it is.
DEEDS = {"reprint": "reprint", "printed": "confirm", "void": "void"}

_doubted = Ticket.flags.contains(UNCONFIRMED.strip())
_COLUMNS = (
    Ticket.id, Ticket.label, Ticket.state, Ticket.counter, Ticket.issued_wall, Service.name,
    Service.name_en,
)  # fmt: skip
_with_service = Ticket.select(*_COLUMNS).join(Service, on=(Service.id == Ticket.service))
_waiting = Statement(_with_service.where(IS_WAITING & _doubted))
_called = Statement(
    _with_service.where(IS_ALIVE & Ticket.state.in_([states.CALLED, states.MISSED]) & _doubted)
)
_last = Statement(
    PrintJob.select(PrintJob.id, PrintJob.state, PrintJob.printer, PrintJob.slip)
    .where((PrintJob.ticket == hole("ticket")) & (PrintJob.id >= hole("ticket")))
    .order_by(PrintJob.id.desc())
    .limit(1)
)
_ticket = Statement(PrintJob.select(PrintJob.ticket).where(PrintJob.id == hole("id")))
_vouched = Statement(
    PrintJob.update(state="printed", detail="by hand").where(PrintJob.id == hole("id"))
)


def in_doubt(moment: Moment) -> list[dict[str, Any]]:
    """The slips that wait for people, oldest first.

    [{"id": job, "ticket", "number", "state": unknown | failed | expired, "printer", "reprint",
    "service_name", "service_name_en", "ticket_state", "counter", "issued_at", "allowed"}].
    """
    return [_told(moment, row) for row in sorted((*_waiting.all(), *_called.all()))]


def numbers() -> list[str]:
    """The numbers on these slips, oldest first."""
    return [label for _, label, *_ in sorted((*_waiting.all(), *_called.all()))]


def _told(moment: Moment, row: tuple[Any, ...]) -> dict[str, Any]:
    ticket, label, state, counter, issued, name, name_en = row
    last = _last.one(ticket=ticket)
    assert last  # nobody doubts a ticket without a slip
    job, outcome, printer, slip = last
    return {
        "id": job, "ticket": ticket, "number": label, "state": outcome, "printer": printer,
        "reprint": json.loads(slip)["reprint"], "service_name": name, "service_name_en": name_en,
        "ticket_state": state, "counter": counter, "issued_at": moment.iso(issued),
        "allowed": allowed(state),
    }  # fmt: skip


def allowed(state: str) -> list[str]:
    """The DEEDS that the law allows while the ticket is in this state."""
    return [deed for deed, action in DEEDS.items() if (state, action) in states.LAW]


def see_to(tx: Transaction, job: int, deed: str, actor: str, printer: str | None) -> Any:
    """What somebody says of a slip, one of DEEDS: the ticket after it.

    Refused `slip_settled` when somebody, or the printer, was faster.
    """
    row = _in_doubt(job)
    if deed == "reprint":
        taking.reprint(tx, row.id, actor, printer)
    elif deed == "void":
        visits.void(tx, row.id, actor)
    else:
        _vouch(tx, row, job, actor)
    return record.of_ticket(row.id, Moment(tx.now, tx.wall, tx.machine))


def _vouch(tx: Transaction, row: rows.TicketRow, job: int, actor: str) -> None:
    """By somebody's word the number is on paper: it is called like any other."""
    rows.change(
        tx, row, "confirm", actor, reason=ON_PAPER, detail={"job": job},
        flags=row.flags.replace(UNCONFIRMED, ""),
    )  # fmt: skip
    _vouched(id=job)


def _in_doubt(job: int) -> rows.TicketRow:
    known = _ticket.one(id=job)
    if known is None:
        raise Unknown("slip")
    row, last = rows.found(known[0]), _last.one(ticket=known[0])
    assert last
    is_open = UNCONFIRMED in row.flags and row.state not in states.ENDED
    if not is_open or last[0] != job:
        raise Refused("slip_settled", state=row.state)
    return row
