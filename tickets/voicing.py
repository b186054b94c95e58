"""What became of an announcement: spoken once, or blocked by the screen that should speak."""

from __future__ import annotations

from typing import Any

from db.errors import Unknown
from db.models import Announcement
from db.statement import Statement, hole
from db.transaction import Transaction
from tickets import reading

_set = Statement(
    Announcement.update(state=hole("state")).where(
        (Announcement.id == hole("id")) & (Announcement.state != "spoken")
    )
)


def said(tx: Transaction, id: int, state: str) -> dict[str, Any]:
    """Writes it down; an announcement that was spoken stays spoken."""
    if reading.announcement(id) is None:
        raise Unknown("announcement")
    _set(id=id, state=state)
    tx.touch("hall")
    tx.touch("stats")
    return reading.announcement(id) or {}
