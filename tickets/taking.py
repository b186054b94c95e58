"""Giving a number, and its paper: in the transaction of the row that promises it."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

import office
from db.errors import Unknown
from db.models import Number, PrintJob
from db.statement import Statement, hole
from db.transaction import Transaction
from office import hours
from tickets import appointments, day, line, needs, rows, states, wait
from tickets.events import PrintQueued
from tickets.rows import TicketRow

_next_number = Statement(
    Number.insert(day=hole("day"), series=hole("series"), last=1)
    .on_conflict(conflict_target=[Number.day, Number.series], update={Number.last: Number.last + 1})
    .returning(Number.last)
)
_print = Statement(
    PrintJob.insert(
        id=hole("id"), ticket=hole("ticket"), printer=hole("printer"), slip=hole("slip"),
        state="queued", created_hall=hole("now"),
    )
)  # fmt: skip
_slips = Statement(
    PrintJob.select(PrintJob.slip)
    .where((PrintJob.ticket == hole("ticket")) & (PrintJob.id >= hole("ticket")))
    .order_by(PrintJob.id.desc())
    .limit(1)
)


class More(NamedTuple):
    """What staff may say besides: `came` (wall ms), a number on `paper`, a code, needs."""

    came: int | None = None
    paper: str | None = None
    appointment: str | None = None
    needs: tuple[str, ...] = ()


PLAIN = More()


def take(
    tx: Transaction,
    service: str,
    priority: str | None,
    language: str,
    printer: str | None,
    actor: str,
    *,
    more: More = PLAIN,
) -> dict[str, Any]:
    """Gives a number: {"id", "number", "service", "field", "ahead", "wait", "counters", …}.

    Without a `service` it is the one of the appointment.
    """
    day.open_for_tickets(tx)
    booked = appointments.of_code(tx, more.appointment) if more.appointment else None
    served = office.service(service or (booked.service if booked else ""))
    if served is None:
        raise Unknown("service")
    # Whoever has a number on paper, or a promised time, is not sent home by a rule made since.
    if more.came is None and booked is None:
        hours.must_give(tx, served.field)
    priority, start = _class(tx, priority, booked)
    joined = tx.now if more.came is None else max(0, tx.now - max(0, tx.wall - more.came))
    row = _numbered(tx, served, joined, priority, start, language)
    serving = line.counters_of(served.field)
    told = _told(row, serving)
    rows.begin(
        tx, row, actor, serving, reason=None if more.came is None else "paper-list",
        printer=printer, **_also(more.paper, booked, told["wait"]),
    )  # fmt: skip
    if more.needs:
        needs.keep(row.id, more.needs)
    if booked:
        appointments.use(booked, row.id)
    if printer:
        _queue(tx, row, printer, told, 0)
    return told | {"print": {"state": "queued" if printer else "none"}}


def _numbered(
    tx: Transaction,
    served: office.Served,
    joined: int,
    priority: str | None,
    start: int,
    language: str,
) -> TicketRow:
    """The next number of a series, for a ticket that is about to be written."""
    assert tx.day
    number = _next_number.one(day=tx.day.id, series=served.series)[0]  # type: ignore[index]
    tx.floor.cover(served.series, number)
    seq = tx.seq + 1
    return TicketRow(
        id=seq, day=tx.day.id, series=served.series, number=number,
        label=f"{served.series}{number:03d}", state=states.WAITING, leg=1, service=served.id,
        field=served.field, place=line.line_of(served.field), joined=joined, head_start=start,
        counted=joined - start, placed=seq, priority=priority, language=language, counter=None,
        clerk=None, recalls=0, flags="", issued_wall=tx.wall, called_hall=None,
        started_hall=None, ended_hall=None, back=None, spent=0, remind_hall=None, seq=seq,
    )  # fmt: skip


def _class(
    tx: Transaction, priority: str | None, booked: appointments.Booked | None
) -> tuple[str | None, int]:
    """The class of a ticket and its head start (ms): of two, the one that helps more."""
    asked = [priority, appointments.class_of(tx, booked) if booked else None]
    classes = [(each, office.head_start(each)) for each in asked if each]
    known = [(start, each) for each, start in classes if start is not None]
    if len(known) < len(classes):
        raise Unknown("priority")
    start, best = max(known, default=(0, None), key=lambda found: found[0])
    return best, start


def _also(
    paper: str | None, booked: appointments.Booked | None, foretold: dict[str, int] | None
) -> dict[str, Any]:
    """What the first journal row says besides: where the ticket comes from, what was foretold."""
    told: dict[str, Any] = {"paper": paper} if paper else {}
    told |= {"appointment": booked.id} if booked else {}
    # So that a forecast can be held against what came of it (stats/foretold.py).
    return told | ({"wait": list(foretold.values())} if foretold else {})


def _told(row: TicketRow, serving: list[line.Serving]) -> dict[str, Any]:
    before = line.ahead(row.place, row.counted, row.placed)
    return {
        "id": row.id, "number": row.label, "service": row.service, "field": row.field,
        "state": row.state, "issued_wall": row.issued_wall, "ahead": before.people,
        "wait": wait.forecast(before, serving),
        "counters": [counter.n for counter in serving if not counter.offset],
    }  # fmt: skip


def reprint(tx: Transaction, id: int, actor: str, printer: str | None) -> None:
    """The paper once more, for somebody who stands here: so nobody doubts it any longer."""
    row = rows.found(id)
    if printer is None:
        raise Unknown("printer")
    flags = row.flags.replace(rows.UNCONFIRMED, "")
    row = rows.change(tx, row, "reprint", actor, flags=flags, detail={"printer": printer})
    last = _slips.one(ticket=id)
    copy = json.loads(last[0])["reprint"] + 1 if last else 1
    _queue(tx, row, printer, _told(row, line.serving(row)), copy)


def _queue(
    tx: Transaction, row: TicketRow, printer: str, taken: dict[str, Any], reprint: int
) -> None:
    """Queues the slip: its values, not its pixels."""
    values = {
        "number": row.label, "service": row.service, "ticket": row.id, "ahead": taken["ahead"],
        "counters": taken["counters"], "issued_wall": row.issued_wall,
        "priority": row.priority, "language": row.language, "reprint": reprint,
    }  # fmt: skip
    slip = json.dumps(values, separators=(",", ":"))
    _print(id=tx.seq, ticket=row.id, printer=printer, slip=slip, now=tx.now)
    tx.tell(PrintQueued(printer))
