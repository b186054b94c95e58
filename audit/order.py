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
    """queue.md, Who is next, by the lines, offsets and head starts that were founded."""

    says = "Every call took who was next by the rule, and its stored reason is true."
    subjects = frozenset({"ticket"})

    def see(self, row: Row) -> None:
        if row.action == "take":
            self._take(row)
        elif visit := self.hall.visit(row):
            if row.action == "call" and visit.state == "waiting":
                self._call(row, visit)
            elif row.action == "rejoin":
                self._rejoin(row, visit)

    def _take(self, row: Row) -> None:
        told = json.loads(row.detail or "")
        start = self.hall.office.head_starts[told["priority"]] if told["priority"] else 0
        if (row.joined, row.head_start, row.counted) != (row.hall, start, row.hall - start):
            self.broken(f"sequence {row.seq}: ticket {row.ref} was not put where its class stands")
        if row.place != f"line:{told['field']}":
            self.broken(f"sequence {row.seq}: ticket {row.ref} was put into {row.place}")

    def _rejoin(self, row: Row, visit: Visit) -> None:
        line = self.hall.lines.get(str(visit.place), [])
        after = line[: self.hall.office.rejoin_after]
        counted = after[-1][0] if after else line[0][0] - 1 if line else row.hall
        if row.counted != counted:
            self.broken(f"sequence {row.seq}: ticket {row.ref} came back at the wrong place")

    def _call(self, row: Row, visit: Visit) -> None:
        heads = [
            (line[0][0] + offset, line[0][1], line[0][2])
            for place, offset in self._places(row)
            if (line := self.hall.lines.get(place))
        ]
        if min(heads, default=(0, 0, 0))[2] != visit.id:
            stood = self.hall.visits[min(heads)[2]].label if heads else "nobody"
            self.broken(
                f"sequence {row.seq}: {visit.label} was called at counter {row.counter}, "
                f"but {stood} stood there"
            )
            return
        self._reason(row, visit)

    def _places(self, row: Row) -> list[tuple[str, int]]:
        own = [(f"counter:{row.counter}", 0), *([(f"clerk:{row.clerk}", 0)] if row.clerk else [])]
        lines = self.hall.office.lines.get(row.counter or 0, {})
        return own + [(f"line:{field}", offset) for field, offset in lines.items()]

    def _reason(self, row: Row, visit: Visit) -> None:
        """Who is passed: those who came before, still wait, and count as no later."""
        stored: list[Any] = json.loads(row.detail)["passed"] if row.detail else []
        due: list[int] = []
        allowed: set[int] = set()
        places = dict(self._places(row))
        by_offset = True
        for place, offset in places.items():
            passed = self._earlier(place, visit)
            allowed.update(id for _, id in passed)
            due += [joined for joined, _ in passed[:NAMED]]
            if passed:
                # Would it have stood there had it no head start?
                unaided = visit.joined + places[str(visit.place)]
                by_offset &= place != visit.place
                by_offset &= unaided <= self.hall.lines[place][0][0] + offset
        joined = [self.hall.visits[id].joined for id in stored if id in allowed]
        if sorted(joined) != sorted(due) or len(set(stored)) != len(due):
            self.broken(f"sequence {row.seq}: {visit.label} does not name whom it passed")
        rule = "first" if not due else "own-line" if by_offset else "head-start"
        if row.reason != rule:
            self.broken(f"sequence {row.seq}: {visit.label} was not called by “{row.reason}”")

    def _earlier(self, place: str, visit: Visit) -> list[tuple[int, int]]:
        found = []
        for counted, _, id in self.hall.lines.get(place, ()):
            if counted > visit.joined:
                break
            joined = self.hall.visits[id].joined
            if joined < visit.joined:
                found.append((joined, id))
        return sorted(found)

    def end(self) -> None:
        stored: dict[int, dict[str, int]] = {}
        for n, field, offset in self.evidence.all(
            "SELECT counter, field, offset FROM counter_line"
        ):
            stored.setdefault(n, {})[field] = offset
        for n in sorted(stored.keys() | self.hall.office.lines.keys()):
            if stored.get(n) != self.hall.office.lines.get(n):
                self.broken(f"counter {n} serves other lines than were founded")
        for id, start in self.evidence.all("SELECT id, head_start FROM priority ORDER BY id"):
            if self.hall.office.head_starts.get(id) != start:
                self.broken(f"the class {id} has another head start than was founded")
