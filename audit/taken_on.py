"""The alerts that somebody of the staff has taken on: who, when, and that nobody wrote it later."""

from __future__ import annotations

from audit.evidence import Evidence, Row
from audit.promise import Promise
from audit.replay import Replay

KEPT = "SELECT key, kind, day, at_hall, at_wall, staff, seq FROM alert ORDER BY key"


class TakenOn(Promise):
    """The table holds the last word on each alert, of the last day on which there was one."""

    says = "Every alert that somebody took on was written down, with who and when."
    subjects = frozenset({"alert"})

    def __init__(self, evidence: Evidence, hall: Replay) -> None:
        super().__init__(evidence, hall)
        self._day = 0
        self._on: dict[str, tuple[object, ...]] = {}

    def see(self, row: Row) -> None:
        if row.action != "take-on" or not row.reason or row.actor == "hall":
            self.broken(f"sequence {row.seq}: {row.action} of alert {row.ref} by {row.actor}")
        if row.day != self._day:
            self._day, self._on = row.day, {}
        self._on[row.ref] = (row.reason, row.day, row.hall, row.wall, row.actor, row.seq)

    def end(self) -> None:
        for key, *kept in self.evidence.all(KEPT):
            if tuple(kept) != self._on.pop(key, None):
                self.broken(f"alert {key} was not taken on as its row says")
        for key in self._on:
            self.broken(f"alert {key} was taken on, and its row is not there")
