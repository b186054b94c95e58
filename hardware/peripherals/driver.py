"""What one port's thread must be able to do: a bus of boards, a sound card, a key pad.

The child calls `turn` again and again. A turn that takes longer than TURN_S is a driver that
hangs: the parent kills the child, starts another and tells it again what is so now.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from hardware.errors import FaultUnknown
from hardware.health import Condition

TURN_S = 3.0
"""No call to a device may block longer; what is longer is done in several turns."""

ONCE = "press:"
"""A fault named so is a finger on a virtual key: played once, and by no new driver again."""

Order = Mapping[str, Any]


class Port(NamedTuple):
    """What the hall's settings say of one port, as plain values that travel as JSON."""

    name: str
    kind: str
    """board-bus, speaker or keypad: which driver, see `child.DRIVERS`."""
    address: str
    """virtual, /dev/…, socket://host:port, rfc2217://host:port, or what the driver knows."""
    options: Mapping[str, Any]
    state: Path
    devices: tuple[str, ...] = ()
    """What hangs on it, by name; none = the port is itself the one device."""

    @property
    def names(self) -> tuple[str, ...]:
        """Whose health this port tells, also while it has no driver."""
        return self.devices or (self.name,)


class Hall(Protocol):
    """What a driver may tell the hall, from its own thread; none of it blocks for long."""

    def health(self, device: str, condition: Condition) -> None:
        """How a device is now; said on every look, told onwards only when it changes."""
        ...

    def key(self, pad: str, key: str, press: str) -> None:
        """A key was pressed; `press` is the press's own name, the same if it is said again."""
        ...

    def played(self, sound: int, outcome: str) -> None:
        """What became of a sound: "spoken", "late" or "failed"."""
        ...


class Driver(ABC):
    """One port and all that hangs on it. Only `order` and `fault` come from another thread."""

    def __init__(self, port: Port, hall: Hall) -> None:
        self.port = port
        self.hall = hall

    @property
    @abstractmethod
    def devices(self) -> list[str]:
        """The names of the devices on this port, for their health: a bus has one per board."""

    @abstractmethod
    def order(self, order: Order) -> None:
        """Takes what should be so now, and returns at once: newest wins, never a backlog."""

    @abstractmethod
    def turn(self) -> None:
        """One turn of work within TURN_S; waits a little itself when there is nothing to do.

        A device that is away is no error: its health says so, and the next turns look for it.
        """

    def fault(self, device: str, name: str) -> None:
        """Makes a virtual device behave as if broken; raises FaultUnknown."""
        raise FaultUnknown(f"only a virtual device can be told to play {name}, not {device}")

    def close(self) -> None:
        """Gives the port back."""
        return
