"""Work without a number: a service in passing, the back office."""

from __future__ import annotations

from audit.evidence import Row
from audit.promise import Promise

ENDS = (None, "forgotten", "day-closed")


class Unnumbered(Promise):
    """Begun by a counter that had nobody in hand, ended once by the same one."""

    says = "Work without a number was begun with empty hands and ended once where it was begun."
    subjects = frozenset({"quick", "counter"})

    def see(self, row: Row) -> None:
        seat = self.hall.seats.get(row.counter or 0)
        where = f"sequence {row.seq}: {row.action} of quick work {row.ref}"
        if row.subject == "counter":
            if row.action != "open" and seat and seat.quick is not None:
                self.broken(f"sequence {row.seq}: {row.action} of counter {row.ref} in quick work")
        elif seat is None:
            self.broken(f"{where} at counter {row.counter}, which there is not")
        elif row.action == "begin":
            self._begin(row, where)
        else:
            self._end(row, where)

    def _begin(self, row: Row, where: str) -> None:
        seat = self.hall.seats[row.counter or 0]
        if row.ref != str(row.seq) or (row.before, row.after) != (None, "serving"):
            self.broken(f"{where} leads from {row.before} to {row.after}")
        if seat.state != "open" or seat.ticket is not None or seat.quick is not None:
            self.broken(f"{where} at counter {row.counter}, which was not free")
        if row.clerk != seat.clerk:
            self.broken(f"{where} by {row.clerk}, but {seat.clerk} sat there")

    def _end(self, row: Row, where: str) -> None:
        begun = self.hall.quick.get(int(row.ref))
        if row.action != "end" or begun is None:
            self.broken(f"{where}, which was not at work")
        elif (row.counter, row.service) != (begun.counter, begun.service):
            self.broken(f"{where} is not of the counter and service that began it")
        if (row.before, row.after) != ("serving", "served") or row.reason not in ENDS:
            self.broken(f"{where} leads from {row.before} to {row.after} as {row.reason}")
