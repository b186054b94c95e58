"""The hall's listener: what a client may take of it before the hall has heard a whole request.

A line costs a file and a greenlet. Whoever opens one and says nothing, or a byte now and then,
would keep both for ever, and a thousand such lines leave no file for the kiosk.
"""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator
from typing import Any

import gevent
from gevent.pywsgi import WSGIHandler, WSGIServer

from db.errors import MotCuaError

REQUEST_S = 15  # for the head, and again for the body: a phone at the edge of the Wi-Fi has time
GONE_S = 30
IDLE_S = 3600  # between two requests on one line: a screen at rest keeps its own


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there; MotCuaError when that cannot be."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    # pywsgi sends head and body apart: without this every reply waits 44 ms.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    # A client that has vanished, or takes nothing of what it is sent, is given up (ms).
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, GONE_S)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, GONE_S * 1000)
    try:
        listener.bind((host, port))
    except (OSError, OverflowError) as fault:
        listener.close()
        raise MotCuaError(
            f"{host} port {port} cannot be listened at ({fault}); choose another --port."
        ) from fault
    listener.listen(1024)
    listener.settimeout(0)
    return listener


def serve(listener: socket.socket, app: Any, log: Any) -> WSGIServer:
    """Serves `app`; nobody waits for a client longer than this file says."""
    server = WSGIServer(listener, app, log=None, error_log=log, handler_class=_Handler)
    server.start()
    return server


class _Handler(WSGIHandler):
    """Hears no more of a client that takes too long; what is an answer by then is still sent."""

    _answered = _late = False
    _held: bytearray | None = None

    def read_requestline(self) -> str:
        with self._patience(IDLE_S if self._answered else REQUEST_S):
            self.rfile.peek(1)
        with self._patience(REQUEST_S):
            return str(super().read_requestline())

    def read_request(self, raw_requestline: str) -> Any:
        with self._patience(REQUEST_S):
            read = super().read_request(raw_requestline)
        if self._late:
            # gevent takes the end of the file for the end of the head: half a request is none.
            raise ValueError("The head came too slowly")
        return read

    def handle_one_response(self) -> None:
        self._answered = True
        environ = self.environ or {}
        body = environ.get("CONTENT_LENGTH") or environ.get("HTTP_TRANSFER_ENCODING")
        # A socket's upgrade has no body, and is no request that ends.
        with self._patience(REQUEST_S) if body else contextlib.nullcontext():
            super().handle_one_response()

    def _write_with_headers(self, data: bytes) -> None:
        """Head and body in one send: each hands Python to the writer's thread and waits for it."""
        self._held = whole = bytearray()
        try:
            super()._write_with_headers(data)  # type: ignore[misc]
        finally:
            self._held = None
        self._sendall(whole)

    def _sendall(self, data: bytes | bytearray) -> None:
        if self._held is None:
            super()._sendall(data)  # type: ignore[misc]
        else:
            self._held += data

    @contextlib.contextmanager
    def _patience(self, seconds: float) -> Iterator[None]:
        timer = gevent.get_hub().loop.timer(seconds)
        timer.start(self._hear_no_more)
        try:
            yield
        finally:
            timer.stop()
            timer.close()

    def _hear_no_more(self) -> None:
        # The socket below gevent's: whoever reads finds an end of file, as if the client had gone.
        self._late = True
        sock: Any = self.socket
        with contextlib.suppress(OSError):
            sock._sock.shutdown(socket.SHUT_RD)  # noqa: SLF001
