"""Counters: who sits there, and whose ticket is in hand."""

from __future__ import annotations

from audit.evidence import Row
from audit.promise import Promise
from audit.rebuilt import Visit


class Hands(Promise):
    """Two counters never call one citizen, and one counter never calls two."""

    says = "Every call has one counter: no ticket in two hands, no counter with two citizens."
    subjects = frozenset({"ticket", "counter"})

    def see(self, row: Row) -> None:
        visit = self.hall.visit(row)
        if row.subject == "counter":
            self._leaves(row)
        elif row.action == "call" and visit:
            self._call(row, visit)
        elif row.action in ("take", "rejoin"):
            if (row.counter, row.clerk) != (None, None):
                self.broken(f"sequence {row.seq}: ticket {row.ref} waits in somebody's hand")
        elif visit:
            self._in_hand(row, visit)

    def _call(self, row: Row, visit: Visit) -> None:
        where = f"sequence {row.seq}: ticket {row.ref} was called"
        seat = self.hall.seats.get(row.counter or 0)
        if seat is None:
            self.broken(f"{where} to the counter {row.counter}, which there is not")
            return
        if visit.state == "called":
            self.broken(f"{where} to counter {row.counter} out of counter {visit.counter}'s hand")
        if seat.ticket is not None:
            self.broken(f"{where} to counter {row.counter}, which had {seat.ticket} in hand")
        if seat.state != "open":
            self.broken(f"{where} to counter {row.counter}, which was {seat.state}")
        if row.clerk != seat.clerk:
            self.broken(f"{where} by {row.clerk}, but {seat.clerk} sat there")

    def _leaves(self, row: Row) -> None:
        seat = self.hall.seats.get(row.counter or 0)
        if row.action != "open" and seat and seat.ticket is not None:
            self.broken(
                f"sequence {row.seq}: {row.action} of counter {row.ref} "
                f"with ticket {seat.ticket} in hand"
            )

    def _in_hand(self, row: Row, visit: Visit) -> None:
        where = f"sequence {row.seq}: {row.action} of ticket {row.ref}"
        if (row.counter, row.clerk) != (visit.counter, visit.clerk):
            self.broken(f"{where} at counter {row.counter}, but it was at {visit.counter}")
        seat = self.hall.seats.get(visit.counter or 0)
        if visit.state in ("called", "serving") and (not seat or seat.ticket != visit.id):
            self.broken(f"{where} at counter {visit.counter}, which did not have it in hand")


# (state, action) → state of a counter.
SITTING = {
    ("closed", "open"): "open",
    ("open", "open"): "open",
    ("paused", "open"): "open",
    ("open", "pause"): "paused",
    ("open", "close"): "closed",
    ("paused", "close"): "closed",
}


class Sittings(Promise):
    """A counter opens, pauses and closes in turn; nobody sits at two."""

    says = "Counters opened, paused and closed in turn, and no clerk sat at two of them."
    subjects = frozenset({"counter"})

    def see(self, row: Row) -> None:
        where = f"sequence {row.seq}: {row.action} of counter {row.ref}"
        seat = self.hall.seats.get(int(row.ref))
        if seat is None or row.counter != int(row.ref):
            self.broken(f"{where}, which there is not")
            return
        if row.before != seat.state or SITTING.get((seat.state, row.action)) != row.after:
            self.broken(f"{where} from {seat.state} (it says {row.before}) to {row.after}")
        if row.action != "open" and row.clerk != seat.clerk:
            self.broken(f"{where} names {row.clerk}, but {seat.clerk} sat there")
        self._elsewhere(row, where)

    def _elsewhere(self, row: Row, where: str) -> None:
        for n, seat in self.hall.seats.items():
            sits = row.action == "open" and row.clerk is not None and seat.clerk == row.clerk
            if sits and n != row.counter and seat.state != "closed":
                self.broken(f"{where} by {row.clerk}, who sat at counter {n}")
