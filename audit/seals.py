"""The seal of each closed day: the chain's head, and what it says of the day's answers."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from typing import Any

from audit.answers import first_of_week
from audit.evidence import Evidence, Row
from audit.promise import Promise
from audit.replay import Replay

ANSWERS = """SELECT key, clerk, counter, field, day, half, scale, level, reasons,
way, manner FROM rating WHERE day = ? AND (half = 'week') = ? ORDER BY key"""
LATER = """SELECT key, channel, clerk, counter, field, day, scale, level, way, manner, reasons, form
FROM answer WHERE day = ? ORDER BY key"""
# The seal of a week before there were later answers says nothing of them.
NONE_LATER = hashlib.sha256(b"[]").hexdigest()


class Seals(Promise):
    """No answer was changed, added or removed after its day was sealed."""

    says = "Each closed day has its seal, and its ratings are those that were sealed."
    subjects = frozenset({"day"})

    def __init__(self, evidence: Evidence, hall: Replay) -> None:
        super().__init__(evidence, hall)
        self._closes: dict[int, Row] = {}
        self._seals: dict[str, list[str]] = defaultdict(list)

    def see(self, row: Row) -> None:
        if row.action == "close":
            # The last one of a day that was reopened counts, and the last of a week for its week.
            self._closes.pop(int(row.ref), None)
            self._closes[int(row.ref)] = row
            self._seals[self.hall.days[int(row.ref)].date].append(row.hmac.hex())

    def end(self) -> None:
        for date, seal in self.evidence.printed.items():
            if not any(kept.startswith(seal) for kept in self._seals[date]):
                self.broken(f"{date}: no closing of this day has the seal {seal} of the sheet")
        weeks: dict[int, tuple[int, str, str]] = {}
        for day, row in self._closes.items():
            told = json.loads(row.detail or "")
            self._stored(day, row, told["ratings"])
            first = first_of_week(self.hall, day)
            weeks[first] = (day, told["week"], told.get("later", NONE_LATER))
            open_again = self.hall.days[day].state == "open"
            if not open_again and told["ratings"] != self._hash(day, gathered=False):
                self.broken(f"day {day}: its ratings are not those that were sealed")
        for first, (day, told, later) in weeks.items():
            if told != self._hash(first, gathered=True):
                self.broken(f"day {day}: its week's ratings are not those that were sealed")
            if later != _digest(list(map(_hex, self.evidence.all(LATER, first)))):
                self.broken(f"day {day}: its week's later answers are not those that were sealed")

    def _stored(self, day: int, row: Row, ratings: Any) -> None:
        kept = self.evidence.one("SELECT seal_seq, seal, ratings FROM day WHERE id = ?", day)
        if kept and kept != (row.seq, row.hmac.hex(), ratings):
            self.broken(f"day {day}: the seal kept is not that of sequence {row.seq}")

    def _hash(self, day: int, *, gathered: bool) -> str:
        rows = map(_hex, self.evidence.all(ANSWERS, day, gathered))
        # The axes are sealed where somebody answered them, and only since there are any.
        return _digest([row if any(row[-2:]) else row[:-2] for row in rows])


def _hex(row: tuple[Any, ...]) -> list[Any]:
    return [v.hex() if isinstance(v, bytes) else v for v in row]


def _digest(rows: list[list[Any]]) -> str:
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()
