"""Watches over one device: how it is, since when, and whether its driver is there at all."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

import gevent

from hardware.health import BLOCKING, Health

log = logging.getLogger(__name__)

MISSING_S = 8.0
"""A driver process that stays away longer counts as a device in trouble.

Python and Pillow take 3 s to start on a machine that has much else to do."""

DOWN = "driver is down"

OnHealth = Callable[[str, Health], None]


class Vigil:
    """Keeps a `Health`; tells each change once, logs once when the device goes and comes back."""

    def __init__(self, name: str, on_health: OnHealth, on_down: Callable[[str], None]) -> None:
        self.health = Health("unknown", "starting", time.time(), None)
        self.down = False
        self._name = name
        self._on_health = on_health
        self._on_down = on_down
        self._missing: gevent.Greenlet[..., Any] | None = None

    def expect(self) -> None:
        """A driver should speak soon; if it does not, the device is in trouble."""
        if self._missing is None:
            self._missing = gevent.spawn_later(MISSING_S, self._not_there)

    def heard(self) -> None:
        """The driver is there, whatever it says."""
        self.down = False
        if self._missing is not None:
            self._missing.kill(block=False)
            self._missing = None

    def set(self, state: str, detail: str) -> None:
        """Takes what the driver says of the device."""
        before, now = self.health, time.time()
        seen = before.last_seen if state in {"offline", "unknown", "error"} else now
        since = before.since if state == before.state else now
        self.health = Health(state, detail, since, seen)
        if (state, detail) != (before.state, before.detail):
            self._log(before)
            tell(self._on_health, self._name, self.health)

    def _not_there(self) -> None:
        self.down = True
        self._missing = None
        self.set("error", DOWN)
        self._on_down(DOWN)

    def _log(self, before: Health) -> None:
        now = self.health
        was, is_now = before.state in BLOCKING, now.state in BLOCKING
        if is_now and not was:
            log.warning("%s: %s", self._name, f"{now.state} {now.detail}".rstrip())
        if was and not is_now:
            log.info("%s: back after %.0f s", self._name, now.since - before.since)


def tell(callback: Callable[..., None], *facts: Any) -> None:
    """Calls a listener; one that fails is logged and holds up nobody."""
    try:
        callback(*facts)
    except Exception:
        log.exception("%s was not taken", facts[:3])
