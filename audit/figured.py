"""The figures that are kept of closed days and months, against the rows they were counted from."""

from __future__ import annotations

import datetime as dt
import json
import zlib
from collections import Counter, defaultdict
from typing import Any
from zoneinfo import ZoneInfo

from audit.evidence import Evidence, Row
from audit.promise import Promise
from audit.recounted import GRID, MOST, SIDES, Groups, Known, Recounted, Tally
from audit.replay import Replay

# Where each number lies among the lanes of 32 bits, written down a second time.
COUNTS = (
    "taken", "called", "served", "missed", "left", "expired", "unmeasured", "forgotten",
    "transferred", "voided", "unconfirmed", "quick", "overtakes", "reprints", "opened", "answered",
    "unanswered", "withdrawn", "passed", "in_time",
)  # fmt: skip
LEVELS = [
    (week, side, scale, level)
    for week in (False, True) for side in SIDES for scale in (3, 4, 5)
    for level in range(1, scale + 1)
]  # fmt: skip
SPANS = ("wait", "wait_open", "walk", "service", "work")
ROOM = 32
ANSWERS = """SELECT clerk, counter, field, half, scale, reasons, level, way, manner, count(*)
FROM rating WHERE day = ? AND excluded IS NULL GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9"""
KEPT = "SELECT by, key, sums, top FROM figure WHERE span = ? AND first = ?"
LAYOUT = "4"


def _upto() -> list[int]:
    ends = [*(since for since, _ in reversed(GRID[:-1])), MOST]
    steps = zip(reversed(GRID), ends, strict=True)
    return [
        0, *(s for (since, step), end in steps for s in range(since + step, end + 1, step)),
    ]  # fmt: skip


UPTO = _upto()
NAMES: dict[int, tuple[Any, ...]] = {
    **{at: (name,) for at, name in enumerate(COUNTS)},
    **{ROOM + at: level for at, level in enumerate(LEVELS)},
    **{
        ROOM + len(LEVELS) + len(UPTO) * at + i: (span, seconds)
        for at, span in enumerate(SPANS) for i, seconds in enumerate(UPTO)
    },
}  # fmt: skip


class Figured(Promise):
    """A day counted before its last row is none: it is not looked at until it is counted again."""

    says = "The figures kept of closed days and months are what their rows say."
    subjects = frozenset({"ticket", "quick", "rating", "day"})

    def __init__(self, evidence: Evidence, hall: Replay) -> None:
        super().__init__(evidence, hall)
        self._rows: dict[int, list[Row]] = defaultdict(list)
        self._kept: dict[tuple[str, int], tuple[int, str]] = {
            (span, first): (last, layout)
            for span, first, last, layout in evidence.all(
                "SELECT span, first, last, layout FROM rolled"
            )
        }
        self._zone = ZoneInfo(evidence.settings.day.timezone)
        self._fields = dict(evidence.all("SELECT id, field FROM service"))
        self._long_from, self._long_ms = self._services()
        self._roles = {
            f"token:{id}": role for id, role in evidence.all("SELECT id, role FROM token")
        }

    def _services(self) -> tuple[str, dict[str, float]]:
        """From when on services are long, as a layout says it, and in ms for each."""
        known = "SELECT value FROM setting WHERE name = 'rules.service_late_percent'"
        percent = next((json.loads(value) for (value,) in self.evidence.all(known)), 200)
        minutes = dict(self.evidence.all("SELECT id, minutes FROM service ORDER BY id"))
        written = ",".join(f"{id}={n}" for id, n in minutes.items())
        long_ms = {id: n * 600 * percent for id, n in minutes.items()}
        return f"{percent}:{zlib.crc32(written.encode()):08x}", long_ms

    def see(self, row: Row) -> None:
        if row.subject != "day":
            self._rows[row.day].append(row)
        elif row.action == "open":
            # A service may end a day later; beyond the next day nothing is said of this one.
            for day in [day for day in self._rows if day < int(row.ref) - 1]:
                self._look_at(day, self._rows.pop(day))

    def end(self) -> None:
        for day, rows in list(self._rows.items()):
            self._look_at(day, rows)
        for (span, first), (last, _) in self._kept.items():
            if span == "month":
                self._add_up(first, last)
            elif first not in self.hall.days:
                self.broken(f"day {first}: figures are kept of a day that never was")

    def _look_at(self, day: int, rows: list[Row]) -> None:
        """One day's figures, if they are kept and were counted as they are now."""
        _, layout = self._kept.get(("day", day), (0, ""))
        version, zone, spared, long_from = (*layout.split(" "), *[""] * 4)[:4]
        now = (LAYOUT, str(self._zone), self._long_from)
        if (version, zone, long_from) != now or day not in self.hall.days:
            return
        known = self.hall.days[day]
        date, breaks = dt.date.fromisoformat(known.date), json.loads(known.breaks or "[]")
        beside = Known(date, self._zone, self._fields, self._roles, breaks, self._long_ms)
        said = Recounted(rows, beside)
        said.answers(self.evidence.all(ANSWERS, day), {*spared.split(",")})
        self._compare(f"day {day}", said.groups, self._read("day", day))

    def _add_up(self, first: int, last: int) -> None:
        """A month is its days, added up."""
        said: Groups = defaultdict(Counter)
        for day in range(first, last + 1):
            for group, tally in self._read("day", day).items():
                top = max(said[group]["top",], tally["top",])
                said[group].update(tally)
                said[group]["top",] = top
        self._compare(f"the month of day {first}", said, self._read("month", first))

    def _read(self, span: str, first: int) -> Groups:
        """What is kept, by the names of the lanes."""
        told: Groups = {}
        for by, key, sums, top in self.evidence.all(KEPT, span, first):
            told[by, key] = tally = Counter({("top",): top})
            raw = zlib.decompress(sums)
            for at in range(0, len(raw), 4):
                if n := int.from_bytes(raw[at : at + 4], "little"):
                    tally[NAMES.get(at // 4, ("nothing",))] = n
        return told

    def _compare(self, where: str, said: Groups, kept: Groups) -> None:
        none: Tally = Counter()
        for by, key in sorted(said.keys() | kept.keys()):
            rows, here = said.get((by, key), none), kept.get((by, key), none)
            for name in sorted(rows.keys() | here.keys(), key=str):
                if rows[name] != here[name]:
                    told = " ".join(map(str, name))
                    self.broken(
                        f"{where}, {by} {key}: {told} is kept as {here[name]}, "
                        f"the rows say {rows[name]}"
                    )
