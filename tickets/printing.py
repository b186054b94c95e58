"""Print jobs as rows: claimed once, marked before the first byte, never printed twice."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import peewee as pw

import office
from db.models import PrintJob
from db.statement import Statement, hole, rows
from db.transaction import Transaction
from office.moment import Moment
from tickets import catalog, rolls, states, visits
from tickets.links import Links
from tickets.rows import found

_waits = (PrintJob.state == pw.SQL("'queued'")) & (PrintJob.printer == hole("printer"))
_next = Statement(
    PrintJob.select(PrintJob.id, PrintJob.ticket, PrintJob.slip)
    .where(_waits)
    .order_by(PrintJob.id)
    .limit(1)
)
_old = Statement(
    PrintJob.select(PrintJob.id, PrintJob.ticket, PrintJob.slip).where(
        _waits & (PrintJob.created_hall < hole("oldest"))
    )
)
_ticket = Statement(PrintJob.select(PrintJob.ticket).where(PrintJob.id == hole("id")))
_newest = Statement(
    PrintJob.select(PrintJob.id)
    .where((PrintJob.ticket == hole("ticket")) & (PrintJob.id >= hole("ticket")))
    .order_by(PrintJob.id.desc())
    .limit(1)
)
_set = Statement(
    PrintJob.update(state=hole("state"), detail=hole("detail")).where(PrintJob.id == hole("id"))
)

# So few that a crash leaves hardly a slip in doubt: what is claimed may be on paper or not.
BATCH = 2

# A number that is over is put into nobody's hand. One that was served was in somebody's already.
OVER = (states.VOID, states.LEFT, states.EXPIRED)


def claim(tx: Transaction, printer: str, ready: bool) -> dict[str, Any]:
    """Marks what is queued as `printing`, and what is too old as `expired`.

    {"jobs": [{"job", …slip values}]}; none while the printer is not `ready`.
    """
    # All of them at once: whoever comes when the paper is back must not wait behind the past.
    for old in _old.all(printer=printer, oldest=tx.now - office.rule("print_max_age_s") * 1000):
        _expire(tx, *old, detail="too old")
    jobs: list[dict[str, Any]] = []
    while ready and len(jobs) < BATCH and (row := _next.one(printer=printer)):
        id, ticket, slip = row
        if found(ticket).state in OVER:
            _expire(tx, id, ticket, slip, detail="over")
        elif not _is_newest(id, ticket):
            _expire(tx, id, ticket, slip, detail="printed again")
        else:
            _set(id=id, state="printing", detail=None)
            jobs.append({"job": id, **json.loads(slip)})
    return {"jobs": jobs}


def _expire(tx: Transaction, id: int, ticket: int, slip: str, *, detail: str) -> None:
    """Not printed any more. A copy that staff had asked for goes back to them."""
    _set(id=id, state="expired", detail=detail)
    if json.loads(slip)["reprint"]:
        _doubt(tx, id, ticket)


def _doubt(tx: Transaction, id: int, ticket: int) -> None:
    """Whoever asked for a newer one has seen to this one: people are not asked twice."""
    if _is_newest(id, ticket):
        visits.doubt(tx, ticket)


def _is_newest(id: int, ticket: int) -> bool:
    return _newest.one(ticket=ticket) == (id,)


def settle(
    tx: Transaction, results: list[tuple[int, str, str]], used: rolls.Used = rolls.NOTHING
) -> dict[str, Any]:
    """Writes what became of jobs, (id, state, detail), and the paper that they took.

    A `failed` job sent nothing and waits again, unless its slip cannot be drawn at all: that one
    goes to people, as an `unknown` one does.
    """
    for id, state, detail in results:
        again = state == "failed" and not detail.startswith("bad-blocks")
        _set(id=id, state="queued" if again else state, detail=detail)
        if state in ("unknown", "failed") and not again and (ticket := _ticket.one(id=id)):
            _doubt(tx, id, ticket[0])
    rolls.take(tx, used)
    return {"settled": len(results)}


def in_doubt(printer: str) -> list[int]:
    """Jobs of an earlier run that may be on paper or not; never printed again by themselves."""
    mine = (PrintJob.state == "printing") & (PrintJob.printer == printer)
    return [row[0] for row in rows(PrintJob.select(PrintJob.id).where(mine))]


def abandon(tx: Transaction, printers: list[str]) -> dict[str, Any]:
    """What waits for a printer that this hall no longer has goes to people, or is not printed."""
    theirs = PrintJob.state.in_(["queued", "printing"]) & PrintJob.printer.not_in(printers)
    columns = (PrintJob.state, PrintJob.id, PrintJob.ticket, PrintJob.slip)
    for state, *job in rows(PrintJob.select(*columns).where(theirs)):
        if state == "printing":
            settle(tx, [(job[0], "unknown", "no such printer")])
        else:
            _expire(tx, *job, detail="no such printer")
    return {}


def _leader() -> dict[str, str] | None:
    """The first of the leaders whom one can call: {"title", "title_en", "phone"}."""
    called = [one for one in office.setting("contacts") if one["phone"]]
    return {key: called[0][key] for key in ("title", "title_en", "phone")} if called else None


def slip_values(
    job: dict[str, Any], moment: Moment, links: Links, address: Callable[[str], str]
) -> dict[str, Any]:
    """A claimed job with the words of the office: what `kiosk.slip` puts on paper."""
    the_office, served = office.setting("office"), office.served(job["service"])
    known = office.priority(job["priority"]) if job["priority"] else None
    return {
        "office": the_office["name"], "office_en": the_office["name_en"],
        "motto": the_office["motto"], "number": job["number"],
        "service": served.name if served else "", "service_en": served.name_en if served else "",
        "counters": job["counters"], "ahead": job["ahead"],
        "issued_at": moment.iso(job["issued_wall"]),
        "contact": _leader(),
        "late_after": catalog.late_after(job["service"], moment.iso(job["issued_wall"])[11:16]),
        "grace_min": office.rule("grace_min"),
        "priority": known and {
            "name": known[1], "name_en": known[2], "rule": "", "rule_en": "",
            "head_start_min": known[5] // 60_000,
        },
        "classes": catalog.classes(), "code": links.code(job["ticket"]),
        "track_url": address(links.token(job["ticket"])), "reprint": job["reprint"],
        "language": job["language"],
    }  # fmt: skip
