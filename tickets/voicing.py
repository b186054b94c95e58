"""An announcement: made by a call, then spoken once, blocked by its screen, or retracted."""

from __future__ import annotations

from typing import Any

from db.errors import Unknown
from db.models import Announcement
from db.statement import Statement, hole
from db.transaction import Transaction
from tickets import reading
from tickets.events import TicketCalled
from tickets.rows import TicketRow

_announce = Statement(
    Announcement.insert(
        id=hole("id"), day=hole("day"), ticket=hole("ticket"), number=hole("number"),
        counter=hole("counter"), recall=hole("recall"), language=hole("language"),
        state="open", created_hall=hole("now"), created_wall=hole("wall"),
    )
)  # fmt: skip
_retract = Statement(
    Announcement.update(state="retracted").where(
        (Announcement.id == hole("id")) & (Announcement.state != "spoken")
    )
)
_set = Statement(
    Announcement.update(state=hole("state")).where(
        (Announcement.id == hole("id")) & (Announcement.state != "spoken")
    )
)


def announce(tx: Transaction, row: TicketRow) -> None:
    """A call to be shown and spoken, as a row of the call's own transaction."""
    assert row.counter
    _announce(
        id=tx.seq, day=row.day, ticket=row.id, number=row.label, counter=row.counter,
        recall=row.recalls, language=row.language, now=tx.now, wall=tx.wall,
    )  # fmt: skip
    tx.tell(TicketCalled(tx.seq, row.label, row.counter, row.recalls, row.language))


def retract(id: int) -> None:
    """The call was undone: what was not spoken yet never is."""
    _retract(id=id)


def said(tx: Transaction, id: int, state: str) -> dict[str, Any]:
    """Writes it down; an announcement that was spoken stays spoken."""
    if reading.announcement(id) is None:
        raise Unknown("announcement")
    _set(id=id, state=state)
    tx.touch("hall")
    tx.touch("stats")
    return reading.announcement(id) or {}
