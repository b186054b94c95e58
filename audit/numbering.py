"""The numbers given, counted from the journal's `take` rows."""

from __future__ import annotations

import json

from audit.evidence import Row
from audit.promise import Promise


class Numbering(Promise):
    """Per day and series from 1, in the order in which they were given (queue.md, Numbers)."""

    says = "Numbers run from 1 without gap or repeat, except for gaps that a restore declared."
    subjects = frozenset({"ticket", "day"})

    def see(self, row: Row) -> None:
        if row.subject == "ticket" and row.action == "take":
            told = json.loads(row.detail or "")
            self._expect(row, row.day, told["series"], told["number"])
        elif row.action == "restored":
            for series, (begin, _) in json.loads(row.detail or "{}").items():
                self._expect(row, int(row.ref), series, begin)

    def _expect(self, row: Row, day: int, series: str, number: int) -> None:
        due = self.hall.numbers.get((day, series), 0) + 1
        if number != due:
            self.broken(
                f"sequence {row.seq}, day {day}: {series}{number:03d} came "
                f"where {series}{due:03d} was due"
            )

    def end(self) -> None:
        stored = {
            (day, series): last
            for day, series, last in self.evidence.all("SELECT day, series, last FROM number")
        }
        for day, series in sorted(stored.keys() | self.hall.numbers.keys()):
            kept, last = stored.get((day, series)), self.hall.numbers.get((day, series))
            if kept != last:
                self.broken(f"day {day}, series {series}: the last number is {last}, not {kept}")
