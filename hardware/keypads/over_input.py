"""A pad through Linux's input events: /dev/input/event*, read by us and grabbed.

Grabbed, because the machine's own screen would otherwise be typed into. An event is a `struct
input_event` of <linux/input.h>: a time, then type, code and value; on x86-64 and aarch64 24 bytes.
Our own reader: the `evdev` library has no ready-made wheels and wants the kernel's headers.
"""

from __future__ import annotations

import errno
import fcntl
import os
import select
import struct
from collections.abc import Callable, Iterator

from hardware.keypads.pad import LISTEN_S, Pad
from hardware.peripherals.driver import Hall, Port

EVENT = struct.Struct("@llHHi")
EVIOCGRAB = 0x40044590
EV_SYN, EV_KEY = 0, 1
SYN_REPORT, SYN_DROPPED = 0, 3
PRESSED = 1  # 0 is let go, 2 is the kernel's own repetition of a held key
AT_ONCE = 64


def grabbed(path: str) -> int:
    """The device, opened for us alone; OSError ENOTTY or EINVAL for what has no keys."""
    fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        fcntl.ioctl(fd, EVIOCGRAB, 1)
    except OSError:
        os.close(fd)
        raise
    return fd


class InputPad(Pad):
    """Tokens are the kernel's numbers of the keys, as texts: "96" is Enter of a number block."""

    def __init__(self, port: Port, hall: Hall, opened: Callable[[str], int] = grabbed) -> None:
        super().__init__(port, hall)
        self._opened = opened
        self._fd: int | None = None
        self._lost = False

    def connect(self) -> None:
        self._lost = False
        self._fd = self._opened(self.port.address.removeprefix("evdev://"))

    def listen(self) -> Iterator[str]:
        assert self._fd is not None
        waiting = select.poll()
        waiting.register(self._fd, select.POLLIN)
        if not waiting.poll(LISTEN_S * 1000):
            return
        data = os.read(self._fd, EVENT.size * AT_ONCE)
        if not data:
            raise OSError(errno.ENODEV, "gone")
        whole = len(data) - len(data) % EVENT.size
        for *_, kind, code, value in EVENT.iter_unpack(data[:whole]):
            if token := self._token(kind, code, value):
                yield token

    def disconnect(self) -> None:
        fd, self._fd = self._fd, None
        if fd is not None:
            os.close(fd)

    def _token(self, kind: int, code: int, value: int) -> str | None:
        """A key that went down; nothing of a report that the kernel tells us is torn."""
        if kind == EV_SYN:
            # After SYN_DROPPED everything up to the next report is to be thrown away.
            self._lost = code == SYN_DROPPED or (self._lost and code != SYN_REPORT)
            return None
        return str(code) if (kind, value) == (EV_KEY, PRESSED) and not self._lost else None


def driver(port: Port, hall: Hall) -> InputPad:
    """The pad at an address such as evdev:///dev/input/event3."""
    return InputPad(port, hall)
