"""Calls and what was to be shown and spoken of them."""

from __future__ import annotations

from audit.evidence import Row
from audit.promise import Promise

SQL = """SELECT day, ticket, number, counter, recall, language, created_hall, created_wall, state
FROM announcement WHERE id = ?"""
STRANGERS = """SELECT id FROM announcement a WHERE NOT EXISTS (SELECT 1 FROM journal j
WHERE j.seq = a.id AND j.subject = 'ticket' AND j.action IN ('call', 'recall'))"""


class Announced(Promise):
    """An announcement is a row of its call's own transaction, under the call's sequence."""

    says = "Every call and recall has its one announcement, and nothing else was announced."
    subjects = frozenset({"ticket"})

    def see(self, row: Row) -> None:
        visit = self.hall.visit(row)
        if row.action not in ("call", "recall") or visit is None:
            return
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
        elif kept[-1] not in ("open", "spoken", "blocked"):
            self.broken(f"sequence {row.seq}: the announcement of {visit.label} is {kept[-1]}")

    def end(self) -> None:
        for (id,) in self.evidence.all(STRANGERS):
            self.broken(f"announcement {id} belongs to no call")
