"""Who waits for one counter or one clerk, and for nobody else: a line does not show them."""

from __future__ import annotations

from typing import Any

from db.models import IS_WAITING, Counter, Journal, Staff, Ticket
from db.statement import rows
from tickets import Moment


def targeted(moment: Moment) -> list[dict[str, Any]]:
    """[{"to", "label", "label_en", "open", "waiting", "number", "since"}], longest first.

    `open` when somebody there calls now; `number` came first, and stands there `since`.
    """
    found: dict[str, dict[str, Any]] = {}
    standing = (
        Ticket.select(Ticket.place, Ticket.label, Journal.hall)
        .join(Journal, on=(Journal.seq == Ticket.placed))
        .where(IS_WAITING & ~Ticket.place.startswith("line:"))
        .order_by(Ticket.placed)
    )
    for place, number, since in rows(standing):
        told = found.setdefault(place, _told(place, number, moment.of_hall(since)))
        told["waiting"] += 1
    return list(found.values())


def _told(place: str, number: str, since: str | None) -> dict[str, Any]:
    kind, _, who = place.partition(":")
    if kind == "counter":
        sits = Counter.n == int(who)
        ((label, label_en),) = rows(Counter.select(Counter.label, Counter.label_en).where(sits))
    else:
        sits = Counter.clerk == who
        label = label_en = Staff.get_by_id(who).label
    return {
        "to": place, "label": label, "label_en": label_en,
        "open": Counter.select().where(sits & (Counter.state == "open")).exists(),
        "waiting": 0, "number": number, "since": since,
    }  # fmt: skip
