"""How the hall's listener answers."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import Any

import gevent.socket
import pytest

from hall.listening import listen, serve


def app(_environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Length", "2")])
    return [b"{}"]


def test_an_answer_is_one_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    """In two it hands Python to the writer's thread twice, and waits for it twice."""
    pieces: list[bytes] = []
    sendall = gevent.socket.socket.sendall

    def noted(self: Any, data: bytes) -> Any:
        pieces.append(bytes(data))
        return sendall(self, data)

    monkeypatch.setattr(gevent.socket.socket, "sendall", noted)
    listener = listen("127.0.0.1", 0)
    server = serve(listener, app, logging.getLogger("test"))
    try:
        with gevent.socket.create_connection(listener.getsockname()) as client:
            for _ in range(2):
                client.send(b"GET / HTTP/1.1\r\nHost: hall\r\n\r\n")
                assert client.recv(4096).endswith(b"\r\n\r\n{}")
    finally:
        server.stop()
    assert len(pieces) == 2
    assert all(piece.startswith(b"HTTP/1.1 200 OK\r\n") for piece in pieces)
