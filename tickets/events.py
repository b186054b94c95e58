"""Facts in the past tense, told after the commit, with plain values and never a row.

A listener only hands over: to a device's queue, to Socket.IO. One that fails is logged and the
next is told.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable
from typing import Any, NamedTuple

from db.transaction import Changed

__all__ = ["Bus", "Changed", "DayClosed", "PrintQueued", "TicketCalled"]

log = logging.getLogger(__name__)


class PrintQueued(NamedTuple):
    """A slip waits for this printer."""

    printer: str


class TicketCalled(NamedTuple):
    """A number was called (or called again) to a counter; `id` names the announcement."""

    id: int
    number: str
    counter: int
    recall: int
    language: str


class DayClosed(NamedTuple):
    """A business day was closed and sealed."""

    day: int
    date: str
    seal: str


class Bus:
    """Tells each event to those who listen for its kind, in the order of commits."""

    def __init__(self) -> None:
        self._listeners: dict[type, list[Callable[[Any], None]]] = defaultdict(list)

    def listen(self, kind: type, listener: Callable[[Any], None]) -> None:
        """From now on, `listener` is told every event of this kind."""
        self._listeners[kind].append(listener)

    def tell(self, event: Any) -> None:
        """Tells one event; no listener's fault reaches another."""
        for listener in self._listeners[type(event)]:
            try:
                listener(event)
            except Exception:
                log.exception("A listener failed on %s", type(event).__name__)
