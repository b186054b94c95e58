"""The figures of closed days are counted in the background, one day at a time.

Nothing waits for it: until a day is counted its figures come from the journal.
"""

from __future__ import annotations

import time

from figures import rolls
from tickets import Desk

# A day that closed, or that something reached back into, is counted within this time.
AGAIN_AFTER_S = 30


class Counting:
    """Looks whether a day is to be counted, and counts it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._not_before = 0.0

    def look(self) -> None:
        """Counts one day or month that is not kept; says when to look again."""
        if time.monotonic() < self._not_before:
            return
        if self._desk.ask(rolls.is_missing, self._desk.moment()):
            self._desk.run(rolls.keep_next)
        else:
            self._not_before = time.monotonic() + AGAIN_AFTER_S
