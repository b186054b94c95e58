"""Print jobs as rows: claimed once, marked before the first byte, never printed twice."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import peewee as pw

from db.models import PrintJob
from db.statement import Statement, hole, rows
from db.transaction import Transaction
from tickets import catalog, office, visits
from tickets.links import Links
from tickets.moment import Moment

_queued = Statement(
    PrintJob.select(PrintJob.id, PrintJob.slip)
    .where((PrintJob.state == pw.SQL("'queued'")) & (PrintJob.printer == hole("printer")))
    .order_by(PrintJob.id)
    .limit(hole("limit"))
)
_expire = Statement(
    PrintJob.update(state="expired").where(
        (PrintJob.state == pw.SQL("'queued'"))
        & (PrintJob.printer == hole("printer"))
        & (PrintJob.created_hall < hole("oldest"))
    )
)
_ticket = Statement(PrintJob.select(PrintJob.ticket).where(PrintJob.id == hole("id")))
_set = Statement(
    PrintJob.update(state=hole("state"), detail=hole("detail")).where(PrintJob.id == hole("id"))
)

# So few that a crash leaves hardly a slip in doubt: what is claimed may be on paper or not.
BATCH = 2


def claim(tx: Transaction, printer: str, ready: bool) -> dict[str, Any]:
    """Marks what is queued as `printing`, and what is too old as `expired`.

    {"jobs": [{"job", …slip values}]}; none while the printer is not `ready`.
    """
    # All of them at once: whoever comes when the paper is back must not wait behind the past.
    _expire(printer=printer, oldest=tx.now - office.rule("print_max_age_s") * 1000)
    jobs = []
    for id, slip in _queued.all(printer=printer, limit=BATCH) if ready else []:
        _set(id=id, state="printing", detail=None)
        jobs.append({"job": id, **json.loads(slip)})
    return {"jobs": jobs}


def settle(tx: Transaction, results: list[tuple[int, str, str]]) -> dict[str, Any]:
    """Writes what became of jobs: (id, state, detail).

    A `failed` job sent nothing and waits again, unless its slip cannot be drawn at all.
    """
    for id, state, detail in results:
        if state == "unknown" and (ticket := _ticket.one(id=id)):
            visits.doubt(tx, ticket[0])
        again = state == "failed" and not detail.startswith("bad-blocks")
        _set(id=id, state="queued" if again else state, detail=detail)
    return {"settled": len(results)}


def in_doubt(printer: str) -> list[int]:
    """Jobs of an earlier run that may be on paper or not; never printed again by themselves."""
    mine = (PrintJob.state == "printing") & (PrintJob.printer == printer)
    return [row[0] for row in rows(PrintJob.select(PrintJob.id).where(mine))]


def slip_values(
    job: dict[str, Any], moment: Moment, links: Links, address: Callable[[str], str]
) -> dict[str, Any]:
    """A claimed job with the words of the office: what `kiosk.slip` puts on paper."""
    the_office, served = office.setting("office"), office.served(job["service"])
    found = office.priority(job["priority"]) if job["priority"] else None
    return {
        "office": the_office["name"], "office_en": the_office["name_en"],
        "motto": the_office["motto"], "number": job["number"],
        "service": served.name if served else "", "service_en": served.name_en if served else "",
        "counters": job["counters"], "ahead": job["ahead"],
        "issued_at": moment.iso(job["issued_wall"]),
        "late_after": catalog.late_after(job["service"], moment.iso(job["issued_wall"])[11:16]),
        "grace_min": office.rule("grace_min"),
        "priority": found and {
            "name": found[1], "name_en": found[2], "rule": "", "rule_en": "",
            "head_start_min": found[5] // 60_000,
        },
        "classes": catalog.classes(), "code": links.code(job["ticket"]),
        "track_url": address(links.token(job["ticket"])), "reprint": job["reprint"],
        "language": job["language"],
    }  # fmt: skip
