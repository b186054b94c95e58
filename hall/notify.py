"""Tells systemd how we are (sd_notify): a datagram to $NOTIFY_SOCKET, or nothing without one."""

from __future__ import annotations

import os
import socket


def notify(state: str) -> None:
    """Sends READY=1, WATCHDOG=1 or STOPPING=1; see sd_notify(3)."""
    path = os.environ.get("NOTIFY_SOCKET")
    if not path:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sock:
        sock.connect("\0" + path[1:] if path.startswith("@") else path)
        sock.send(state.encode())
