"""Work without a ticket: a service in passing, or the back office. Timed, never on the board."""

from __future__ import annotations

import office
from db.errors import Unknown
from db.models import Journal
from db.statement import Statement, hole
from db.transaction import Transaction
from tickets import hands, rows

_begun = Statement(Journal.select(Journal.service, Journal.hall).where(Journal.seq == hole("seq")))


def begin(tx: Transaction, n: int, actor: str, service: str | None = None) -> None:
    """The counter works on something that has no number; no service is the back office."""
    counter = hands.free(n)
    if service and office.service(service) is None:
        raise Unknown("service")
    _note(tx, counter, tx.seq + 1, "begin", actor, service=service)
    rows.work(n, tx.seq)


def end(tx: Transaction, n: int, id: int, actor: str, reason: str | None = None) -> None:
    """It is done: no rating, since nobody has a number to be asked about."""
    _note(tx, rows.existing(n), id, "end", actor, service=begun(id)[0], reason=reason)
    rows.work(n, None)


def begun(id: int) -> tuple[str | None, int]:
    """(service, since: hall ms) of quick work, by its first journal row."""
    row = _begun.one(seq=id)
    assert row
    return row[0], row[1]


def _note(
    tx: Transaction, counter: rows.CounterRow, id: int, action: str, actor: str, **told: str | None
) -> None:
    before, after = (None, "serving") if action == "begin" else ("serving", "served")
    tx.append(
        "quick", id, action, actor, before=before, after=after, counter=counter.n,
        clerk=counter.clerk, **told,
    )  # fmt: skip
    tx.touch(f"counter:{counter.n}")
    tx.touch("stats")
