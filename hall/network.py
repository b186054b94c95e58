"""Where this machine is in its own network."""

from __future__ import annotations

import socket


def lan_address() -> str | None:
    """This machine's address in its own network, without sending a byte."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("10.255.255.255", 1))
            return str(probe.getsockname()[0])
        except OSError:
            return None
