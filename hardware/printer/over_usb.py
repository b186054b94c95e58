"""A USB printer at `usb:///dev/usb/lp0`, or at a name that udev gave it: `/dev/motcua/printer`.

The kernel's usblp keeps the device; we read and write its file ourselves. Taking the device from
usblp (pyusb) makes the file vanish, and the library's file driver cannot read a status at all.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial

from hardware.printer.delivery import RealPrinter
from hardware.printer.driver import AddressUnknown, Driver, Place
from hardware.printer.line import Descriptor, Line


def driver(place: Place) -> Driver:
    """The driver of one address; raises AddressUnknown."""
    path = place.address.removeprefix("usb://")
    if not path.startswith("/"):
        raise AddressUnknown(f"{place.address}: write usb:///dev/usb/lp0")
    return RealPrinter(place, partial(_open, path), keeps=True)


@contextmanager
def _open(path: str) -> Iterator[Line]:
    fd = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    try:
        # A read of nothing is an empty packet: some printers answer so while they have no word.
        yield Descriptor(fd, ends=False)
    finally:
        with suppress(OSError):
            os.close(fd)
