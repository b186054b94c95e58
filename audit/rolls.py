"""The rolls of paper: who changed each, and what is known of the one that is in."""

from __future__ import annotations

import json

from audit.evidence import Evidence, Row
from audit.promise import Promise
from audit.replay import Replay

KEPT = "SELECT printer, mm, slips, slip_mm, seq FROM roll ORDER BY printer"
# By a person's word, or by paper that was there again: of that one only the hall can know.
BY_THE_HALL = {"said": False, "paper-back": True}


class Rolls(Promise):
    """What is known of a roll began with the row of its change, or with the printer."""

    says = "Every change of a roll of paper was written down, and its use is counted from there."
    subjects = frozenset({"roll"})

    def __init__(self, evidence: Evidence, hall: Replay) -> None:
        super().__init__(evidence, hall)
        self._changed: dict[str, int] = {}

    def see(self, row: Row) -> None:
        told = json.loads(row.detail or "{}")
        whole = set(told) == {"mm", "slips"} and min(told.values()) >= 0
        by_the_hall = row.actor == "hall"
        if row.action != "change" or BY_THE_HALL.get(row.reason or "") is not by_the_hall:
            self.broken(f"sequence {row.seq}: {row.action} of a roll by {row.actor}: {row.reason}")
        if not whole:
            self.broken(f"sequence {row.seq}: the roll of {row.ref} had used {row.detail}")
        self._changed[row.ref] = row.seq

    def end(self) -> None:
        for printer, mm, slips, usual, seq in self.evidence.all(KEPT):
            if seq != self._changed.pop(printer, 0):
                self.broken(f"the roll of {printer} is not the one that was put in last")
            if min(mm, slips, usual) < 0 or bool(mm) != bool(slips):
                self.broken(f"the roll of {printer} has used {mm} mm for {slips} slips")
        for printer, seq in self._changed.items():
            self.broken(f"sequence {seq}: the roll of {printer} is not there")
