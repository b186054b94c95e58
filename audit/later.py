"""What was answered later, by phone or on paper: as many rows as the journal says, once a leg."""

from __future__ import annotations

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


class Later(Promise):
    """Each under the week of the closing that came after it; under none before one has."""

    says = "Each answer given later is one: for a question that nobody had answered, or a sheet."
    subjects = frozenset({"rating", "answer", "day"})

    def __init__(self, evidence: Evidence, hall: Replay) -> None:
        super().__init__(evidence, hall)
        self._open: dict[str, tuple[str | None, int]] = {}
        self._waiting: Counter[tuple[str, str]] = Counter()
        self._closed: list[tuple[int, Counter[tuple[str, str]]]] = []

    def see(self, row: Row) -> None:
        if row.subject == "rating":
            if row.action == "unanswered":
                self._open[row.ref] = (row.clerk, row.hall)
        elif row.subject == "answer":
            if row.action == "phone":
                self._by_phone(row)
            self._waiting[row.action, str(row.clerk)] += 1
        elif row.action == "close":
            self._closed.append((int(row.ref), self._waiting))
            self._waiting = Counter()

    def _by_phone(self, row: Row) -> None:
        clerk, ended = self._open.pop(row.ref, (None, 0))
        if clerk is None or clerk != row.clerk or row.hall > ended + LONGEST:
            self.broken(f"sequence {row.seq}: a question was answered by phone that was not open")

    def end(self) -> None:
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
