"""When a printer's roll was changed, and what staff are told of the one that is in.

Paper that is there again after none was left is a new roll, and nobody need press anything. A
cover that was opened and closed may be one: then people are asked.
"""

from __future__ import annotations

import time
from typing import Any

from config import Settings
from hardware.health import Health
from tickets import Desk, Moment, rolls

ASK_S = 900
"""How long after the cover was closed people are asked whether the roll is a new one."""

LOW = "paper-low"

NEAR_END = 0.1
"""A sensor says so when the roll is about 25 mm thick: some 6 m, less than a tenth of one."""


class Rolls:
    """Hears how each printer is, and journals what that says of its roll."""

    def __init__(self, settings: Settings) -> None:
        self._metres = {printer.name: printer.roll_m for printer in settings.printers}
        self._was_out: set[str] = set()
        self._was_open: set[str] = set()
        self._asks: dict[str, float] = {}
        self._low: set[str] = set()

    def start(self, desk: Desk) -> None:
        """From now on a change that the printer shows is written down."""
        self._desk = desk

    def hear(self, name: str, health: Health) -> None:
        """How a printer is now; writes down a roll that must be a new one."""
        if health.state == "paper-out":
            self._was_out.add(name)
        elif health.state == "cover-open":
            self._was_open.add(name)
            self._asks.pop(name, None)  # whether it is a new one is asked when it is closed
        elif health.state == "ok":
            self._is_well(name, health.detail == LOW)

    def _is_well(self, name: str, low: bool) -> None:
        self._low = self._low | {name} if low else self._low - {name}
        if name in self._was_out:
            self._desk.run(lambda tx: rolls.change(tx, name, "hall", rolls.PAPER_BACK))
            self.changed(name)
        elif name in self._was_open:
            self._asks[name] = time.monotonic() + ASK_S
        self._was_open.discard(name)

    def changed(self, name: str) -> None:
        """A new roll is in: nothing need be asked any more."""
        self._was_out.discard(name)
        self._asks.pop(name, None)

    def told(self, moment: Moment) -> dict[str, dict[str, Any]]:
        """Of each printer: the estimate, whether it says `low`, whether people are asked.

        To be asked where the database is read.
        """
        now = time.monotonic()
        return {
            name: {
                **roll, "left": self._believed(name, roll), "low": name in self._low,
                "asks": self._asks.get(name, 0) > now,
            }
            for name, roll in rolls.estimates(self._metres, moment).items()
        }  # fmt: skip

    def _believed(self, name: str, roll: dict[str, Any]) -> int | None:
        """The estimate, unless the printer knows better: then the roll was not full when put in."""
        left: int | None = roll["left"]
        most = self._metres[name] * 1000 * NEAR_END
        return None if left and name in self._low and left * roll["slip_mm"] > most else left
