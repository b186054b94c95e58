"""Screens without browsers: plain WebSockets in one process, timed to the last one reached."""

from __future__ import annotations

import base64
import json
import os
import select
import socket
import struct
import time
from collections.abc import Callable

MASKED = 0x80


class WebSocket:
    """One client: text frames only, as far as a board needs them."""

    def __init__(self, port: int, path: str, token: str = "") -> None:
        self.sock = socket.create_connection(("127.0.0.1", port))
        key = base64.b64encode(os.urandom(16)).decode()
        self.sock.sendall(
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n"
            f"Authorization: Bearer {token}\r\n\r\n".encode()
        )
        self._got = b""
        while b"\r\n\r\n" not in self._got:
            self._got += self.sock.recv(4096)
        head, _, self._got = self._got.partition(b"\r\n\r\n")
        assert b" 101 " in head.split(b"\r\n")[0], head

    def send(self, text: str) -> None:
        """One masked text frame, under 126 bytes."""
        data, mask = text.encode(), os.urandom(4)
        body = bytes(b ^ mask[i % 4] for i, b in enumerate(data))
        self.sock.sendall(bytes([0x81, MASKED | len(data)]) + mask + body)

    def frames(self) -> list[str]:
        """The frames that are whole; waits for more bytes only when none is."""
        found: list[str] = []
        while not (found := self._whole()):
            self._got += self.sock.recv(65536)
        return found

    def _whole(self) -> list[str]:
        found = []
        while (frame := self._next()) is not None:
            if frame == "2":
                self.send("3")  # Engine.IO asks whether we live
            found.append(frame)
        return found

    def _next(self) -> str | None:
        if len(self._got) < 2:
            return None
        size, begin = self._got[1] & 0x7F, 2
        if size == 126:
            size, begin = struct.unpack(">H", self._got[2:4])[0], 4
        elif size == 127:
            size, begin = struct.unpack(">Q", self._got[2:10])[0], 10
        if len(self._got) < begin + size:
            return None
        frame, self._got = self._got[begin : begin + size], self._got[begin + size :]
        return frame.decode()


def watcher(port: int, token: str, board: str) -> WebSocket:
    """A screen of the hall that has the whole state of its board."""
    screen = WebSocket(port, "/socket.io/?EIO=4&transport=websocket", token)
    _until(screen, lambda frame: frame.startswith("0{"))
    screen.send("40")
    _until(screen, lambda frame: frame.startswith("40{"))
    screen.send("420" + json.dumps(["watch", {"board": board}]))
    _until(screen, lambda frame: frame.startswith("430["))
    return screen


def reach_all(
    screens: list[WebSocket], press: Callable[[], None], is_it: Callable[[str], bool]
) -> float:
    """Milliseconds from the press until the last screen has a frame that `is_it`."""
    poll, waiting = select.epoll(), {}
    for screen in screens:
        poll.register(screen.sock, select.EPOLLIN)
        waiting[screen.sock.fileno()] = screen
    begun = time.perf_counter()
    press()
    last = begun
    while waiting:
        ready = poll.poll(5)
        assert ready, f"{len(waiting)} screens heard nothing for 5 s"
        for handle, _ in ready:
            if any(is_it(frame) for frame in waiting[handle].frames()):
                last = time.perf_counter()
                poll.unregister(handle)
                del waiting[handle]
    poll.close()
    return (last - begun) * 1000


def _until(screen: WebSocket, is_it: Callable[[str], bool]) -> None:
    while not any(is_it(frame) for frame in screen.frames()):
        pass
