"""Screens without browsers: plain WebSockets in one process, timed to the last one reached."""

from __future__ import annotations

import base64
import json
import os
import select
import socket
import struct
import time
from collections.abc import Callable, Sequence
from typing import Any

MASKED = 0x80
# RFC 6455, 5.2: what stands in the place of a short size, and the size that follows it.
LONGER = {126: struct.Struct(">H"), 127: struct.Struct(">Q")}


class WebSocket:
    """One client: text frames only, as far as a board needs them."""

    sock: socket.socket
    answered = b""  # the head of the answer to the upgrade
    _got = b""

    def begin(self, port: int, path: str, token: str, more: str = "") -> None:
        """Asks for the upgrade; `more` is what else its head says, line by line."""
        self.sock = socket.create_connection(("127.0.0.1", port))
        key = base64.b64encode(os.urandom(16)).decode()
        self.sock.sendall(
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n"
            f"Authorization: Bearer {token}\r\n{more}\r\n".encode()
        )

    def upgraded(self) -> bool:
        """Reads some; whether the upgrade is answered. AssertionError when it is refused."""
        self._got += self.sock.recv(4096)
        head, end, rest = self._got.partition(b"\r\n\r\n")
        if not end:
            return False
        assert b" 101 " in head.split(b"\r\n")[0], head
        self.answered, self._got = head, rest
        return True

    def send(self, text: str) -> None:
        """One masked text frame, under 126 bytes."""
        data, mask = text.encode(), os.urandom(4)
        body = bytes(b ^ mask[i % 4] for i, b in enumerate(data))
        self.sock.sendall(bytes([0x81, MASKED | len(data)]) + mask + body)

    def read_all(self) -> list[str]:
        """Whatever has come, without waiting."""
        found: list[str] = []
        while select.select([self.sock], [], [], 0)[0]:
            found += self.frames()
        return found

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
        if longer := LONGER.get(size):
            begin += longer.size
            if len(self._got) < begin:
                return None  # a read may end anywhere, also inside a frame's head
            [size] = longer.unpack_from(self._got, 2)
        if len(self._got) < begin + size:
            return None
        frame, self._got = self._got[begin : begin + size], self._got[begin + size :]
        return frame.decode()


def reach_all(
    screens: Sequence[WebSocket], press: Callable[[], None], is_it: Callable[[str], bool]
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


def open_all(port: int, path: str, many: int) -> list[WebSocket]:
    """So many plain sockets at once."""
    opened = [WebSocket() for _ in range(many)]
    for one in opened:
        one.begin(port, path, "")
    for one in opened:
        while not one.upgraded():
            pass
    return opened


class Screen(WebSocket):
    """A Socket.IO client on its way in: the upgrade, the namespace, the board's whole state."""

    def __init__(self, port: int, token: str, board: str | None) -> None:
        self.told: dict[str, Any] = {}
        self._board, self._open = board, False
        self.begin(port, "/socket.io/?EIO=4&transport=websocket", token)

    def step(self) -> bool:
        """Reads what is there and says what comes next; whether it is in."""
        if not self._open:
            self._open = self.upgraded()
            if not self._open:
                return False
            # The first frame may have come with the answer.
            frames = self._whole()
        else:
            frames = self.frames()
        answered = [self._answer(frame) for frame in frames]
        return any(answered)

    def _answer(self, frame: str) -> bool:
        if frame.startswith("0{"):
            self.send("40")
        elif frame.startswith("40{"):
            if self._board is None:
                return True
            self.send("420" + json.dumps(["watch", {"board": self._board}]))
        elif frame.startswith("430["):
            self.told = json.loads(frame[3:])[0]
            return True
        return False


def join_all(port: int, token: str, board: str | None, many: int) -> list[Screen]:
    """So many clients come in at once; each is in (and has its board) when this returns."""
    screens = [Screen(port, token, board) for _ in range(many)]
    poll, waiting = select.epoll(), {screen.sock.fileno(): screen for screen in screens}
    for handle in waiting:
        poll.register(handle, select.EPOLLIN)
    while waiting:
        ready = poll.poll(20)
        assert ready, f"{len(waiting)} of {many} are not in after 20 s"
        for handle, _ in ready:
            if waiting[handle].step():
                poll.unregister(handle)
                del waiting[handle]
    poll.close()
    return screens
