"""HTTP load from one process: kept connections, each sending its next request when answered."""

from __future__ import annotations

import secrets
import select
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median, quantiles

Make = Callable[[], bytes]


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
        assert head[9:10] == b"2", f"refused: {self.got[:60]!r} {body!r}"
        length = 0
        for header in head.split(b"\r\n")[1:]:
            name, _, value = header.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        return len(body) >= length

    def ask(self, request: bytes) -> bytes:
        """The body of one answer, waited for."""
        self.send(request)
        while not self.answered():
            pass
        return self.got.partition(b"\r\n\r\n")[2]


def poster(path: str, token: str, body: bytes) -> Make:
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


def drive(port: int, pid: int, clients: int, seconds: float, make: Make) -> Run:
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


def at_once(pid: int, lines: list[Line], requests: list[bytes]) -> float:
    """Every line sends its request at the same time; the server's CPU ms a request."""
    poll, waiting = select.epoll(), {line.sock.fileno(): line for line in lines}
    for handle in waiting:
        poll.register(handle, select.EPOLLIN)
    cpu = cpu_s(pid)
    for line, request in zip(lines, requests, strict=True):
        line.send(request)
    while waiting:
        for handle, _ in poll.poll(1):
            if waiting[handle].answered():
                poll.unregister(handle)
                del waiting[handle]
    poll.close()
    return (cpu_s(pid) - cpu) * 1000 / len(lines)


def paced(port: int, pid: int, a_second: float, seconds: float, make: Make) -> Run:
    """So many requests a second, each in its time, whatever the answers take."""
    every, n = 1 / a_second, int(a_second * seconds)
    with opened(port, 8) as (poll, lines):
        free, sent = list(lines.values()), 0
        times: list[float] = []
        cpu, begun = cpu_s(pid), time.perf_counter()
        while len(times) < n:
            due = begun + sent * every - time.perf_counter()
            if sent < n and due <= 0 and free:
                free.pop().send(make())
                sent += 1
            for handle, _ in poll.poll(max(0.0, due) if sent < n and free else 1):
                line = lines[handle]
                if line.answered():
                    times.append(time.perf_counter() - line.sent)
                    free.append(line)
        spent, took = cpu_s(pid) - cpu, time.perf_counter() - begun
    return Run(n / took, median(times) * 1000, spent * 1000 / n)


def watched(port: int, clients: int, seconds: float, make: Make, ask: bytes) -> float:
    """The 99th percentile (ms) of one who asks every 10 ms while the clients keep busy."""
    with opened(port, clients + 1) as (poll, lines):
        watcher, *busy = lines.values()
        times: list[float] = []
        begun, idle, due = time.perf_counter(), True, 0.0
        for line in busy:
            line.send(make())
        while (now := time.perf_counter()) < begun + seconds:
            if idle and now >= due:
                watcher.send(ask)
                idle, due = False, now + 0.01
            for handle, _ in poll.poll(max(0.0, due - now) if idle else 1):
                line = lines[handle]
                if not line.answered():
                    continue
                if line is watcher:
                    times.append(time.perf_counter() - line.sent)
                    idle = True
                else:
                    line.send(make())
    return quantiles(times, n=100)[98] * 1000


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
    # Linux's own clock of another process: nanoseconds, where /proc/PID/stat has 10 ms.
    return time.clock_gettime((~pid << 3) | 2)
