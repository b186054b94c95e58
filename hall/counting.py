"""The figures of closed days are counted in the background, one day at a time.

Nothing waits for it: until a day is counted its figures come from the journal. Then the last month
is read for the screens of the waiting rooms, which are drawn too often to read it themselves.
"""

from __future__ import annotations

import time

import office
from figures import month, rolls
from tickets import Desk
from tickets.showing import Figures

# A day that closed, or that something reached back into, is counted within this time.
AGAIN_AFTER_S = 30


class Counting:
    """Looks whether a day is to be counted, and counts it."""

    def __init__(self, desk: Desk, shown: Figures) -> None:
        self._desk, self._shown = desk, shown
        self._not_before = 0.0
        self._read_at = ""

    def look(self) -> None:
        """Counts one day or month that is not kept; says when to look again."""
        if time.monotonic() < self._not_before:
            return
        if self._desk.ask(rolls.is_missing, self._desk.moment()):
            self._desk.run(rolls.keep_next)
            self._read_at = ""
        else:
            self._not_before = time.monotonic() + AGAIN_AFTER_S
            self._read_month()

    def _read_month(self) -> None:
        """Once an hour, and after anything was counted: screens learn of it when it is another."""
        hour = self._desk.moment().iso()[:13] if self._desk.ask(_is_shown) else ""
        if hour == self._read_at:
            return
        self._read_at = hour
        found = self._desk.ask(month.newest, self._desk.moment()) if hour else None
        if found != self._shown.month:
            self._shown.month = found
            self._desk.touch("hall")


def _is_shown() -> bool:
    return bool(office.setting("waiting_room")["month"])
