"""Questions at the pads: one for each service that a clerk finished, answered at most once."""

from __future__ import annotations

import json

from audit.evidence import Evidence, Row
from audit.promise import Promise
from audit.replay import Replay

# A service that nobody measured, or that nobody finished, asks nothing.
SILENT = ("unmeasured", "forgotten")


class Questions(Promise):
    """queue.md, A rating that can be trusted: `finish` opens exactly one."""

    says = "Each finished service asked once, for the clerk who served, and was answered in time."
    subjects = frozenset({"ticket", "rating"})

    def __init__(self, evidence: Evidence, hall: Replay) -> None:
        super().__init__(evidence, hall)
        self._owed: Row | None = None

    def see(self, row: Row) -> None:
        if self._owed and row.command != self._owed.command:
            self._not_asked()
        if row.subject == "ticket":
            if row.action == "finish" and self._asks(row):
                self._owed = row
        elif row.action == "opened":
            self._opened(row)
        else:
            self._closed(row)

    def end(self) -> None:
        if self._owed:
            self._not_asked()

    def _not_asked(self) -> None:
        assert self._owed
        self.broken(f"sequence {self._owed.seq}: ticket {self._owed.ref} was finished unasked")
        self._owed = None

    def _asks(self, row: Row) -> bool:
        today = self.hall.open_day()
        in_time = today is not None and today.id == row.day
        return bool(row.clerk) and in_time and not any(flag in row.flags for flag in SILENT)

    def _opened(self, row: Row) -> None:
        told, owed, self._owed = json.loads(row.detail or ""), self._owed, None
        where = f"sequence {row.seq}: a question"
        if owed is None:
            self.broken(f"{where} was opened without a service that ended")
            return
        asked = (str(told["ticket"]), row.leg, row.clerk, row.counter, row.day)
        if asked != (owed.ref, owed.leg, owed.clerk, owed.counter, owed.day):
            self.broken(f"{where} was opened for another service than {owed.seq}'s")
        if row.counter in self.hall.asking:
            self.broken(f"{where} was opened at counter {row.counter} beside another one")

    def _closed(self, row: Row) -> None:
        asked = self.hall.questions.get(row.ref)
        where = f"sequence {row.seq}: a question"
        if asked is None:
            self.broken(f"{where} was {row.action} that was not open")
        elif row.action not in ("answered", "unanswered", "withdrawn"):
            self.broken(f"{where} was {row.action}")
        elif (row.counter, row.clerk, row.day) != (asked.counter, asked.clerk, asked.day):
            self.broken(f"{where} was {row.action} for another counter, clerk or day")
        elif row.action == "answered" and row.hall >= asked.closes_hall:
            self.broken(f"{where} was answered when its time was over")
