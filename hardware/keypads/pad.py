"""A key pad that comes and goes: found again when it is plugged in, each press named once."""

from __future__ import annotations

import errno
import os
import time
from abc import abstractmethod
from collections.abc import Callable, Iterable
from importlib import import_module
from threading import Event

from hardware.errors import HardwareError
from hardware.health import Condition
from hardware.peripherals.driver import Driver, Hall, Order, Port

SAME_S = 1.5
"""The same key within so long is the same press: a bounce, a held key, a nervous finger.

The clerk's page rests as long after NEXT: two people must not be called where one was meant."""

AGAIN_S = 0.5
"""How often a pad that is away is looked for."""

LISTEN_S = 0.5
"""How long one turn listens; it ends at the first thing that is heard."""

SAYS = {
    errno.EACCES: Condition("error", "no-permission"),
    errno.EPERM: Condition("error", "no-permission"),
    errno.EBUSY: Condition("error", "in-use"),
    errno.ENOTTY: Condition("error", "no-keypad"),
    errno.EINVAL: Condition("error", "no-keypad"),
}
"""What an error at opening says of the device; every other one is a pad that is not there."""


class AddressUnknown(HardwareError):
    """No driver reaches a key pad at an address of this form."""


class Presses:
    """Names each press; a key that comes again within SAME_S, however often, keeps its name."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._last: dict[str, tuple[str, float]] = {}

    def name(self, key: str) -> str:
        """The name of the press that `key` belongs to, now."""
        now = self._now()
        name, at = self._last.get(key, ("", 0.0))
        if not name or now - at >= SAME_S:
            name = os.urandom(8).hex()
        self._last[key] = (name, now)
        return name


class Pad(Driver):
    """Opens, listens, closes; a subclass says how, and gives what was heard as tokens.

    `port.options["keys"]` is token → key: {"96": "next", …}.
    """

    def __init__(self, port: Port, hall: Hall) -> None:
        super().__init__(port, hall)
        self._keys: dict[str, str] = dict(port.options.get("keys", {}))
        self._presses = Presses()
        self._open = False
        self._strange = ""

    @property
    def devices(self) -> list[str]:
        return [self.port.name]

    def order(self, order: Order) -> None:
        """A pad only speaks."""

    def turn(self) -> None:
        try:
            if not self._open:
                self.connect()
                self._open = True
            self._condition(Condition("ok", self._strange))
            self._hear(self.listen())
        except OSError as fault:
            seen = Condition("offline", "unplugged" if self._open else "not-there")
            self._condition(SAYS.get(fault.errno or 0, seen) if not self._open else seen)
            self.close()
            Event().wait(AGAIN_S)

    def close(self) -> None:
        self._open = False
        self.disconnect()

    @abstractmethod
    def connect(self) -> None:
        """Opens the device; what waited in it from before is thrown away. Raises OSError."""

    @abstractmethod
    def listen(self) -> Iterable[str]:
        """The tokens heard within LISTEN_S; raises OSError when the device has gone."""

    @abstractmethod
    def disconnect(self) -> None:
        """Gives the device back, also one that was never opened; raises nothing."""

    def _hear(self, tokens: Iterable[str]) -> None:
        for token in tokens:
            key = self._keys.get(token)
            # Whoever sets a pad up presses a key and reads here what it sends.
            self._strange = "" if key else f"strange-key: {token}"
            if key:
                self.hall.key(self.port.name, key, self._presses.name(key))

    def _condition(self, condition: Condition) -> None:
        self.hall.health(self.port.name, condition)


def driver(port: Port, hall: Hall) -> Driver:
    """The pad at `virtual`, evdev:///dev/…, or any address of a serial line."""
    scheme = port.address.partition("://")[0]
    if scheme in ("virtual", "evdev"):
        file = {"virtual": "virtual", "evdev": "over_input"}[scheme]
    elif scheme in ("socket", "rfc2217") or port.address.startswith("/dev/"):
        file = "over_serial"
    else:
        raise AddressUnknown(f"{port.address}: write virtual, evdev:///dev/… or /dev/…")
    made: Driver = import_module(f"hardware.keypads.{file}").driver(port, hall)
    return made
