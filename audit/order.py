"""Who is next, recomputed at each call: `joined − head start + offset`, the smallest first."""

from __future__ import annotations

import json
from typing import Any

from audit.evidence import Row
from audit.promise import Promise
from audit.rebuilt import Visit

# As many as a call names of each place that it passes.
NAMED = 20


class Order(Promise):
    """queue.md, Who is next, by the lines, offsets and classes valid at each call."""

    says = "Every call took who was next by the rule, and its stored reason is true."
    subjects = frozenset({"ticket"})

    def see(self, row: Row) -> None:
        visit = self.hall.visit(row)
        if visit is None or row.action not in ("call", "call-this", "resume"):
            return
        places = self._places(row)
        if row.action == "call" and visit.state == "waiting":
            self._call(row, visit, places)
        elif row.action == "call-this" and visit.state == "waiting":
            self._call_this(row, visit, places)
        elif row.action == "resume" and visit.state == "held":
            self._passed(row, visit, places)
            if row.reason != "held":
                self.broken(f"sequence {row.seq}: {visit.label} was resumed by “{row.reason}”")

    def _places(self, row: Row) -> dict[str, int]:
        own = {f"counter:{row.counter}": 0} | ({f"clerk:{row.clerk}": 0} if row.clerk else {})
        lines = self.hall.office.lines.get(row.counter or 0, {})
        return own | {f"line:{field}": offset for field, offset in lines.items()}

    # --- by the rule ---

    def _call(self, row: Row, visit: Visit, places: dict[str, int]) -> None:
        heads = [
            (line[0][0] + offset, line[0][1], line[0][2])
            for place, offset in places.items()
            if (line := self.hall.lines.get(place))
        ]
        if min(heads, default=(0, 0, 0))[2] != visit.id:
            stood = self.hall.visits[min(heads)[2]].label if heads else "nobody"
            self.broken(
                f"sequence {row.seq}: {visit.label} was called at counter {row.counter}, "
                f"but {stood} stood there"
            )
            return
        self._reason(row, visit, places)

    def _reason(self, row: Row, visit: Visit, places: dict[str, int]) -> None:
        """Who is passed: those who came before, still wait, and count as no later."""
        stored = _named(row)
        due: list[int] = []
        by_offset = True
        for place, offset in places.items():
            passed = self._earlier(place, visit)
            due += passed[:NAMED]
            if passed:
                # Would it have stood there had it no head start?
                unaided = visit.joined + places[str(visit.place)]
                by_offset &= place != visit.place
                by_offset &= unaided <= self.hall.lines[place][0][0] + offset
        if sorted(stored) != sorted(due):
            self.broken(f"sequence {row.seq}: {visit.label} does not name whom it passed")
        rule = "first" if not due else "own-line" if by_offset else "head-start"
        if due and "first" in visit.flags.split():
            rule = "transfer-first"
        if row.reason != rule:
            self.broken(f"sequence {row.seq}: {visit.label} was not called by “{row.reason}”")

    def _earlier(self, place: str, visit: Visit) -> list[int]:
        """In the order in which they stand there."""
        found = []
        for counted, _, id in self.hall.lines.get(place, ()):
            if counted > visit.joined:
                break
            if self.hall.visits[id].joined < visit.joined:
                found.append(id)
        return found

    # --- out of order, and said so ---

    def _call_this(self, row: Row, visit: Visit, places: dict[str, int]) -> None:
        where = f"sequence {row.seq}: {visit.label} was called out of order"
        if visit.place not in places:
            self.broken(f"{where} at counter {row.counter}, which does not serve {visit.place}")
        if row.reason not in self.hall.office.codes["call_reasons"]:
            self.broken(f"{where} for “{row.reason}”, which no office says")
        self._passed(row, visit, places)

    def _passed(self, row: Row, visit: Visit, places: dict[str, int]) -> None:
        """Everybody whom this counter would have called before."""
        key = (visit.counted + places.get(str(visit.place), 0), visit.placed)
        due = [
            id
            for place, offset in places.items()
            for counted, placed, id in self.hall.lines.get(place, ())[:NAMED]
            if (counted + offset, placed) < key
        ]
        if sorted(_named(row)) != sorted(due):
            self.broken(f"sequence {row.seq}: {visit.label} does not name whom it passed")


def _named(row: Row) -> list[Any]:
    """Whom the row says that it passed."""
    named: list[Any] = json.loads(row.detail)["passed"] if row.detail else []
    return named
