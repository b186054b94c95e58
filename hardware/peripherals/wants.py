"""What the hall wants of the child: the newest of everything, and what has not been said yet.

A child that is started anew is told all that is so now. A sound is said once, a finger on a
virtual key too.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from hardware.peripherals.driver import ONCE, Order, Port
from hardware.spawn import Message

Key = tuple[str, str, str]
"""What a message is about: its kind, then names; a newer one of the same key takes its place."""


class Wants:
    """Messages for the child, in order; `take` gives the next."""

    def __init__(self) -> None:
        self._so_now: dict[Key, Message] = {}
        self._faults: dict[str, str] = {}
        self._unsaid: dict[Key, Message] = {}

    def order(self, port: str, order: Order) -> None:
        """The newest for each board wins; a sound is said once."""
        message: Message = {"order": dict(order), "port": port}
        if "sound" in order:
            self._unsaid["sound", str(order["sound"]), ""] = message
        else:
            key = ("order", port, str(order["board"]))
            self._so_now[key] = self._unsaid[key] = message

    def fault(self, device: str, name: str) -> None:
        """From now on and over restarts, until "ok" or "reset"; what begins with ONCE once."""
        if name.startswith(ONCE):
            self._unsaid["press", device, secrets.token_hex(4)] = _fault(device, name)
            return
        if name in {"ok", "reset"}:
            self._faults.pop(device, None)
        else:
            self._faults[device] = name
        self._unsaid["fault", device, ""] = _fault(device, name)

    def probe(self) -> None:
        """Every device is to be looked at."""
        self._unsaid["probe", "", ""] = {"probe": True}

    def no_sound(self, sound: int) -> None:
        """This sound need not be said any more."""
        self._unsaid.pop(("sound", str(sound), ""), None)

    def begin(self, ports: Iterable[Port]) -> None:
        """A new child for these ports: all that is so now, and the sounds nobody has said."""
        sounds = {key: note for key, note in self._unsaid.items() if key[0] == "sound"}
        self._unsaid = {("ports", "", ""): {"ports": [_values(port) for port in ports]}}
        for device, name in self._faults.items():
            self._unsaid["fault", device, ""] = _fault(device, name)
        self._unsaid |= self._so_now | sounds

    def let_in(self, port: Port) -> None:
        """One port more for the child that is there, with all that is so now on it."""
        self._unsaid["ports", port.name, ""] = {"ports": [_values(port)]}
        for device in port.names:
            if device in self._faults:
                self._unsaid["fault", device, ""] = _fault(device, self._faults[device])
        self._unsaid |= {key: note for key, note in self._so_now.items() if key[1] == port.name}

    def take(self) -> Message | None:
        """What is to be said next; None when all has been said."""
        if not self._unsaid:
            return None
        return self._unsaid.pop(next(iter(self._unsaid)))


def _fault(device: str, name: str) -> Message:
    return {"fault": name, "device": device}


def _values(port: Port) -> Message:
    return {
        "name": port.name, "kind": port.kind, "address": port.address,
        "options": dict(port.options), "devices": list(port.devices),
    }  # fmt: skip
