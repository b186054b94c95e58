"""A serial line with a speed, as a UART has one: a pty takes 4 KB at once and knows no baud.

What was taken leaves at the line's pace; a question is answered when it has arrived; what has not
left when the line is closed is lost.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from hardware.printer.line import Line

BUFFER = 4096
ASKED, PROVE = b"\x10\x04", b"\x1dr\x01"
STEP_S = 0.002


class SlowLine(Line):
    """`a_second` bytes; `arrived` is what the printer got. `stuck` after so many, it takes none."""

    def __init__(self, a_second: int, *, speaks: bool, proves: bool, stuck: int = 10**9) -> None:
        self.arrived = bytearray()
        self._pace, self._speaks, self._proves, self._stuck = a_second, speaks, proves, stuck
        self._unsent = bytearray()
        self._said = b""
        self._at = time.monotonic()

    @contextmanager
    def opened(self) -> Iterator[Line]:
        """The line, until it is closed."""
        self._at = time.monotonic()
        yield self
        self._go()
        self._unsent.clear()

    def receive(self, until: float) -> bytes:
        while True:
            self._go()
            said, self._said = self._said, b""
            if said or time.monotonic() >= until:
                return said
            time.sleep(STEP_S)

    def send(self, data: bytes, until: float) -> int:
        gone = 0
        while gone < len(data) and time.monotonic() < until:
            self._go()
            room = BUFFER - len(self._unsent)
            self._unsent += data[gone : gone + room]
            gone += min(room, len(data) - gone)
            time.sleep(STEP_S)
        return gone

    def flush(self, until: float) -> bool:
        while self.waiting():
            if time.monotonic() >= until:
                return False
            time.sleep(STEP_S)
        return True

    def waiting(self) -> int:
        self._go()
        return len(self._unsent)

    def _go(self) -> None:
        due = int((time.monotonic() - self._at) * self._pace)
        self._at += due / self._pace
        for _ in range(min(due, len(self._unsent), self._stuck - len(self.arrived))):
            self.arrived.append(self._unsent.pop(0))
            self._hear()

    def _hear(self) -> None:
        if self._speaks and self.arrived[-3:-1] == ASKED:
            self._said += b"\x12"
        if self._proves and self.arrived.endswith(PROVE):
            self._said += b"\x00"
