"""A network printer at `tcp://host:port` (raw port 9100).

A connection per job, because printers drop idle ones and most serve one client at a time. A
successful send proves nothing (60 KB vanish into buffers of a printer that stands still), so the
job ends with a question that is only answered once everything before it is on paper.
"""

from __future__ import annotations

import select
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from hardware.health import BLOCKING, Condition
from hardware.printer.driver import AddressUnknown, Driver, Place, Result
from hardware.printer.status import (
    COMPLETION,
    PAPER_ENDED,
    QUERIES,
    completion_byte,
    condition,
    status_byte,
)
from hardware.printer.wire import STRIP_BYTES

CHUNK = 8192
ANSWER_S = 0.7
"""A printer answers DLE EOT within milliseconds; a silent one costs this once per connection."""

SILENT_PROOF_S = 2.0
"""How long one that never gave a proof is waited for: the paper is out by then."""

FINISH_STRIP = bytes(STRIP_BYTES)
"""NULs that fill up a strip which an earlier connection left unfinished; else they are nothing."""


BE_QUIET = b"\x1da\x00"
"""No status unasked (GS a 0): its bytes look like the proof."""


def driver(place: Place) -> Driver:
    """The driver of one address; raises AddressUnknown."""
    parts = urlsplit(place.address)
    try:
        host, port = parts.hostname, parts.port or 9100
    except ValueError as fault:
        raise AddressUnknown(f"{place.address}: {fault}") from fault
    if host is None:
        raise AddressUnknown(f"{place.address}: write tcp://host:port")
    return TcpPrinter(host, port, place.timeout_s, place.deadline_s)


class TcpPrinter(Driver):
    """Prints over a fresh connection for each job, with a deadline on every call."""

    def __init__(self, host: str, port: int, timeout_s: float, deadline_s: float) -> None:
        self._address = (host, port)
        self._timeout = timeout_s
        self._deadline = deadline_s
        self._clean = False  # nobody knows what the process before this one left behind
        self._proves = True

    def condition(self) -> Condition:
        try:
            with self._connection() as line:
                return condition(_ask(line))
        except OSError as fault:
            return _unreachable(fault)

    def print(  # a network printer keeps no list of its jobs
        self,
        job: int,
        data: bytes,
        started: Callable[[], None],
    ) -> Result:
        end = time.monotonic() + self._deadline
        try:
            with self._connection() as line:
                before = condition(_ask(line))
                if before.state in BLOCKING:
                    return Result("failed", before.state)
                started()
                return self._deliver(line, data, end, heard=before.state != "unknown")
        except OSError as fault:
            return Result("failed", _unreachable(fault).state)

    def _deliver(self, line: socket.socket, data: bytes, end: float, *, heard: bool) -> Result:
        whole = BE_QUIET + data if self._clean else FINISH_STRIP + BE_QUIET + data
        self._clean = False
        gone = _send(line, whole, end)
        if gone == 0:
            return Result("failed", "offline")
        if gone < len(whole):
            return Result("unknown", f"broken after {gone} of {len(whole)} bytes")
        result = self._await_proof(line, end, heard=heard)
        self._clean = result.state != "unknown"
        return result

    def _await_proof(self, line: socket.socket, end: float, *, heard: bool) -> Result:
        patient = heard and self._proves
        until = end if patient else min(end, time.monotonic() + SILENT_PROOF_S)
        try:
            _drain(line)
            _send(line, COMPLETION, end)
            answer = _receive(line, completion_byte, until)
            if answer is None:
                return self._no_proof(_ask(line), heard=heard)
        except OSError as fault:
            return Result("unknown", f"broken before the proof: {fault}")
        if answer & PAPER_ENDED:
            return Result("unknown", "paper-out")
        self._proves = True
        return Result("printed")

    def _no_proof(self, answers: dict[int, int], *, heard: bool) -> Result:
        now = condition(answers)
        if now.state in BLOCKING or (heard and not answers):
            return Result("unknown", now.state if answers else "fell silent")
        # It lives and is well, yet does not know the question: next time, do not wait so long.
        self._proves = False
        return Result("sent", "no proof")

    @contextmanager
    def _connection(self) -> Iterator[socket.socket]:
        with socket.create_connection(self._address, timeout=self._timeout) as line:
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            line.settimeout(0)
            yield line


def _unreachable(fault: OSError) -> Condition:
    return Condition("offline", str(fault) or type(fault).__name__)


def _ask(line: socket.socket) -> dict[int, int]:
    # The first silence ends it: three more would only cost the citizen three more waits.
    answers: dict[int, int] = {}
    for n, query in QUERIES.items():
        _drain(line)
        _send(line, query, time.monotonic() + ANSWER_S)
        answer = _receive(line, status_byte, time.monotonic() + ANSWER_S)
        if answer is None:
            break
        answers[n] = answer
    return answers


def _drain(line: socket.socket) -> None:
    # One stale byte and every later answer is the one before.
    while select.select([line], [], [], 0)[0]:
        _read(line)


def _receive(line: socket.socket, find: Callable[[bytes], int | None], until: float) -> int | None:
    while (left := until - time.monotonic()) > 0:
        if select.select([line], [], [], left)[0]:
            found = find(_read(line))
            if found is not None:
                return found
    return None


def _read(line: socket.socket) -> bytes:
    received = line.recv(256)
    if not received:
        raise ConnectionResetError("the printer closed the connection")
    return received


def _send(line: socket.socket, data: bytes, until: float) -> int:
    # How many bytes the kernel took before the end, the deadline or a break.
    gone = 0
    while gone < len(data):
        left = until - time.monotonic()
        if left <= 0 or not select.select([], [line], [], left)[1]:
            return gone
        try:
            gone += line.send(data[gone : gone + CHUNK])
        except OSError:
            return gone
    return gone
