"""Now, as pages are told it: hall times and wall times as ISO 8601 with the office's offset."""

from __future__ import annotations

import functools
from typing import NamedTuple

from config import DayRules
from office.hours import in_zone, local


# A board says the same dozen times at every change, a counter's answer the same one twice.
@functools.lru_cache(maxsize=1000)
def _iso(wall: int, zone: str) -> str:
    return in_zone(wall, zone).isoformat(timespec="milliseconds")


class Moment(NamedTuple):
    """One instant on both clocks (ms), and the office's zone."""

    hall: int
    wall: int
    machine: DayRules

    def iso(self, wall: int | None = None) -> str:
        """A wall time (now, if none is given)."""
        return _iso(self.wall if wall is None else wall, self.machine.timezone)

    def today_at(self, clock: str) -> int:
        """The wall time (ms) of "08:05" on the date that it is now."""
        hour, minute = map(int, clock.split(":"))
        at = local(self.wall, self.machine).replace(
            hour=hour, minute=minute, second=0, microsecond=0
        )
        return int(at.timestamp() * 1000)

    def of_hall(self, hall: int | None) -> str | None:
        """A hall time, by how long ago it was; None stays None."""
        return None if hall is None else self.iso(self.wall - self.hall + hall)
