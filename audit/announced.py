"""Calls and what was to be shown and spoken of them."""

from __future__ import annotations

from audit.evidence import Evidence, Row
from audit.promise import Promise
from audit.rebuilt import Visit
from audit.replay import Replay

SQL = """SELECT day, ticket, number, counter, recall, language, created_hall, created_wall, state
FROM announcement WHERE id = ?"""
STRANGERS = """SELECT id FROM announcement a WHERE NOT EXISTS (SELECT 1 FROM journal j
WHERE j.seq = a.id AND j.subject = 'ticket' AND j.action IN ('call', 'call-this', 'recall'))"""
KNOWN = ("open", "speaking", "spoken", "blocked", "late")
ANNOUNCED = ("call", "call-this", "recall")


class Announced(Promise):
    """An announcement is a row of its call's own transaction, under the call's sequence."""

    says = "Every call and recall has its one announcement, and nothing else was announced."
    subjects = frozenset({"ticket"})

    def __init__(self, evidence: Evidence, hall: Replay) -> None:
        super().__init__(evidence, hall)
        self._retracted: dict[int, str] = {}

    def see(self, row: Row) -> None:
        visit = self.hall.visit(row)
        if row.action == "undo":
            self._undo(row)
        elif row.action in ANNOUNCED and visit is not None:
            self._call(row, visit)

    def _call(self, row: Row, visit: Visit) -> None:
        recall = visit.recalls + 1 if row.action == "recall" else 0
        due = (
            row.day, visit.id, visit.label, row.counter, recall, visit.language, row.hall, row.wall,
        )  # fmt: skip
        kept = self.evidence.one(SQL, row.seq)
        if kept is None:
            self.broken(f"sequence {row.seq}: the {row.action} of {visit.label} was not announced")
        elif kept[:-1] != due:
            self.broken(
                f"sequence {row.seq}: the announcement of {visit.label} says something else"
            )
        elif kept[-1] == "retracted":
            self._retracted[row.seq] = visit.label
        elif kept[-1] not in KNOWN:
            self.broken(f"sequence {row.seq}: the announcement of {visit.label} is {kept[-1]}")

    def _undo(self, row: Row) -> None:
        """What was not spoken yet when its call was undone never is."""
        self._retracted.pop(row.undoes or 0, None)
        kept = self.evidence.one(SQL, row.undoes)
        if kept and kept[-1] == "open":
            self.broken(f"sequence {row.undoes}: its call was undone, and is still to be announced")

    def end(self) -> None:
        for seq, label in self._retracted.items():
            self.broken(f"sequence {seq}: the announcement of {label} was retracted, unsaid")
        for (id,) in self.evidence.all(STRANGERS):
            self.broken(f"announcement {id} belongs to no call")
