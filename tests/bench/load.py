"""HTTP load from one process: kept connections, each sending its next request when answered."""

from __future__ import annotations

import secrets
import select
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

TICK = 100  # clock ticks a second in /proc, on every Linux we run on


@dataclass(frozen=True)
class Run:
    """One measured stretch: requests a second, median ms, and the server's CPU ms a request."""

    rate: float
    p50_ms: float
    cpu_ms: float


class Line:
    """One kept connection."""

    def __init__(self, port: int) -> None:
        self.sock = socket.create_connection(("127.0.0.1", port))
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.got, self.sent = b"", 0.0

    def send(self, request: bytes) -> None:
        """Sends one request."""
        self.got, self.sent = b"", time.perf_counter()
        self.sock.sendall(request)

    def answered(self) -> bool:
        """Reads what is there; whether the answer is whole. AssertionError on any refusal."""
        self.got += self.sock.recv(65536)
        head, end, body = self.got.partition(b"\r\n\r\n")
        if not end:
            return False
        assert head[9:10] == b"2", f"refused: {self.got[:300]!r}"
        length = 0
        for header in head.split(b"\r\n")[1:]:
            name, _, value = header.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        return len(body) >= length


def poster(path: str, token: str, body: bytes) -> Callable[[], bytes]:
    """Makes POSTs, each with an Idempotency-Key of its own: a reused key measures replays."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\nIdempotency-Key: "
    ).encode()
    return lambda: head + secrets.token_hex(12).encode() + b"\r\n\r\n" + body


def getter(path: str, token: str) -> bytes:
    """One GET."""
    return (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n\r\n".encode()
    )


def drive(port: int, pid: int, clients: int, seconds: float, make: Callable[[], bytes]) -> Run:
    """Keeps `clients` connections busy for so long; bounded in time, and ends by itself."""
    with opened(port, clients) as (poll, lines):
        times: list[float] = []
        cpu, begun = cpu_s(pid), time.perf_counter()
        for line in lines.values():
            line.send(make())
        while (now := time.perf_counter()) < begun + seconds:
            for handle, _ in poll.poll(1):
                line = lines[handle]
                if line.answered():
                    times.append(time.perf_counter() - line.sent)
                    line.send(make())
        spent = cpu_s(pid) - cpu
    n = len(times)
    return Run(n / (now - begun), median(times) * 1000, spent * 1000 / n)


@contextmanager
def opened(port: int, clients: int) -> Iterator[tuple[select.epoll, dict[int, Line]]]:
    """Connections ready to be polled, closed afterwards."""
    poll, lines = select.epoll(), {}
    for _ in range(clients):
        line = Line(port)
        lines[line.sock.fileno()] = line
        poll.register(line.sock, select.EPOLLIN)
    try:
        yield poll, lines
    finally:
        for line in lines.values():
            line.sock.close()
        poll.close()


def cpu_s(pid: int) -> float:
    """CPU seconds that a process has used, its threads counted, its children not."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK
