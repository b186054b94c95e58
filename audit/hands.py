"""Counters: who sits there, and whose ticket is in hand."""

from __future__ import annotations

from audit.evidence import Row
from audit.promise import Promise
from audit.rebuilt import Visit
from audit.replay import OWN

TAKES_IN_HAND = ("call", "call-this", "resume")


class Hands(Promise):
    """Two counters never call one citizen, and one counter never calls two."""

    says = "Every call has one counter: no ticket in two hands, no counter with two citizens."
    subjects = frozenset({"ticket", "counter"})

    def see(self, row: Row) -> None:
        visit = self.hall.visit(row)
        if row.subject == "counter":
            self._leaves(row)
        elif row.action in TAKES_IN_HAND and visit:
            self._call(row, visit)
        elif row.after == "waiting" and row.action != "undo":
            if (row.counter, row.clerk) != (None, None):
                self.broken(f"sequence {row.seq}: ticket {row.ref} waits in somebody's hand")
            if visit and visit.in_hand:
                self._in_hand(row, visit)
        elif visit and row.action != "undo":
            self._stays(row, visit)
            self._in_hand(row, visit)

    def _call(self, row: Row, visit: Visit) -> None:
        where = f"sequence {row.seq}: ticket {row.ref} was called"
        seat = self.hall.seats.get(row.counter or 0)
        if seat is None:
            self.broken(f"{where} to the counter {row.counter}, which there is not")
            return
        if visit.state == "called":
            self.broken(f"{where} to counter {row.counter} out of counter {visit.counter}'s hand")
        if row.action == "resume" and row.counter != visit.counter:
            self.broken(f"{where} to counter {row.counter}, but {visit.counter} held it")
        if seat.ticket is not None:
            self.broken(f"{where} to counter {row.counter}, which had {seat.ticket} in hand")
        if seat.quick is not None:
            self.broken(f"{where} to counter {row.counter}, which was at other work")
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

    def _stays(self, row: Row, visit: Visit) -> None:
        """Where it was; but what a counter does is done by whoever sits there now."""
        seat = self.hall.seats.get(visit.counter or 0)
        taken_over = visit.in_hand and row.action in OWN and row.reason != "forgotten"
        clerk = seat.clerk if seat and taken_over else visit.clerk
        where = f"sequence {row.seq}: {row.action} of ticket {row.ref}"
        if row.counter != visit.counter:
            self.broken(f"{where} at counter {row.counter}, but it was at {visit.counter}")
        elif row.clerk != clerk:
            self.broken(f"{where} by {row.clerk}, but {clerk} sat there")

    def _in_hand(self, row: Row, visit: Visit) -> None:
        seat = self.hall.seats.get(visit.counter or 0)
        if visit.in_hand and (not seat or seat.ticket != visit.id):
            self.broken(
                f"sequence {row.seq}: {row.action} of ticket {row.ref} "
                f"at counter {visit.counter}, which did not have it in hand"
            )


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
