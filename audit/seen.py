"""Nobody is lost in a place that nobody looks at."""

from __future__ import annotations

from audit.evidence import Evidence, Row
from audit.promise import Promise
from audit.replay import Replay


class Seen(Promise):
    """Looked at between commands: a counter that closes gives its people back in the same one."""

    says = "Nobody waited for a counter or a clerk who was not there, or was held at a closed one."
    subjects = frozenset({"ticket", "counter", "assignment", "day"})

    def __init__(self, evidence: Evidence, hall: Replay) -> None:
        super().__init__(evidence, hall)
        self._command, self._changed = 0, False
        self._named: set[int] = set()

    def see(self, row: Row) -> None:
        if row.command != self._command:
            self._look()
            self._command = row.command
        # Only these can leave somebody alone: who looks at a line is told by an alarm.
        targeted = row.place is not None and not row.place.startswith("line:")
        self._changed |= row.subject != "ticket" or targeted or "held" in (row.before, row.after)

    def end(self) -> None:
        self._look()

    def _look(self) -> None:
        if not self._changed:
            return
        self._changed = False
        for place, line in self.hall.lines.items():
            if line and not self.hall.sits(place):
                for _, _, id in line:
                    self._alone(id, f"waits at {place}, where nobody is")
        for visit in self.hall.visits.values():
            if visit.state == "held" and not self.hall.sits(f"counter:{visit.counter}"):
                self._alone(visit.id, f"is held at counter {visit.counter}, which is closed")

    def _alone(self, id: int, how: str) -> None:
        if id not in self._named:
            self._named.add(id)
            label = self.hall.visits[id].label
            self.broken(f"after sequence {self._command}, ticket {id}: {label} {how}")
