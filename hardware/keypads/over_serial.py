"""A pad on a serial line, or on a converter in the network: it sends a byte or a line a key.

A converter that is away lets whoever connects wait for five seconds, and one that loses its power
says nothing: it is reached for on a thread of its own, and asked by the kernel whether it lives.
"""

from __future__ import annotations

import errno
import re
import socket
import termios
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import serial

from hardware.keypads.pad import LISTEN_S, Pad
from hardware.peripherals.driver import Hall, Port

LONGEST = 64
"""A line that is longer is noise: a wrong speed, or another kind of device."""

OPEN_S = 0.5
"""How long one turn waits for a line that is being opened."""

HUSH_S = 0.3
"""A converter keeps what was pressed while nobody listened, and says it to whoever comes."""

ALIVE_S = 5
"""How often a silent converter is asked whether it lives; thrice in vain, and it is gone."""

_ENDS = re.compile(rb"[\r\n\x03]+")


class SerialPad(Pad):
    """`options`: baud, sends ("line" or "byte"), keys. A byte that is no sign is "0x1B"."""

    def __init__(self, port: Port, hall: Hall) -> None:
        super().__init__(port, hall)
        self._by_line = port.options.get("sends", "line") == "line"
        self._rest = b""
        self._line: Any = None
        self._opening: _Opening | None = None

    def connect(self) -> None:
        self._rest = b""
        if self._opening is None:
            self._opening = _Opening(self._opened)
            self._opening.start()
        self._opening.join(OPEN_S)
        if self._opening.is_alive():
            raise TimeoutError(errno.ETIMEDOUT, "not reached yet")
        opening, self._opening = self._opening, None
        if opening.fault is not None:
            raise opening.fault
        self._line = opening.line

    def listen(self) -> Iterator[str]:
        data: bytes = self._line.read(max(1, self._line.in_waiting))
        if not self._by_line:
            yield from (_sign(byte) for byte in data)
            return
        *lines, rest = _ENDS.split(self._rest + data)
        self._rest = rest if len(rest) <= LONGEST else b""
        for line in lines:
            if word := line.lstrip(b"\x02").decode("ascii", "backslashreplace").strip():
                yield word

    def disconnect(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            # Closing a line whose device has gone fails in pyserial 3.5 itself.
            with suppress(OSError, termios.error):
                line.close()

    def _opened(self) -> Any:
        """The line, with nothing on it that was said before."""
        address = self.port.address
        line = serial.serial_for_url(
            address, baudrate=int(self.port.options.get("baud", 9600)),
            timeout=LISTEN_S, write_timeout=LISTEN_S, exclusive=_exclusive(address),
        )  # fmt: skip
        if (peer := getattr(line, "_socket", None)) is not None:
            _ask_whether_it_lives(peer)
            time.sleep(HUSH_S)
        line.reset_input_buffer()
        return line


class _Opening(threading.Thread):
    """One try to open a line; one that takes its time is looked after in the next turns."""

    def __init__(self, opened: Callable[[], Any]) -> None:
        super().__init__(daemon=True)
        self._opened = opened
        self.line: Any = None
        self.fault: Exception | None = None

    def run(self) -> None:
        try:
            self.line = self._opened()
        except Exception as fault:  # noqa: BLE001  raised again where the pad waits for it
            self.fault = fault


def _ask_whether_it_lives(peer: socket.socket) -> None:
    # Nobody ever writes to a pad: without this a converter that was switched off at night would
    # be listened to for ever, and called well.
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, ALIVE_S)
    peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, ALIVE_S)
    peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPCNT, 3)


def _sign(byte: int) -> str:
    return chr(byte) if 0x20 < byte < 0x7F else f"0x{byte:02X}"


def _exclusive(address: str) -> bool | None:
    """One owner for a port of this machine; a converter in the network has its own rule."""
    return True if address.startswith("/dev/") else None


def driver(port: Port, hall: Hall) -> SerialPad:
    """The pad at /dev/tty…, socket://host:port or rfc2217://host:port."""
    return SerialPad(port, hall)
