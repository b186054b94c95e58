"""An announcement: made by a call, taken up by whatever speaks, and then spoken once.

open → speaking → spoken, or blocked where nothing sounded; late when it was too old before its
turn came, and is only read on the screen; retracted when its call was undone. Who is called by
voice is decided by one queue alone: the screen's, or the hall's for its own sound card.
"""

from __future__ import annotations

from typing import Any

import office
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
_begin = Statement(
    Announcement.update(state="speaking").where(
        (Announcement.id == hole("id")) & Announcement.state.not_in(["spoken", "retracted"])
    )
)
_too_late = Statement(
    Announcement.update(state="late").where(
        (Announcement.id == hole("id")) & Announcement.state.in_(["open", "speaking"])
    )
)
_older = Statement(
    Announcement.select(Announcement.id).where(
        (Announcement.day == hole("day"))
        & (Announcement.created_hall < hole("since"))
        & (Announcement.state == "open")
    )
)
_SAID = {"speaking": _begin, "late": _too_late}


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
    """Writes down "speaking", "spoken", "blocked" or "late"; what was spoken stays spoken."""
    if reading.announcement(id) is None:
        raise Unknown("announcement")
    if state in _SAID:
        _SAID[state](id=id)
    else:
        _set(id=id, state=state)
    tx.touch("hall")
    tx.touch("stats")
    return reading.announcement(id) or {}


def oldest_to_say(now: int) -> int:
    """The hall time (ms) before which an announcement is too old to be heard."""
    return now - int(office.rule("announcement_max_age_s")) * 1000


def take_up(tx: Transaction) -> dict[str, Any]:
    """What the hall's own speaker says next, now "speaking"; {"next": None} when nothing.

    {"next": reading.announcement and "longer", "left_ms" of its age, "others": how many wait
    behind it}. What became too old meanwhile is late. Taken up again if an earlier run was cut off.
    """
    day, since = reading.today()[0], oldest_to_say(tx.now)
    late = [row[0] for row in _older.all(day=day, since=since)]
    for id in late:
        _too_late(id=id)
    young = reading.unspoken(day, since)
    if late or young:
        tx.touch("hall")
    if not young:
        return {"next": None}
    first = young[0]
    _begin(id=first.id)
    more = {"longer": first.needs is not None, "left_ms": first.created_hall - since}
    return {"next": {**(reading.announcement(first.id) or {}), **more}, "others": len(young) - 1}
