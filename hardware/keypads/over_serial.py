"""A pad on a serial line, or on a converter in the network: it sends a byte or a line a key."""

from __future__ import annotations

import re
import termios
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import serial

from hardware.keypads.pad import LISTEN_S, Pad
from hardware.peripherals.driver import Hall, Port

LONGEST = 64
"""A line that is longer is noise: a wrong speed, or another kind of device."""

_ENDS = re.compile(rb"[\r\n\x03]+")


class SerialPad(Pad):
    """`options`: baud, sends ("line" or "byte"), keys. A byte that is no sign is "0x1B"."""

    def __init__(self, port: Port, hall: Hall) -> None:
        super().__init__(port, hall)
        self._by_line = port.options.get("sends", "line") == "line"
        self._rest = b""
        self._line: Any = None

    def connect(self) -> None:
        self._rest = b""
        self._line = serial.serial_for_url(
            self.port.address, baudrate=int(self.port.options.get("baud", 9600)),
            timeout=LISTEN_S, write_timeout=LISTEN_S, exclusive=_exclusive(self.port.address),
        )  # fmt: skip
        self._line.reset_input_buffer()

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


def _sign(byte: int) -> str:
    return chr(byte) if 0x20 < byte < 0x7F else f"0x{byte:02X}"


def _exclusive(address: str) -> bool | None:
    """One owner for a port of this machine; a converter in the network has its own rule."""
    return True if address.startswith("/dev/") else None


def driver(port: Port, hall: Hall) -> SerialPad:
    """The pad at /dev/tty…, socket://host:port or rfc2217://host:port."""
    return SerialPad(port, hall)
