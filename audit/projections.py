"""The tables that are only pictures of the journal, rebuilt from it and compared."""

from __future__ import annotations

import dataclasses
from collections import Counter
from typing import Any

from audit.evidence import Row, select
from audit.promise import Promise
from audit.rebuilt import BusinessDay, Question, Seat, Visit


def _columns(kind: type) -> list[str]:
    return [f.name for f in dataclasses.fields(kind)]


# The last one of each but the day's is of the replay alone.
VISIT = _columns(Visit)[:-1]
SEAT = _columns(Seat)[:-1]
DAY = _columns(BusinessDay)
QUESTION = _columns(Question)[:-1]

# By the primary key, column by column in the order of the dataclass.
SQL = {
    "ticket": select(VISIT, "ticket WHERE id = ?"),
    "counter": select(SEAT, "counter WHERE n = ?"),
    "day": select(DAY, "day WHERE id = ?"),
    "open_rating": select(QUESTION, "open_rating WHERE id = ?"),
}
KEYS = {"counter": "SELECT n FROM counter", "day": "SELECT id FROM day"}
STRANGERS = {
    "ticket": (
        "SELECT id FROM ticket t WHERE NOT EXISTS (SELECT 1 FROM journal j "
        "WHERE j.seq = t.id AND j.subject = 'ticket' AND j.action = 'take')"
    ),
    "open_rating": (
        "SELECT id FROM open_rating o WHERE NOT EXISTS (SELECT 1 FROM journal j "
        "WHERE j.subject = 'rating' AND j.ref = o.id AND j.action = 'opened')"
    ),
}


class Projections(Promise):
    """Ticket, counter, day and open_rating; what is over is compared as soon as it is."""

    says = "Tickets, counters, days and open questions are what the journal makes of them."

    def see(self, row: Row) -> None:
        if self.hall.ended or self.hall.closed:
            self._compare_ended()

    def end(self) -> None:
        self._compare_ended()
        for visit in self.hall.visits.values():
            self._compare("ticket", visit.id, visit, VISIT)
        for asked in self.hall.questions.values():
            self._compare("open_rating", asked.id, asked, QUESTION)
        for n, seat in self.hall.seats.items():
            self._compare("counter", n, seat, SEAT)
        for day in self.hall.days.values():
            self._compare("day", day.id, day, DAY)
        self._strangers()
        self._lines()
        for fault in self.hall.senseless:
            self.broken(fault)

    def _lines(self) -> None:
        waiting = Counter(v.place for v in self.hall.visits.values() if v.state == "waiting")
        stored = dict(self.evidence.all("SELECT place, waiting FROM standing WHERE waiting <> 0"))
        for place in sorted({*waiting, *stored}):
            if stored.get(place, 0) != waiting[place]:
                self.broken(
                    f"standing {place}: {stored.get(place, 0)} wait, by the journal "
                    f"{waiting[place]}"
                )

    def _compare_ended(self) -> None:
        for visit in self.hall.ended:
            self._compare("ticket", visit.id, visit, VISIT)
        for asked in self.hall.closed:
            self._compare("open_rating", asked.id, asked, QUESTION)
        self.hall.ended.clear()
        self.hall.closed.clear()

    def _compare(self, table: str, key: Any, rebuilt: Any, columns: list[str]) -> None:
        stored = self.evidence.one(SQL[table], key)
        if stored is None:
            self.broken(f"{table} {key} is in the journal but not in its table")
            return
        for name, value in zip(columns, stored, strict=True):
            if value != (due := getattr(rebuilt, name)):
                self.broken(f"{table} {key}: {name} is {value!r}, by the journal {due!r}")

    def _strangers(self) -> None:
        for table, sql in STRANGERS.items():
            for (key,) in self.evidence.all(sql):
                self.broken(f"{table} {key} is in no row of the journal")
        for table, known in (("counter", self.hall.seats), ("day", self.hall.days)):
            for (key,) in self.evidence.all(KEYS[table]):
                if key not in known:
                    self.broken(f"{table} {key} is in no row of the journal")
