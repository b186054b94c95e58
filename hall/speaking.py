"""The hall's own loudspeaker: one queue of announcements, said one after the other.

The queue is the rows themselves: the oldest that is young enough is taken up, which the hall's
screen sees and shows, is sounded once to its end, and only then comes the next. Knows tickets,
hardware and the voice; only `hall.devices` knows this file.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gevent
from gevent import get_hub
from gevent.event import AsyncResult, Event

from config import Voice
from display.sound import Call, Sound
from hardware.peripherals.driver import Order, Port
from tickets import Desk, TicketCalled, voicing

log = logging.getLogger(__name__)

PORT = "loa"
READABLE_S = 5.0
"""A call stands alone on the screen at least so long, as when the screen speaks itself."""

STUCK_S = 60.0
AGAIN_S = 1.0

BECAME = {"spoken": "spoken", "late": "late", "failed": "blocked"}
"""What a row becomes by what the speaker says of its sound."""


class Speaking:
    """The voice's way to this machine's sound card; nothing when the screen speaks."""

    def __init__(
        self, voice: Voice, order: Callable[[str, Order], None], readable_s: float = READABLE_S
    ) -> None:
        self._voice, self._order, self._readable_s = voice, order, readable_s
        self._wake = Event()
        self._ended: dict[int, AsyncResult[str]] = {}
        self._greenlet: gevent.Greenlet[..., Any] | None = None
        self._sound: Sound | None = None

    def by(self, sound: Sound) -> None:
        """What makes the sounds; given before the start."""
        self._sound = sound

    def ports(self, state: Path) -> list[Port]:
        """The sound card, when it is the one that speaks."""
        if self._voice.output != "card":
            return []
        return [Port(PORT, "speaker", self._voice.card, {}, state)]

    def start(self, desk: Desk) -> None:
        """Says what is still to be said, and from then on every call."""
        if self._voice.output == "card":
            self._desk = desk
            self._greenlet = gevent.spawn(self._speak)

    def close(self) -> None:
        """Takes up nothing more; what has not sounded to its end is said again at a new start."""
        if self._greenlet is not None:
            self._greenlet.kill()

    def called(self, _event: TicketCalled) -> None:
        """A call waits to be said."""
        self._wake.set()

    def played(self, sound: int, outcome: str) -> None:
        """What became of a sound, as the speaker says."""
        if sound in self._ended:
            self._ended[sound].set(outcome)

    def _speak(self) -> None:
        while True:
            self._wake.clear()
            try:
                taken = self._desk.told(voicing.take_up)
                if taken["next"] is None:
                    self._wake.wait()
                else:
                    self._say(taken["next"], taken["others"])
            except Exception:
                log.exception("An announcement failed")
                gevent.sleep(AGAIN_S)

    def _say(self, row: dict[str, Any], others: int) -> None:
        began = time.monotonic()
        outcome = self._sounded(row, once=others > 1)
        stand = self._readable_s * (2 if row["longer"] else 1)
        try:
            gevent.sleep(max(0.0, began + stand - time.monotonic()))
        finally:
            # Also when the hall is stopped while it stands there: it was heard.
            self._desk.run(lambda tx: voicing.said(tx, row["id"], BECAME[outcome]))

    def _sounded(self, row: dict[str, Any], *, once: bool) -> str:
        """Sounds it to the end; "failed" when nothing could be heard: the text is on the screen."""
        assert self._sound
        until = time.time() + row["left_ms"] / 1000
        call = Call(row["number"], row["counter"], row["recall"], row["language"])
        try:
            path = get_hub().threadpool.apply(self._sound.render, (call,), {"once": once})
        except OSError as fault:
            log.warning("No sound could be made: %s", fault)
            return "failed"
        if path is None:
            return "failed"
        ended = self._ended[row["id"]] = AsyncResult()
        try:
            self._order(PORT, {"sound": row["id"], "path": str(path), "until": until})
            return str(ended.get(timeout=STUCK_S))
        except gevent.Timeout:
            return "failed"
        finally:
            del self._ended[row["id"]]
