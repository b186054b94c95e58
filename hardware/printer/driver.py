"""What a printer must be able to do; `virtual` and `delivery.RealPrinter` do it.

A new way of reaching a real one is one small file (`over_*.py`) that opens a line. Every call must
return within its own deadline; what hangs all the same is killed with the whole child.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Literal

from hardware.errors import FaultUnknown, HardwareError
from hardware.health import Condition

LOOK_S = 3.0
"""How often an idle printer is asked how it is; with the second look, trouble shows in 5 s."""

Outcome = Literal["printed", "sent", "unknown", "failed"]


class AddressUnknown(HardwareError):
    """No driver reaches an address of this form."""


@dataclass(frozen=True)
class Result:
    """What became of a job.

    printed: the printer proved it. sent: all bytes went out, and it gives no proof. unknown: some
    went out, then it broke. failed: none went out, so it may be tried again.
    """

    state: Outcome
    detail: str = ""


@dataclass(frozen=True)
class Place:
    """Where a driver prints and how: its address, its own name, and where it may keep files."""

    address: str
    name: str
    state: Path
    width_px: int = 576
    timeout_s: float = 5.0
    """How long one call to the device may take."""
    deadline_s: float = 30.0
    """How long one job may take, from the first byte to its proof."""
    completion: str = "gs_r"
    """How it proves that a job is on paper: gs_r, gs_h, or none (its jobs end as `sent`)."""
    speaks: bool = True
    """Whether it answers DLE EOT; with False it is never asked how it is."""
    tear_after_mm: int = 0
    """How far it feeds before a ticket is torn off by hand; 0 = it has a cutter."""
    answer_s: float = 0.7
    """A printer answers DLE EOT within milliseconds; a silent one costs this much."""
    patience_s: float = 2.0
    """How long one that never gave a proof is waited for: the paper is out by then."""
    text: str = "picture"
    """How it writes: "picture", or one of codepages.TEXTS, in letters of its own."""
    code_page: int = 0
    """The number of its code page, after ESC t; 0 is the usual one."""

    @property
    def port(self) -> str:
        """What only one process may hold: two names may point at one network printer."""
        return f"virtual-{self.name}" if self.address == "virtual" else self.address


class Driver(ABC):
    """A printer that takes finished bytes."""

    @abstractmethod
    def print(self, job: int, data: bytes, started: Callable[[], None]) -> Result:
        """Prints one job; calls `started` once, just before its first byte goes out."""

    @abstractmethod
    def condition(self) -> Condition:
        """How the device is now, by asking it."""

    def proof(self, job: int) -> Result:
        """What became of a job of an earlier process: a real printer cannot say."""
        return Result("unknown", f"nobody saw the end of job {job}")

    def fault(self, name: str) -> None:
        """Makes a virtual device behave as if broken; raises FaultUnknown."""
        raise FaultUnknown(f"only a virtual printer can be told to play {name}")

    def close(self) -> None:
        """Gives back what the driver holds open between jobs: nothing, unless it says so."""
        return


_FILES = {
    "virtual": "virtual",
    "tcp": "over_tcp",
    "socket": "over_tcp",
    "usb": "over_usb",
    "serial": "over_serial",
}


def driver_for(place: Place) -> Driver:
    """The driver of an address such as "virtual" or "tcp://10.0.0.9:9100"; AddressUnknown."""
    scheme = "usb" if place.address.startswith("/") else place.address.partition("://")[0]
    if scheme not in _FILES:
        raise AddressUnknown(f"{place.address}: known are {', '.join(_FILES)}")
    driver: Driver = import_module(f"hardware.printer.{_FILES[scheme]}").driver(place)
    return driver
