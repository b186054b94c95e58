"""The control: a bare Flask-SocketIO app on gevent, and a raw WebSocket broadcast beside it."""

from __future__ import annotations

import sys

from gevent import monkey

monkey.patch_all()

import socket  # noqa: E402
from typing import Any  # noqa: E402

from flask import Flask, Response, request  # noqa: E402
from flask_socketio import SocketIO  # noqa: E402
from gevent.pywsgi import WSGIServer  # noqa: E402
from simple_websocket import Server  # noqa: E402

app = Flask(__name__)
SocketIO(app, async_mode="gevent")
watching: list[Any] = []


@app.get("/")
def page() -> str:
    """The first page."""
    return "<!doctype html><title>bare</title>"


def with_raw(environ: dict[str, Any], start_response: Any) -> Any:
    """A socket that only listens, before Flask, which has no page for an upgrade."""
    if environ["PATH_INFO"] != "/raw":
        return app(environ, start_response)
    one = Server.accept(environ)
    watching.append(one)
    one.receive()
    return []


@app.post("/tell")
def tell() -> Response:
    """Sends one ready frame to everybody: no encoding, no rooms, no versions."""
    text = request.get_data()
    frame = bytes([0x81, 126]) + len(text).to_bytes(2) + text
    for one in watching:
        one.sock.sendall(frame)
    return Response(status=204)


if __name__ == "__main__":
    listener = socket.socket()
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    listener.bind(("127.0.0.1", 0))
    listener.listen(1024)
    print(f"bare: http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
    WSGIServer(listener, with_raw, log=None).serve_forever()
    sys.exit(0)
