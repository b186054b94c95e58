"""A printer on a serial port: `serial:///dev/ttyUSB0?baud=115200&flow=rtscts`.

pyserial sets the port up; the bytes then go over the descriptor, like everybody's. pyserial's own
write knows only "all" or "timed out", and what matters here is whether a single byte went out.
"""

from __future__ import annotations

import termios
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from urllib.parse import parse_qs, urlsplit

import serial

from hardware.printer.delivery import RealPrinter
from hardware.printer.driver import AddressUnknown, Driver, Place
from hardware.printer.line import Descriptor, Line

BAUD = 115200
FLOW = ("none", "rtscts")
"""Never XON/XOFF: a picture holds both bytes."""

WRITE_S = 1.0


def driver(place: Place) -> Driver:
    """The driver of one address; raises AddressUnknown."""
    parts = urlsplit(place.address)
    options = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    baud, flow = options.pop("baud", str(BAUD)), options.pop("flow", "none")
    known = not options and baud.isdecimal() and flow in FLOW
    if parts.netloc or not parts.path.startswith("/") or not known:
        raise AddressUnknown(f"{place.address}: write serial:///dev/ttyUSB0?baud={BAUD}")
    return RealPrinter(place, partial(_open, parts.path, int(baud), flow), keeps=True)


@contextmanager
def _open(path: str, baud: int, flow: str) -> Iterator[Line]:
    port = _port(path, baud, flow)
    line = Descriptor(port.fileno(), ends=True)
    try:
        yield line
    finally:
        # What a printer did not take would make the close wait for it: 30 s in the kernel. But
        # what has left for a converter's own buffer is on its way and must not be lost.
        with suppress(OSError, termios.error):
            whole = termios.TCIFLUSH if not line.waiting() else termios.TCIOFLUSH
            termios.tcflush(port.fileno(), whole)
        with suppress(OSError, termios.error):
            port.close()


def _port(path: str, baud: int, flow: str) -> serial.Serial:
    # pyserial passes over what a port without modem lines cannot do (ENOTTY).
    try:
        return serial.Serial(
            path, baud, timeout=0, write_timeout=WRITE_S, rtscts=flow == "rtscts", exclusive=True
        )
    except (termios.error, ValueError) as fault:
        raise OSError(*fault.args) from fault
