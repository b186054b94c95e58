"""What may happen to a ticket: states, line, numbers, day. Knows no Flask and no device.

The public words: `Desk` (commands and questions), `Identity`, `Moment`, `Bus` and the events,
`Refused` and `Unknown`.
"""

from __future__ import annotations

from db.errors import Refused, Unknown
from office.moment import Moment
from office.people import Identity
from tickets.events import Bus, Changed, DayClosed, PrintQueued, TicketCalled
from tickets.hall import Desk

__all__ = [
    "Bus",
    "Changed",
    "DayClosed",
    "Desk",
    "Identity",
    "Moment",
    "PrintQueued",
    "Refused",
    "TicketCalled",
    "Unknown",
]
