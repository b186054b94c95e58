"""Where somebody was put in line, by each action that puts somebody there."""

from __future__ import annotations

import json

from audit.evidence import Row
from audit.promise import Promise
from audit.rebuilt import Visit


class Placing(Promise):
    """queue.md, Life of a ticket: take, rejoin, pass, transfer, another errand, the way back."""

    says = "Everybody was put into the line, and at the place in it, where the rule puts them."
    subjects = frozenset({"ticket"})

    def see(self, row: Row) -> None:
        visit = self.hall.visit(row)
        if row.action == "take":
            self._take(row)
        elif visit is not None and (due := self._due(row, visit)):
            self._compare(row, visit, *due)

    def _take(self, row: Row) -> None:
        told = json.loads(row.detail or "")
        start = self.hall.office.head_starts[told["priority"]] if told["priority"] else 0
        # From a paper list they stand where they came, which was before it was typed in.
        came = row.joined if row.reason == "paper-list" and "paper" in told else row.hall
        late = row.joined is not None and row.joined > row.hall
        due = (came, start, (came or 0) - start)
        if late or (row.joined, row.head_start, row.counted) != due:
            self.broken(f"sequence {row.seq}: ticket {row.ref} was not put where its class stands")
        if row.place != f"line:{told['field']}":
            self.broken(f"sequence {row.seq}: ticket {row.ref} was put into {row.place}")

    def _due(self, row: Row, visit: Visit) -> tuple[str | None, int] | None:
        """(place, counted) as the rule has it."""
        line = f"line:{visit.field}"
        if row.action == "rejoin":
            place = str(visit.place) if self.hall.sits(str(visit.place)) else line
            return place, self._after(row, place)
        if row.action == "pass":
            return visit.place, self._behind(row, visit)
        if row.action == "transfer":
            return self._transfer(row, visit)
        if row.action == "add-service":
            return f"line:{json.loads(row.detail or '')['field']}", visit.counted
        if row.action == "return":
            back = visit.back if visit.back and self.hall.sits(visit.back) else line
            return back, visit.counted
        return (line, visit.counted) if row.action == "release" else None

    def _compare(self, row: Row, visit: Visit, place: str | None, counted: int) -> None:
        where = f"sequence {row.seq}: {row.action} of {visit.label}"
        if row.place != place:
            self.broken(f"{where} put it into {row.place}, not {place}")
        if row.counted != counted:
            self.broken(f"{where} put it at the wrong place in {row.place}")

    def _after(self, row: Row, place: str) -> int:
        """Right after the `rejoin_after`-th who waits there, or the last."""
        line = self.hall.lines.get(place, [])
        after = line[: self.hall.office.rule("rejoin_after")]
        return after[-1][0] if after else line[0][0] - 1 if line else row.hall

    def _behind(self, row: Row, visit: Visit) -> int:
        """Right after the `rejoin_after`-th who stood behind it."""
        stood = (visit.counted, visit.placed)
        behind = [each for each in self.hall.lines[str(visit.place)] if each[:2] > stood]
        if not behind:
            self.broken(f"sequence {row.seq}: {visit.label} let nobody pass")
            return visit.counted
        return behind[: max(1, self.hall.office.rule("rejoin_after"))][-1][0]

    def _transfer(self, row: Row, visit: Visit) -> tuple[str | None, int]:
        where = f"sequence {row.seq}: transfer of {visit.label}"
        told, target = json.loads(row.detail or ""), str(row.place)
        if target != f"line:{told['field']}" and told["field"] != visit.field:
            self.broken(f"{where} to {target} made it one of {told['field']}")
        if told["back"] not in (None, f"counter:{visit.counter}"):
            self.broken(f"{where} asks it back to {told['back']}, where it was not")
        if row.reason not in ("keep", "first", "last"):
            self.broken(f"{where} to the place “{row.reason}”, which there is not")
        line = self.hall.lines.get(target)
        if row.reason == "last":
            return target, row.hall
        return target, line[0][0] - 1 if row.reason == "first" and line else visit.counted
