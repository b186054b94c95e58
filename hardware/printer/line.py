"""An open way to a printer, whatever it is made of: bytes out, bytes in, each by a given moment.

A moment is of `time.monotonic`. `Descriptor` is the one line there is: a socket, a character
device and a serial port are all numbers that the kernel can be asked to wait for.
"""

from __future__ import annotations

import errno
import fcntl
import os
import select
import struct
import termios
import time
from abc import ABC, abstractmethod

CHUNK = 8192
READ = 256
AGAIN_S = 0.005
GONE = select.POLLHUP | select.POLLERR

DRAIN_READS = 64
"""A printer that never stops talking must not keep us listening."""


class Line(ABC):
    """Bytes to and from one printer; no call lasts beyond the moment it is given."""

    @abstractmethod
    def receive(self, until: float) -> bytes:
        """Some bytes; none when the time is up. OSError when the printer is gone."""

    @abstractmethod
    def send(self, data: bytes, until: float) -> int:
        """How many bytes were taken before the time was up or the printer gone: never raises."""

    @abstractmethod
    def flush(self, until: float) -> bool:
        """Whether every byte taken has left this machine; False when time or printer ran out."""

    def waiting(self) -> int:
        """How many bytes have not left this machine; 0 where nobody counts them."""
        return 0

    def drain(self) -> None:
        """Forgets what was said before: one stale byte, and every answer is the one before."""
        for _ in range(DRAIN_READS):
            if not self.receive(0):
                return


class Descriptor(Line):
    """A line on a file descriptor that does not block.

    `ends`: whether a read of nothing is the end, as on a socket; on USB it is an empty packet.
    """

    def __init__(self, fd: int, *, ends: bool) -> None:
        self._fd = fd
        self._ends = ends

    def receive(self, until: float) -> bytes:
        while state := self._ready(select.POLLIN, until):
            if received := self._read(over=self._ends or bool(state & select.POLLHUP)):
                return received
            if time.monotonic() >= until:
                break
            time.sleep(AGAIN_S)
        return b""

    def send(self, data: bytes, until: float) -> int:
        gone = 0
        try:
            while gone < len(data) and self._ready(select.POLLOUT, until):
                taken = self._write(data[gone : gone + CHUNK])
                if not taken and time.monotonic() >= until:
                    break
                gone += taken
        except OSError:
            return gone
        return gone

    def flush(self, until: float) -> bool:
        try:
            while self._unsent():
                if time.monotonic() >= until or self._ready(0, 0) & GONE:
                    return False
                time.sleep(AGAIN_S)
            return True
        except OSError as fault:
            # A USB printer does not count: when it is ready for more, it has taken all.
            state = self._ready(select.POLLOUT, until) if fault.errno == errno.ENOTTY else 0
            return bool(state) and not state & GONE

    def _ready(self, event: int, until: float) -> int:
        # 0 when the time is up. A line that is gone is ready too: the next call then says so.
        poll = select.poll()
        poll.register(self._fd, event)
        found = poll.poll(max(0.0, until - time.monotonic()) * 1000)
        return found[0][1] if found else 0

    def _read(self, *, over: bool) -> bytes:
        try:
            received = os.read(self._fd, READ)
        except BlockingIOError:
            return b""
        if not received and over:
            raise ConnectionResetError("the printer closed the connection")
        return received

    def _write(self, data: bytes) -> int:
        try:
            return os.write(self._fd, data)
        except BlockingIOError:
            time.sleep(AGAIN_S)
            return 0

    def waiting(self) -> int:
        try:
            return self._unsent()
        except OSError:
            return 0

    def _unsent(self) -> int:
        count = fcntl.ioctl(self._fd, termios.TIOCOUTQ, struct.pack("i", 0))
        return int(struct.unpack("i", count)[0])
