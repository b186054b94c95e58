"""Bytes and presses as no well-behaved client sends them."""

from __future__ import annotations

import contextlib
import http.client
import json
import socket
import threading
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from tests.hall import Hall

UPGRADE = (
    "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
)
SOCKET = "/socket.io/?EIO=4&transport=websocket"


def line_to(hall: Hall, patience: float = 10) -> socket.socket:
    """An open line on which nothing has been said yet."""
    at = urlsplit(hall.address)
    return socket.create_connection((str(at.hostname), at.port or 0), patience)


def request(
    method: str, path: str, headers: str = "", body: bytes = b"", close: bool = True
) -> bytes:
    """A request as it stands: path and headers go out as latin-1, whatever they are."""
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}"
    head += "Connection: close\r\n" if close else ""
    head += f"Content-Length: {len(body)}\r\n" if body else ""
    return head.encode("latin-1") + b"\r\n" + body


def status_of(hall: Hall, sent: bytes) -> int:
    """The status that comes back for these bytes; 0 when the line is closed without one."""
    with line_to(hall) as line:
        line.sendall(sent)
        words = line.recv(200).split(b" ")
        return int(words[1]) if len(words) > 1 else 0


def hung_up(line: socket.socket, patience: float) -> bool:
    """Whether the hall ends this line within `patience` seconds, whatever it says before."""
    line.settimeout(patience)
    with contextlib.suppress(ConnectionError):
        try:
            while line.recv(4096):
                pass
        except TimeoutError:
            return False
    return True


def sign_in_from(hall: Hall, address: str, name: str, password: str) -> int:
    """The status of a sign-in from another address of this machine."""
    at = urlsplit(hall.address)
    line = http.client.HTTPConnection(
        str(at.hostname), at.port, timeout=30, source_address=(address, 0)
    )
    try:
        sent: Any = {"name": name, "password": password}
        headers = {"Content-Type": "application/json"}
        line.request("POST", "/api/v1/session", json.dumps(sent), headers)
        return line.getresponse().status
    finally:
        line.close()


def at_once(many: int, do: Callable[[int], Any]) -> list[Any]:
    """What each of `many` threads got that did the same at the same moment."""
    got: list[Any] = []
    gate = threading.Barrier(many)

    def one(i: int) -> None:
        gate.wait(10)
        got.append(do(i))

    threads = [threading.Thread(target=one, args=(i,)) for i in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(got) == many
    return got
