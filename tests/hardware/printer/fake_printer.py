"""A network printer in a thread of the test: it prints, answers, and breaks in every known way."""

from __future__ import annotations

import socket
import struct
import threading
from contextlib import suppress
from types import TracebackType
from typing import Self

import numpy as np
import zxingcpp

from tests.hardware.printer.escpos_reader import Dots, Garbage, Reader

FAULTS = frozenset(
    {
        "ok",
        "silent",  # prints, and never answers anything
        "mute-proof",  # answers how it is, never whether it is done
        "paper-out",
        "cover-open",
        "offline",
        "garbage",  # answers with bytes that mean nothing
        "reset",  # breaks the connection in the middle of the next job
        "lost-proof",  # prints the next job, then breaks before it says so
        "stall",  # stops reading in the middle of the job
        "out-midway",  # has no paper any more once the job is in
    }
)


class FakePrinter:
    """Listens on `address`; `fault` may be changed at any time. One client at a time."""

    def __init__(self, head: int = 576, fault: str = "ok") -> None:
        self.fault = fault
        self.head = head
        self.reader = Reader(head, self._hear)
        self.jobs_begun = 0
        self.received = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(0.05)
        self._client: socket.socket | None = None
        self._breaking = False
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    @property
    def address(self) -> str:
        return f"tcp://127.0.0.1:{self._listener.getsockname()[1]}"

    @property
    def papers(self) -> list[Dots]:
        return list(self.reader.papers)

    def codes(self) -> list[str]:
        """What the QR codes of all sheets say; a torn slip and the next may share a sheet."""
        return [code for paper in self.papers for code in read_codes(paper)]

    def duplicates(self) -> set[str]:
        """The codes that lie on more than one sheet: the thing that must never happen."""
        seen = self.codes()
        return {code for code in seen if seen.count(code) > 1}

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join(5)
        self._listener.close()

    def _serve(self) -> None:
        while not self._over.is_set():
            try:
                client, _ = self._listener.accept()
            except TimeoutError:
                continue
            with client:
                self._client = client
                self._talk(client)
            self._client = None

    def _talk(self, client: socket.socket) -> None:
        client.settimeout(0.05)
        mine = 0
        while not self._over.is_set():
            if self.fault == "stall" and mine > 3000:
                self._over.wait(0.05)
                continue
            try:
                data = client.recv(4096)
            except TimeoutError:
                continue
            except OSError:
                return
            mine += len(data)
            self.received += len(data)
            if not data or not self._take(client, data, mine):
                return

    def _take(self, client: socket.socket, data: bytes, mine: int) -> bool:
        if self.fault == "reset" and mine > 3000:
            self.fault = "ok"
            self._break(client)
            return False
        try:
            self.reader.feed(data)
        except Garbage:  # the half picture of a job before swallowed a command
            self.reader, papers = Reader(self.head, self._hear), self.reader.papers
            self.reader.papers = papers
        if self._breaking:
            self._breaking = False
            self._break(client)
            return False
        return True

    def _break(self, client: socket.socket) -> None:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def _hear(self, query: bytes) -> None:
        if self.fault == "silent" or self._client is None:
            return
        if query.startswith(b"\x1dr"):
            self._prove()
            return
        self._say(self._status(query[2]))

    def _say(self, answer: bytes) -> None:
        assert self._client is not None
        with suppress(OSError):  # the asker was killed meanwhile; the printer prints on
            self._client.sendall(answer)

    def _prove(self) -> None:
        if self.fault == "lost-proof":
            self.fault, self._breaking = "ok", True
        elif self.fault == "out-midway":
            self.fault = "paper-out"
        elif self.fault != "mute-proof":
            self._say(b"\x00")

    def _status(self, n: int) -> bytes:
        if self.fault == "garbage":
            return b"\xff\x00\x81"
        bits = {
            ("paper-out", 4): 0x60,
            ("cover-open", 2): 0x04,
            ("offline", 1): 0x08,
        }
        return bytes([0x12 | bits.get((self.fault, n), 0)])


def read_codes(paper: Dots) -> list[str]:
    """The texts of all QR codes on the paper."""
    grey = np.where(paper, 0, 255).astype(np.uint8)
    found = zxingcpp.read_barcodes(
        grey, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    )
    return [str(code.text) for code in found]


def read_qr(paper: Dots) -> str:
    """The text of the one QR code on the paper."""
    [code] = read_codes(paper)
    return code
