"""What may happen to a ticket: states, line, numbers, day, ratings. Knows no Flask and no device.

The public words: `Desk` (commands and questions), `Identity`, `Moment`, `Bus` and the events,
`Refused` and `Unknown`.
"""

from __future__ import annotations

from db.errors import Refused, Unknown
from tickets.events import Bus, Changed, DayClosed, PrintQueued, TicketCalled
from tickets.hall import Desk
from tickets.moment import Moment
from tickets.people import Identity

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
