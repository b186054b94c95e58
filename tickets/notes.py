"""A clerk's own words about a number: beside the journal, as long as was said, and no longer.

One note a ticket: what is written last stands, and what stood before is erased with it.
"""

from __future__ import annotations

import json
from typing import NamedTuple

import peewee as pw

from db.models import Idempotency, Journal, Note
from db.statement import Statement, hole
from db.transaction import Transaction
from tickets import hands, rows

# For whoever serves next, today; the closing of the day erases what is older.
KEPT_MS = 12 * 3_600_000
MINUTE = 60_000

_of_ticket = Statement(
    Note.select(Note.seq, Note.text, Note.until_wall, Journal.wall)
    .join(Journal, on=(Journal.seq == Note.seq))
    .where((Journal.subject == "ticket") & (Journal.ref == hole("ref")))
    .order_by(Note.seq.desc())
)
_whose = Statement(Journal.select(Journal.ref).where(Journal.seq == hole("seq")))
_text = Statement(Note.select(Note.text).where(Note.seq == hole("seq")))
_drop = Statement(Note.delete().where(Note.seq == hole("seq")))


class Kept(NamedTuple):
    """A note that is still kept: until then, written at (wall ms)."""

    seq: int
    text: str
    until: int
    written: int


def of(ticket: int) -> Kept | None:
    """What somebody wrote of this ticket, while it is kept."""
    row = _of_ticket.one(ref=str(ticket))
    return Kept(*row) if row else None


def write(tx: Transaction, n: int, actor: str, text: str, minutes: int | None = None) -> None:
    """Keeps words about the citizen in hand for so many minutes, or for the day; "" erases them."""
    row, clerk = hands.in_hand(n, "note")
    hands.must_be_today(tx, row)
    sealed = seal(tx, row.id, text, minutes)
    reason = None if text else "erased"
    rows.change(tx, row, "note", actor, note=sealed, reason=reason, clerk=clerk)


def seal(tx: Transaction, ticket: int, text: str, minutes: int | None = None) -> str | None:
    """Keeps a text beside the next journal row instead of what was kept: the chain's part of it."""
    for seq, *_ in _of_ticket.all(ref=str(ticket)):
        erase(tx, seq)
    if not text:
        return None
    if minutes:
        tx.due(tx.now + minutes * MINUTE, "note", tx.seq + 1)
    return tx.note(text, tx.wall + (minutes * MINUTE if minutes else KEPT_MS))


def erase(tx: Transaction, seq: int) -> None:
    """The text and its salt are gone, also from answers that are kept for a press come twice."""
    row = _text.one(seq=seq)
    if row is None:
        return
    told = json.dumps(row[0], ensure_ascii=False)
    told_once = Idempotency.answer.contains(told)
    without = pw.fn.REPLACE(Idempotency.answer, told, "null")
    Idempotency.update(answer=without).where(told_once).execute()
    _drop(seq=seq)
    tx.not_due("note", seq)


def run_out(tx: Transaction, ref: str) -> None:
    """Its time is over: whoever has the ticket in hand sees it go."""
    row = _whose.one(seq=int(ref))
    erase(tx, int(ref))
    counter = rows.found(int(row[0])).counter if row else None
    if counter:
        tx.touch(f"counter:{counter}")


def forget(tx: Transaction) -> None:
    """The day is over: nothing of them stays."""
    Note.delete().where(Note.until_wall <= tx.wall + KEPT_MS).execute()
