"""What was answered later, by phone or on paper: as many rows as the journal says, once a leg."""

from __future__ import annotations

import json
from collections import Counter

from audit.answers import first_of_week
from audit.evidence import Evidence, Row
from audit.promise import Promise
from audit.replay import Replay

Cell = tuple[int | None, str, str]
# A phone may answer for this long at most, whatever an office sets (ms).
LONGEST = 31 * 86_400_000
SQL = """SELECT day, channel, clerk, count(*), min(level), max(level), min(scale), max(scale)
FROM answer GROUP BY day, channel, clerk"""
SHEETS = """SELECT lower(hex(key)), clerk, excluded FROM answer
WHERE channel = 'paper' OR excluded IS NOT NULL"""


class Later(Promise):
    """Each under the week of the closing that came after it; under none before one has."""

    says = "Each answer given later is one: for a question that nobody had answered, or a sheet."
    subjects = frozenset({"rating", "answer", "day"})

    def __init__(self, evidence: Evidence, hall: Replay) -> None:
        super().__init__(evidence, hall)
        self._open: dict[str, tuple[str | None, int]] = {}
        self._waiting: Counter[tuple[str, str]] = Counter()
        self._closed: list[tuple[int, Counter[tuple[str, str]]]] = []
        self._keys: dict[str, str] = {}  # of sheets, by their number
        self._sheets: dict[str, tuple[str, str | None]] = {}  # by key: clerk, and who struck it out
        self._unmarked = 0

    def see(self, row: Row) -> None:
        if row.subject == "rating":
            if row.action == "unanswered":
                self._open[row.ref] = (row.clerk, row.hall)
        elif row.subject == "answer" and row.action == "strike":
            self._strike(row)
        elif row.subject == "answer":
            if row.action == "phone":
                self._by_phone(row)
            elif row.detail:
                self._keys[row.ref] = json.loads(row.detail)["key"]
                self._sheets[self._keys[row.ref]] = (str(row.clerk), None)
            else:
                self._unmarked += 1  # entered by a program that could strike none out
            self._waiting[row.action, str(row.clerk)] += 1
        elif row.action == "close":
            self._closed.append((int(row.ref), self._waiting))
            self._waiting = Counter()

    def _by_phone(self, row: Row) -> None:
        clerk, ended = self._open.pop(row.ref, (None, 0))
        if clerk is None or clerk != row.clerk or row.hall > ended + LONGEST:
            self.broken(f"sequence {row.seq}: a question was answered by phone that was not open")

    def _strike(self, row: Row) -> None:
        key = self._keys.get(row.ref, "")
        clerk, before = self._sheets.get(key, (None, None))
        if clerk is None or before or not row.reason or row.actor in (clerk, "hall"):
            self.broken(f"sequence {row.seq}: sheet {row.ref} was struck out by {row.actor}")
        else:
            self._sheets[key] = (clerk, str(row.seq))

    def _as_struck_out(self) -> None:
        """Each sheet is the row that its entry named, and left out by its own line alone."""
        kept = {key: (clerk, excluded) for key, clerk, excluded in self.evidence.all(SHEETS)}
        for key in sorted(self._sheets.keys() | kept.keys()):
            if key not in self._sheets and self._unmarked and kept[key][1] is None:
                self._unmarked -= 1
            elif self._sheets.get(key) != kept.get(key):
                self.broken(f"the sheet kept as {key} is not what was entered or struck out")

    def end(self) -> None:
        self._as_struck_out()
        due: Counter[Cell] = Counter()
        for day, counted in self._closed:
            for (channel, clerk), n in counted.items():
                due[first_of_week(self.hall, day), channel, clerk] += n
        for (channel, clerk), n in self._waiting.items():
            due[None, channel, clerk] += n
        kept: Counter[Cell] = Counter()
        for day, channel, clerk, n, low, high, scale, widest in self.evidence.all(SQL):
            kept[day, channel, clerk] += n
            if low < 1 or high > widest or scale not in (3, 4, 5) or widest not in (3, 4, 5):
                self.broken(f"day {day}, clerk {clerk}: a {channel} answer holds what none can")
        for cell in sorted(due.keys() | kept.keys(), key=str):
            if due[cell] != kept[cell]:
                first, channel, clerk = cell
                self.broken(
                    f"the week of day {first}, clerk {clerk}: {kept[cell]} {channel} answers, "
                    f"{due[cell]} given"
                )
