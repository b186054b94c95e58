"""What somebody needs of the clerk: of a person, so beside the journal, and gone with the day."""

from __future__ import annotations

from collections.abc import Sequence

from db.models import Need
from db.statement import Statement, hole
from db.transaction import Transaction
from tickets import rows

KINDS = ("hearing", "sight")

_put = Statement(
    Need.insert(ticket=hole("ticket"), kinds=hole("kinds")).on_conflict(
        conflict_target=[Need.ticket], update={Need.kinds: hole("kinds")}
    )
)
_drop = Statement(Need.delete().where(Need.ticket == hole("ticket")))


def mark(tx: Transaction, id: int, kinds: Sequence[str], actor: str) -> None:
    """From now on the clerk walks to this person, or the board shows the call longer; or not."""
    rows.change(tx, rows.found(id), "mark", actor)
    keep(id, kinds)


def keep(ticket: int, kinds: Sequence[str]) -> None:
    """Writes the needs of a ticket; none takes them away."""
    chosen = " ".join(kind for kind in KINDS if kind in kinds)
    if chosen:
        _put(ticket=ticket, kinds=chosen)
    else:
        _drop(ticket=ticket)


def forget() -> None:
    """The day is over: nothing of them stays."""
    Need.delete().execute()
