"""Where an answer was given: kept only where it tells answers of one half-day not apart."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from typing import Any
from zoneinfo import ZoneInfo

from audit.evidence import Evidence, Row
from audit.promise import Promise
from audit.replay import Replay

CELLS = """SELECT day, clerk, half, counter, field, count(*) FROM rating
WHERE counter <> 0 OR field <> '' GROUP BY day, clerk, half, counter, field"""
Places = dict[str, tuple[set[int | None], set[str]]]


class Placeless(Promise):
    """The journal says of which field each ticket was; beside it a field would name the ticket."""

    says = (
        "No rating keeps a counter or a field that its whole half-day of the clerk does not share."
    )
    subjects = frozenset({"rating", "day"})

    def __init__(self, evidence: Evidence, hall: Replay) -> None:
        super().__init__(evidence, hall)
        self._zone = ZoneInfo(evidence.settings.day.timezone)
        self._fields: dict[str, str] = {}
        self._answered: dict[tuple[int, str], Places] = defaultdict(dict)
        self._since: set[int] = set()

    def see(self, row: Row) -> None:
        if row.action == "opened":
            self._fields[row.ref] = json.loads(row.detail or "")["field"]
        elif row.action == "answered":
            date = dt.date.fromisoformat(self.hall.days[row.day].date)
            noon = dt.datetime.combine(date, dt.time(12), self._zone).timestamp() * 1000
            places = self._answered[row.day, str(row.clerk)]
            for half in ("am" if row.wall < noon else "pm", "day"):
                counters, fields = places.setdefault(half, (set(), set()))
                counters.add(row.counter)
                fields.add(self._fields[row.ref])
        elif row.action == "close" and "checks" in json.loads(row.detail or ""):
            self._since.add(int(row.ref))  # closed by a program that keeps this

    def end(self) -> None:
        for day, clerk, half, counter, field, _ in self.evidence.all(CELLS):
            if day not in self._since:
                continue
            counters, fields = self._answered[day, clerk].get(half, ({0}, {""}))
            if not _shared(counter, 0, counters) or not _shared(field, "", fields):
                self.broken(f"day {day}, clerk {clerk}, {half}: ratings tell where they were given")


def _shared(kept: Any, none: Any, all_of_them: set[Any]) -> bool:
    return kept == none or all_of_them == {kept}
