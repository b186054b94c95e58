"""Time, injected: a wall clock, a boot-time clock, and hall time that never goes back."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


class Clock(Protocol):
    """Where a hall gets its time from; every value in whole milliseconds."""

    boot: str

    def wall(self) -> int:
        """Milliseconds since 1970 (UTC); may jump in either direction."""
        ...

    def ticking(self) -> int:
        """Milliseconds since the machine started; only ever rises while it runs."""
        ...


class MachineClock:
    """The machine's own clocks (CLOCK_REALTIME, CLOCK_BOOTTIME) and the kernel's boot id."""

    def __init__(self) -> None:
        self.boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()

    def wall(self) -> int:
        return time.time_ns() // 1_000_000

    def ticking(self) -> int:
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000


@dataclass
class SetClock:
    """A clock that somebody else moves: for simulation and for tests of days and timers."""

    now: int
    boot: str = "set-clock"
    started: int = 0

    def __post_init__(self) -> None:
        self.started = self.started or self.now

    def wall(self) -> int:
        return self.now

    def ticking(self) -> int:
        return self.now - self.started

    def move_to(self, wall: int) -> None:
        self.now = max(self.now, wall)
