"""One ticket's record: what it is now, all that happened to it, why it was called."""

from __future__ import annotations

import json
from typing import Any

import office
from db.models import Journal, PrintJob, Ticket
from db.statement import Statement, hole
from office.moment import Moment
from tickets import line, passed, reading, rows, states, wait

_history = Statement(
    Journal.select(
        Journal.action, Journal.before, Journal.after, Journal.counter, Journal.wall,
        Journal.reason, Journal.detail, Journal.leg,
    )
    .where((Journal.subject == "ticket") & (Journal.ref == hole("ref")))
    .order_by(Journal.seq)
)  # fmt: skip
_calls = Statement(
    Journal.select(Journal.seq, Journal.action, Journal.reason, Journal.detail, Journal.undoes)
    .where(
        (Journal.subject == "ticket")
        & (Journal.ref == hole("ref"))
        & Journal.action.in_(["call", "call-this", "resume", "undo"])
    )
    .order_by(Journal.seq)
)
_print = Statement(
    PrintJob.select(PrintJob.state)
    .where((PrintJob.ticket == hole("ticket")) & (PrintJob.id >= hole("ticket")))
    .order_by(PrintJob.id.desc())
    .limit(1)
)
_number = Statement(
    Ticket.select(Ticket.id).where(
        (Ticket.day == hole("day"))
        & (Ticket.series == hole("series"))
        & (Ticket.number == hole("number"))
    )
)


def find_number(label: str) -> list[int]:
    """The ids of today's tickets with this number: "A012", "a12", or 12 of every series."""
    bare = label.strip().upper()
    known = [series for _, series, _, _ in reading.fields()]
    series, number = ([bare[:1]], bare[1:]) if bare[:1] in known else (known, bare)
    if not (number.isascii() and number.isdecimal()) or len(number) > 9:
        return []
    today = reading.today()[0]
    found = [_number.one(day=today, series=each, number=int(number)) for each in series]
    return [row[0] for row in found if row]


def of_ticket(id: int, moment: Moment) -> dict[str, Any] | None:
    """The ticket with its passages, people ahead, wait, print state and the reason of its call."""
    row = rows.ticket(id)
    if row is None:
        return None
    history = _history.all(ref=str(id))
    before, serving = ahead_of(row), line.serving(row)
    served = office.served(row.service)
    return {
        "id": row.id, "number": row.label, "service": row.service, "field": row.field,
        "service_name": served.name if served else row.service,
        "service_name_en": served.name_en if served else row.service,
        "state": row.state, "leg": row.leg, "priority": row.priority, "language": row.language,
        "issued_at": moment.iso(row.issued_wall), "counter": row.counter,
        "counters": [counter.n for counter in serving if not counter.offset],
        "ahead": before.people if before else None,
        "open": any(counter.state == "open" for counter in serving),
        "wait": wait.forecast(before, serving) if before else None,
        "place": row.place, "needs": reading.needs(id),
        "recalls": row.recalls, "flags": row.flags.split(), "print": {"state": print_state(id)},
        "reason": reason_of_call(id),
        "passages": [
            {"action": a, "from": b, "to": c, "counter": n, "at": moment.iso(w), "reason": r,
             "leg": g}
            for a, b, c, n, w, r, _, g in history
        ],
        "allowed": states.allowed(row.state),
    }  # fmt: skip


def with_calls_before(id: int, moment: Moment) -> dict[str, Any] | None:
    """The same, and who was called before it and why ("passed_by")."""
    found = of_ticket(id, moment)
    return found and found | {"passed_by": passed.passed_by(id, moment)}


def reason_of_call(id: int) -> dict[str, Any] | None:
    """Why this ticket was called when it was; None before a call.

    {"rule": first | head-start | own-line | transfer-first | call-this | resume,
    "reason": the office's code for a call-this, else None, "passed": [numbers]}.
    """
    calls = {}
    for seq, action, reason, detail, undoes in _calls.all(ref=str(id)):
        calls[seq] = (action, reason, detail)
        if action == "undo":
            calls.pop(seq)
            calls.pop(undoes, None)
    if not calls:
        return None
    action, reason, detail = calls[max(calls)]
    return {
        "rule": reason if action == "call" else action,
        "reason": reason if action == "call-this" else None,
        "passed": rows.labels(json.loads(detail)["passed"]) if detail else [],
    }


def ahead_of(row: rows.TicketRow) -> line.Ahead | None:
    """Who stands before a waiting ticket; None when it does not wait."""
    if row.state != states.WAITING:
        return None
    return line.ahead(row.place, row.counted, row.placed)


def print_state(ticket: int) -> str:
    """What became of the ticket's last slip; "none" when none was asked for."""
    row = _print.one(ticket=ticket)
    return row[0] if row else "none"
