"""The seal of each closed day: the chain's head, and what it says of the day's answers."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from audit.answers import first_of_week
from audit.evidence import Evidence, Row
from audit.promise import Promise
from audit.replay import Replay

ANSWERS = """SELECT key, clerk, counter, field, day, half, scale, level, reasons FROM rating
WHERE day = ? AND (half = 'week') = ? ORDER BY key"""


class Seals(Promise):
    """No answer was changed, added or removed after its day was sealed."""

    says = "Each closed day has its seal, and its ratings are those that were sealed."
    subjects = frozenset({"day"})

    def __init__(self, evidence: Evidence, hall: Replay) -> None:
        super().__init__(evidence, hall)
        self._closes: dict[int, Row] = {}

    def see(self, row: Row) -> None:
        if row.action == "close":
            # The last one of a day that was reopened counts, and the last of a week for its week.
            self._closes.pop(int(row.ref), None)
            self._closes[int(row.ref)] = row

    def end(self) -> None:
        weeks: dict[int, tuple[int, str]] = {}
        for day, row in self._closes.items():
            told = json.loads(row.detail or "")
            self._stored(day, row, told["ratings"])
            weeks[first_of_week(self.hall, day)] = (day, told["week"])
            open_again = self.hall.days[day].state == "open"
            if not open_again and told["ratings"] != self._hash(day, gathered=False):
                self.broken(f"day {day}: its ratings are not those that were sealed")
        for first, (day, told) in weeks.items():
            if told != self._hash(first, gathered=True):
                self.broken(f"day {day}: its week's ratings are not those that were sealed")

    def _stored(self, day: int, row: Row, ratings: Any) -> None:
        kept = self.evidence.one("SELECT seal_seq, seal, ratings FROM day WHERE id = ?", day)
        if kept and kept != (row.seq, row.hmac.hex(), ratings):
            self.broken(f"day {day}: the seal kept is not that of sequence {row.seq}")

    def _hash(self, day: int, *, gathered: bool) -> str:
        rows = self.evidence.all(ANSWERS, day, gathered)
        told = [[v.hex() if isinstance(v, bytes) else v for v in row] for row in rows]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()
