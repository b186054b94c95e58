"""The answers: rows without ticket and time, as many as the journal's `answered`."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from audit.evidence import Evidence, Row
from audit.promise import Promise
from audit.replay import Replay

# So many answers of a clerk make a figure; fewer become the day's, then the week's.
FEW = 5
HALVES = ("am", "pm", "day", "week")
SQL = """SELECT day, clerk, half, count(*), min(min(level, ifnull(way, level),
ifnull(manner, level))), max(max(level, ifnull(way, level), ifnull(manner, level))),
min(scale), max(scale) FROM rating GROUP BY day, clerk, half"""


class Answers(Promise):
    """Held per clerk and day, per clerk and week where small cells were gathered."""

    says = "Each clerk has as many ratings as questions answered, and no cell gives one away."
    subjects = frozenset({"rating", "day"})

    def __init__(self, evidence: Evidence, hall: Replay) -> None:
        super().__init__(evidence, hall)
        self._answered: Counter[tuple[int, str]] = Counter()
        self._reopened: set[int] = set()

    def see(self, row: Row) -> None:
        if row.action == "answered":
            self._answered[row.day, str(row.clerk)] += 1
        elif row.action == "reopen":
            self._reopened.add(int(row.ref))

    def end(self) -> None:
        by_day: Counter[tuple[int, str]] = Counter()
        gathered: Counter[tuple[int, str]] = Counter()
        for day, clerk, half, many, low, high, *scales in self.evidence.all(SQL):
            where = f"day {day}, clerk {clerk}, {half}"
            if half not in HALVES or low < 1 or high > scales[0]:
                self.broken(f"{where}: a rating holds what no pad can answer")
            if half != "week" and not self._is_scale_of(day, scales):
                self.broken(f"{where}: ratings on another scale than the day's")
            if half == "week":
                gathered[day, clerk] += many
            else:
                by_day[day, clerk] += many
                if many < FEW and self._is_closed(day):
                    self.broken(f"{where}: {many} ratings stand alone after the day's close")
        self._compare(by_day, gathered)

    def _compare(
        self, by_day: Counter[tuple[int, str]], gathered: Counter[tuple[int, str]]
    ) -> None:
        """What a day lacks must be in its week, and nothing more."""
        lacking: Counter[tuple[int, str]] = Counter()
        for day, clerk in sorted(self._answered.keys() | by_day.keys()):
            answered, kept = self._answered[day, clerk], by_day[day, clerk]
            may_lack = self._is_closed(day) and (answered < FEW or day in self._reopened)
            if kept > answered or (kept < answered and not may_lack):
                self.broken(f"day {day}, clerk {clerk}: {kept} ratings, {answered} answered")
            else:
                lacking[self._week(day), clerk] += answered - kept
        for day, clerk in sorted(lacking.keys() | gathered.keys()):
            due, kept = lacking[day, clerk], gathered[day, clerk]
            if due != kept:
                self.broken(
                    f"the week of day {day}, clerk {clerk}: {kept} ratings gathered, {due} answered"
                )

    def _is_scale_of(self, day: int, scales: list[int]) -> bool:
        known = self.hall.days.get(day)
        # Before there was a scale of the day, the rule of the moment held.
        return known is None or known.levels is None or {*scales} == {known.levels}

    def _is_closed(self, day: int) -> bool:
        known = self.hall.days.get(day)
        # A day that was reopened has been gathered once already.
        return known is not None and (known.state == "closed" or day in self._reopened)

    def _week(self, day: int) -> int:
        return first_of_week(self.hall, day)


def first_of_week(hall: Replay, day: int) -> int:
    """The first business day of this one's week: under it the week's answers are kept."""
    if day not in hall.days:
        return day
    week = dt.date.fromisoformat(hall.days[day].date).isocalendar()[:2]
    return min(
        id for id, other in hall.days.items()
        if dt.date.fromisoformat(other.date).isocalendar()[:2] == week
    )  # fmt: skip
