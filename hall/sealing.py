"""Each closing day's seal on paper, as soon as a printer has paper and time for it."""

from __future__ import annotations

import gevent
from gevent.pool import Group

from stats import trust
from tickets import Bus, DayClosed, Desk, Unknown
from web.paper import Paper

AGAIN_S = 20.0


class Sealing:
    """Sheets that are still to be printed; after a restart the page of the ratings has a button."""

    def __init__(self, paper: Paper, again_s: float = AGAIN_S) -> None:
        self._paper, self._again_s = paper, again_s
        self._sheets = Group()

    def start(self, bus: Bus, desk: Desk) -> None:
        """From now on a day that closes is put on paper."""

        def seal(closed: DayClosed) -> None:
            self._sheets.spawn(self._print, desk, closed.day)

        bus.listen(DayClosed, seal)

    def close(self) -> None:
        """Waits for no printer any longer."""
        self._sheets.kill()

    def _print(self, desk: Desk, day: int) -> None:
        try:
            while self._paper.printer_for("") and trust.printed(desk, self._paper, day):
                gevent.sleep(self._again_s)
        except Unknown:
            return  # opened again: it will close under another seal
