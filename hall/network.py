"""Where this machine is in its own network."""

from __future__ import annotations

import socket

from config import Settings

EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - compared with, not bound to


def lan_address() -> str | None:
    """This machine's address in its own network, without sending a byte."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("10.255.255.255", 1))
            return str(probe.getsockname()[0])
        except OSError:
            return None


def with_public_url(settings: Settings, host: str, port: int) -> Settings:
    """The settings with the address that phones and screens find the hall by."""
    if settings.server.public_url != "auto":
        return settings
    address = host if host not in EVERYWHERE else lan_address() or "127.0.0.1"
    server = settings.server.model_copy(update={"public_url": f"http://{address}:{port}"})
    return settings.model_copy(update={"server": server})
