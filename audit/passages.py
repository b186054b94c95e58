"""The law of the queue, written a second time: what may happen to a ticket, and in which order."""

from __future__ import annotations

from audit.evidence import Row
from audit.promise import Promise
from audit.rebuilt import Visit

# queue.md, Life of a ticket: (state, action) → state, as far as this version brings it.
LAW = {
    ("waiting", "call"): "called",
    ("called", "recall"): "called",
    ("called", "start"): "serving",
    ("serving", "finish"): "served",
    ("called", "miss"): "missed",
    ("missed", "rejoin"): "waiting",
    ("waiting", "leave"): "left",
    ("called", "leave"): "left",
    ("missed", "leave"): "left",
    ("waiting", "expire"): "expired",
    ("called", "expire"): "expired",
    ("missed", "expire"): "expired",
}
MAY_MOVE = ("rejoin",)


class Passages(Promise):
    """One take, lawful steps, one end; what a step does not change stays."""

    says = "Every ticket went by the law of the queue, from one take to at most one end."
    subjects = frozenset({"ticket"})

    def see(self, row: Row) -> None:
        visit = self.hall.visit(row)
        if row.action == "take":
            self._take(row, visit)
        elif visit is None:
            self.broken(f"sequence {row.seq}: {row.action} of ticket {row.ref}, which is not alive")
        else:
            self._step(row, visit)

    def _take(self, row: Row, visit: Visit | None) -> None:
        today = self.hall.open_day()
        if visit or row.ref != str(row.seq):
            self.broken(f"sequence {row.seq}: ticket {row.ref} was not taken by its first row")
        if (row.before, row.after, row.leg) != (None, "waiting", 1):
            self.broken(f"sequence {row.seq}: a take leads from {row.before} to {row.after}")
        if today is None or row.day != today.id:
            self.broken(f"sequence {row.seq}: taken on day {row.day}, which was not open")

    def _step(self, row: Row, visit: Visit) -> None:
        where = f"sequence {row.seq}, ticket {row.ref}"
        if row.before != visit.state or LAW.get((visit.state, row.action)) != row.after:
            self.broken(
                f"{where}: {row.action} from {visit.state} (it says {row.before}) to {row.after}"
            )
        before = (visit.day, visit.leg, visit.service, visit.place, visit.joined, visit.head_start)
        if before != (row.day, row.leg, row.service, row.place, row.joined, row.head_start):
            self.broken(f"{where}: {row.action} changed what it may not")
        if row.counted != visit.counted and row.action not in MAY_MOVE:
            self.broken(f"{where}: {row.action} moved it in line")
        if not row.flags.startswith(visit.flags):
            self.broken(f"{where}: {row.action} took a flag away")
        self._reasons(row, visit, where)

    def _reasons(self, row: Row, visit: Visit, where: str) -> None:
        if row.action == "miss" and visit.recalls < self.hall.office.recall_limit:
            self.broken(f"{where}: missed after {visit.recalls} recalls")
        no_show = (row.reason, visit.state) == ("no-show", "missed")
        if row.action == "expire" and row.reason != "day-closed" and not no_show:
            self.broken(f"{where}: expired as {row.reason} while {visit.state}")
