"""Sounds in the order in which they were ordered, one at a time, whatever plays them.

An order is {"sound": id, "path": wav, "until": Unix seconds}.
"""

from __future__ import annotations

import queue
import time
import wave
from abc import abstractmethod
from pathlib import Path

from hardware.health import Condition
from hardware.peripherals.driver import Driver, Hall, Order, Port

LISTEN_S = 0.2
END_S = 2.0
"""How much longer than its sound a player may live: buffers drain, a card wakes up."""

LOOK_S = (30.0, 5.0)
"""How often an idle card is tried: when it was well, and when it was not."""

WELL = Condition("ok")


class Speaker(Driver):
    """The order of things; how a sound is begun, watched and broken off is its subclass's."""

    def __init__(self, port: Port, hall: Hall) -> None:
        super().__init__(port, hall)
        self._orders: queue.SimpleQueue[Order] = queue.SimpleQueue()
        self._now: Order | None = None
        self._deadline = 0.0
        self._condition: Condition | None = None
        self._next_look = 0.0

    @property
    def devices(self) -> list[str]:
        return [self.port.name]

    def order(self, order: Order) -> None:
        self._orders.put(order)

    def turn(self) -> None:
        if self._now is not None:
            self._go_on(self._now)
            return
        try:
            order = self._orders.get(timeout=LISTEN_S)
        except queue.Empty:
            self._look_if_due()
        else:
            self._begin(order)

    @abstractmethod
    def begin(self, path: Path) -> None:
        """Starts to play; raises OSError when there is nothing to play with."""

    @abstractmethod
    def wait(self, seconds: float) -> Condition | None:
        """How the card was once the sound has ended; None while it sounds."""

    @abstractmethod
    def stop(self) -> None:
        """Breaks off what is played, without waiting for long."""

    @abstractmethod
    def look(self) -> Condition:
        """How the card is, while nothing is played."""

    def close(self) -> None:
        if self._now is not None:
            self.stop()
            self._ended("failed")

    def _begin(self, order: Order) -> None:
        if time.time() > order["until"]:
            self.hall.played(order["sound"], "late")
            return
        self._now = order
        try:
            self._deadline = time.monotonic() + length(Path(order["path"])) + END_S
            self.begin(Path(order["path"]))
        except (OSError, EOFError, wave.Error) as fault:
            self._ended("failed", unplayable(fault))

    def _go_on(self, order: Order) -> None:
        condition = self.wait(LISTEN_S)
        if condition is not None:
            self._ended("spoken" if condition == WELL else "failed", condition)
        elif time.monotonic() > self._deadline:
            self.stop()
            self._ended("failed", Condition("error", "hung"))

    def _ended(self, outcome: str, condition: Condition | None = None) -> None:
        assert self._now
        sound, self._now = self._now["sound"], None
        if condition is not None:
            self._told(condition)
        self.hall.played(sound, outcome)

    def _look_if_due(self) -> None:
        if time.monotonic() >= self._next_look:
            self._told(self.look())
        elif self._condition is not None:
            self.hall.health(self.port.name, self._condition)

    def _told(self, condition: Condition) -> None:
        self._condition = condition
        self._next_look = time.monotonic() + LOOK_S[condition != WELL]
        self.hall.health(self.port.name, condition)


def length(path: Path) -> float:
    """How long a wav sounds, in seconds; raises OSError, EOFError, wave.Error."""
    with wave.open(str(path)) as file:
        return float(file.getnframes() / file.getframerate())


def unplayable(fault: Exception) -> Condition:
    """Why there is nothing to play, or nothing to play it with."""
    if isinstance(fault, FileNotFoundError) and fault.filename == "aplay":
        return Condition("error", "aplay-missing")
    return Condition("error", f"unplayable: {fault}"[:200])
