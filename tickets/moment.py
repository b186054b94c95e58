"""Now, as pages are told it: hall times and wall times as ISO 8601 with the office's offset."""

from __future__ import annotations

from typing import NamedTuple

from config import DayRules
from tickets.hours import local


class Moment(NamedTuple):
    """One instant on both clocks (ms), and the office's zone."""

    hall: int
    wall: int
    machine: DayRules

    def iso(self, wall: int | None = None) -> str:
        """A wall time (now, if none is given)."""
        at = local(self.wall if wall is None else wall, self.machine)
        return at.isoformat(timespec="milliseconds")

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
