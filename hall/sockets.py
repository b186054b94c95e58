"""The screens' sockets: simple-websocket as gevent and a hall full of screens need it."""

from __future__ import annotations

import contextlib
import functools
import importlib.util
import socket
from typing import Any

import simple_websocket
from gevent.lock import RLock

TEXT, BINARY = 0x81, 0x82  # RFC 6455, 5.2: the last frame of a message, and of what
SHORT, LONGER, LONGEST = 125, 126, 127


def fit_for_gevent() -> None:
    """Mends what would break silently under gevent, and refuses what cannot be mended."""
    if importlib.util.find_spec("geventwebsocket"):
        raise RuntimeError("gevent-websocket is installed and would replace simple-websocket.")
    theirs: Any = simple_websocket.Server
    handshake, closing = theirs.handshake, theirs.close

    def shake_hands(self: Any) -> Any:
        self.sock = _WholeSocket(self.sock)
        # Every browser offers to have its frames compressed, each for itself: 200 screens cost
        # twice the CPU at every call, and three times the memory.
        self.environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        return handshake(self)

    def send(self: Any, data: str | bytes) -> None:
        if not self.connected:
            raise simple_websocket.ConnectionClosed(self.close_reason, self.close_message)
        self.sock.send(frame(data))

    def close(self: Any, *why: Any, **more: Any) -> None:
        """Waits for no answer: a screen that has gone, or will not go, kept two files for ever."""
        try:
            closing(self, *why, **more)
        finally:
            with contextlib.suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)

    theirs.handshake, theirs.send, theirs.close = shake_hands, send, close


@functools.lru_cache(maxsize=16)
def frame(data: str | bytes) -> bytes:
    """A message as a server sends it, unmasked: the same for everybody who watches a board."""
    kind, body = (TEXT, data.encode()) if isinstance(data, str) else (BINARY, data)
    size = len(body)
    if size <= SHORT:
        return bytes((kind, size)) + body
    if size < 1 << 16:
        return bytes((kind, LONGER)) + size.to_bytes(2) + body
    return bytes((kind, LONGEST)) + size.to_bytes(8) + body


class _WholeSocket:
    """simple-websocket 1.1.0 calls send() once and ignores a short write: frames broke here."""

    def __init__(self, sock: Any) -> None:
        self._sock, self._lock = sock, RLock()

    def send(self, data: bytes) -> int:
        with self._lock:
            self._sock.sendall(data)
        return len(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)
