"""An Ethernet converter that speaks RFC 2217, played by pyserial's own server side."""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import Self

import serial
from serial.rfc2217 import PortManager

from tests.hardware.boards.lines import Hear


class Converter:
    """One client at a time; `line` has the settings it asked for, `agreed` how many times."""

    def __init__(self, hear: Hear) -> None:
        self._hear = hear
        self.line = serial.serial_for_url("loop://", timeout=0)
        self.agreed = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"rfc2217://127.0.0.1:{self._listener.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()
        self._thread.join(5)
        self.line.close()

    def write(self, data: bytes) -> None:
        """What PortManager has to say to the client."""
        self.agreed += b"\xff\xfa\x2c\x65" in data  # IAC SB COM-PORT, the answer to a baud rate
        self._client.sendall(data)

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            self._client, _ = self._listener.accept()
            with self._client:
                self._talk()

    def _talk(self) -> None:
        manager = PortManager(self.line, self)  # type: ignore[arg-type]  # any port, any writer
        while data := self._client.recv(1024):
            plain = b"".join(manager.filter(data))
            if plain and (answer := self._hear(plain)):
                self._client.sendall(b"".join(manager.escape(answer)))
