"""Keeps one child process alive: starts it, hears it to its end, and starts the next."""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import gevent
from gevent.event import Event

from hardware.spawn import ChildProcess, Message

log = logging.getLogger(__name__)

RESTART_S = (0.2, 30.0)
STEADY_S = 10.0
"""A child that lived so long did not fail at once: no back-off."""


class Upkeep:
    """The life of one child after the other; all of it runs on the hub.

    `born()` is called when a child can be spoken to, `hear(message)` for each line it says, and
    `lost(status)` when it has ended, with its wait status.
    """

    def __init__(
        self,
        module: str,
        arguments: Sequence[object],
        born: Callable[[], None],
        hear: Callable[[Message], None],
        lost: Callable[[int | None], None],
    ) -> None:
        words = [str(word) for word in arguments]
        self._argv = [sys.executable, "-P", "-m", module, *words]
        self._born, self._hear, self._lost = born, hear, lost
        self._tries = 0
        self._greenlet: gevent.Greenlet[..., Any] | None = None
        self.child: ChildProcess | None = None
        self.closing = Event()

    def start(self) -> None:
        """Starts the first child, as soon as the hub has time."""
        self._greenlet = gevent.spawn(self._live)

    def steady(self) -> None:
        """This child works: if it ends, the next is started without a back-off."""
        self._tries = 0

    def close(self, wait_s: float) -> None:
        """Lets the child finish within `wait_s`, and starts no other."""
        self.closing.set()
        child = self.child
        if child is not None:
            child.end_input()
            if not child.exited.wait(wait_s):
                child.kill()
        if self._greenlet is not None:
            self._greenlet.join(wait_s)
            self._greenlet.kill()

    def _live(self) -> None:
        while not self.closing.is_set():
            born_at = time.monotonic()
            try:
                self._one_life()
            except Exception:
                # No process to be had, or a listener that failed: the next child may live.
                log.exception("%s: its life ended badly", self._argv[3])
            if time.monotonic() - born_at > STEADY_S:
                self._tries = 0
            self.closing.wait(min(RESTART_S[0] * 2**self._tries, RESTART_S[1]))
            self._tries += 1

    def _one_life(self) -> None:
        child = self.child = ChildProcess(self._argv, _environment())
        try:
            self._born()
            for message in child.messages():
                self._hear(message)
        finally:
            self.child = None
            child.close(1.0)
            self._lost(child.status)


def _environment() -> dict[str, str]:
    house = str(Path(__file__).resolve().parents[1])
    return {**os.environ, "PYTHONPATH": house}
