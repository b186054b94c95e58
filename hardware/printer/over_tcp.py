"""A network printer at `tcp://host:port` (raw port 9100), or a converter at `socket://host:port`."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from urllib.parse import urlsplit

from hardware.printer.delivery import RealPrinter
from hardware.printer.driver import AddressUnknown, Driver, Place
from hardware.printer.line import Descriptor, Line


def driver(place: Place) -> Driver:
    """The driver of one address; raises AddressUnknown."""
    parts = urlsplit(place.address)
    try:
        host, port = parts.hostname, parts.port or 9100
    except ValueError as fault:
        raise AddressUnknown(f"{place.address}: {fault}") from fault
    if host is None:
        raise AddressUnknown(f"{place.address}: write tcp://host:port")
    # A converter ends our connection as a printer does, but its wire keeps what was said on it.
    keeps = parts.scheme == "socket"
    return RealPrinter(place, partial(_open, (host, port), place.timeout_s), keeps=keeps)


@contextmanager
def _open(address: tuple[str, int], timeout_s: float) -> Iterator[Line]:
    with socket.create_connection(address, timeout=timeout_s) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        line.settimeout(0)
        yield Descriptor(line.fileno(), ends=True)
