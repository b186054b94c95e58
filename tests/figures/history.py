"""A hall without a server, whose clock is set by hand: what happened, told as sentences."""

from __future__ import annotations

import datetime as dt
import json
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

import office
from config import Settings, parse
from db.clock import SetClock
from db.engine import database
from db.models import Field
from db.store import open_store
from db.writer import Job
from figures import rolls
from figures.fairness import fairness
from figures.grouped import figures
from figures.why import why
from ratings import question
from tests.config_text import shipped
from tickets import Moment, closing, counters, day, taking, verbs, visits
from tickets.hall import ON_A_TICKET

SERVICES = {"A": "ho-tich", "C": "chung-thuc", "L": "dat-dai"}
ZONE = dt.timezone(dt.timedelta(hours=7))
FRIDAY = "2026-11-20"


def settings(**changes: object) -> Settings:
    """The shipped hall: always open, so that a day begins with its first hour."""
    return parse(shipped(**changes))


class History:
    """`hall.at("08:05"); a = hall.take("A"); hall.call(1); …; hall.figures("field")`."""

    def __init__(self, state: Path, date: str = FRIDAY, **changes: object) -> None:
        self._settings, self.date = settings(**changes), date
        self.clock = SetClock(self._wall("07:00"))
        self._store = open_store(state, self.clock, self._settings)
        self.writer = self._store.writer
        self.writer.open()
        # Power cuts are another test's matter; waiting for the disk is most of a history's time.
        database.execute_sql("PRAGMA synchronous = OFF")
        if not Field.select().exists():  # else it is a hall that was here before
            self._do(lambda tx: office.found(tx, self._settings.hall))
        self._do(closing.tick)
        self._services: dict[str, str] = dict(
            database.execute_sql("SELECT field, min(id) FROM service GROUP BY field").fetchall()
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.writer.close()
        self._store.close()

    # --- time ---

    def at(self, time: str, date: str | None = None) -> Self:
        """The clock shows this time (HH:MM or HH:MM:SS) of the date; what is due has happened."""
        date = date if date != self.date else None
        self.date = date or self.date
        to = self._wall(time)
        while True:
            due = database.execute_sql("SELECT min(at_hall) FROM due").fetchone()[0]
            if due is None or (at := self.clock.now + due - self.writer.hall_time()) > to:
                break
            self.clock.move_to(at)
            self._do(closing.tick)
        self.clock.move_to(to)
        if date:
            self._do(closing.tick)
        return self

    def moment(self) -> Moment:
        return Moment(self.writer.hall_time(), self.clock.wall(), self.writer.machine)

    # --- what people do ---

    def close_day(self) -> Any:
        return self._do(lambda tx: closing.close_day(tx, "test"))

    def reopen_day(self) -> Any:
        return self._do(lambda tx: day.open_day(tx, "test", self.date))

    def sit(self, n: int, clerk: str | None = None) -> None:
        self._do(lambda tx: counters.open_counter(tx, n, clerk, pin_ok=False, actor="test"))

    def close(self, n: int) -> None:
        self._do(lambda tx: counters.close_counter(tx, n, "test"))

    def take(self, series: str = "A", priority: str | None = None) -> int:
        service = self._services[SERVICES[series]]
        taken = self._do(lambda tx: taking.take(tx, service, priority, "vi", None, "test"))
        return int(taken["id"])

    def call(self, n: int) -> bool:
        return self.press(n, "call-next") is not None

    def start(self, n: int) -> None:
        self.press(n, "start")

    def finish(self, n: int) -> None:
        self.press(n, "finish")

    def next(self, n: int) -> None:
        self.press(n, "next")

    def miss(self, n: int) -> None:
        for _ in range(3):
            self.press(n, "recall")
        self.press(n, "miss")

    def press(self, n: int, verb: str, **said: Any) -> Any:
        """Any verb of a counter, with what the press says besides."""
        return self._do(lambda tx: verbs.press(tx, n, verb, "test", **said))

    def on(self, ticket: int, action: str) -> None:
        """leave, pass, rejoin, confirm or void."""
        self._do(lambda tx: ON_A_TICKET[action](tx, ticket, "test"))

    def doubt(self, ticket: int) -> None:
        """Nobody knows whether its paper came out."""
        self._do(lambda tx: visits.doubt(tx, ticket))

    def rejoin(self, ticket: int) -> None:
        self._do(lambda tx: visits.rejoin(tx, ticket, "test"))

    def leave(self, ticket: int) -> None:
        self._do(lambda tx: visits.leave(tx, ticket, "test"))

    def rate(self, n: int, level: int, **sides: int | None) -> None:
        """Answers the question that is open at counter `n`, and the second screen's `sides`."""
        asked = "SELECT id FROM open_rating WHERE state = 'open' AND counter = ?"
        id = database.execute_sql(asked, [n]).fetchone()[0]
        key = secrets.token_bytes(16)
        self._do(lambda tx: question.answer(tx, id, n, level, key))
        if any(sides.values()):
            self._do(lambda tx: question.add(tx, id, key, question.More((), **sides)))

    def serve(self, n: int, walk_s: int = 30, service_s: int = 300) -> None:
        """Calls the next, who walks and is served so long."""
        assert self.call(n)
        self.after(walk_s).start(n)
        self.after(service_s).finish(n)

    def after(self, seconds: float) -> Self:
        """So much later."""
        now = dt.datetime.fromtimestamp(self.clock.now / 1000 + seconds, ZONE)
        return self.at(now.time().isoformat("milliseconds"), now.date().isoformat())

    # --- what is asked ---

    def figures(self, by: str = "field", begin: str | None = None, end: str = "") -> dict[str, Any]:
        first = dt.date.fromisoformat(begin or self.date)
        last = dt.date.fromisoformat(end) if end else first
        return figures(first, last, by, self.moment())

    def fairness(self) -> dict[str, Any]:
        """Who was called past whom on the date."""
        date = dt.date.fromisoformat(self.date)
        return fairness(date, date, self.moment())

    def keep(self) -> int:
        """Counts every closed day and month that is not kept yet; how many there were."""
        many = 0
        while rolls.is_missing(self.moment()):
            self._do(rolls.keep_next)
            many += 1
        return many

    def why(self, called: int, before: int) -> dict[str, Any]:
        """Why the one ticket was called before the other."""
        one, other = (
            database.execute_sql("SELECT label FROM ticket WHERE id = ?", [id]).fetchone()[0]
            for id in (called, before)
        )
        return why(one, other, self.date, self.moment())

    def total(self) -> dict[str, Any]:
        """The whole of the date."""
        told: dict[str, Any] = self.figures()["total"]
        return told

    def in_state(self, state: str) -> list[int]:
        """The tickets in this state."""
        found = database.execute_sql("SELECT id FROM ticket WHERE state = ?", [state]).fetchall()
        return [row[0] for row in found]

    def journal(self) -> list[dict[str, Any]]:
        """Every row of the journal, as plain values."""
        cursor = database.execute_sql("SELECT * FROM journal ORDER BY seq")
        names = [column[0] for column in cursor.getdescription()]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    # --- within ---

    def _wall(self, time: str) -> int:
        at = dt.datetime.fromisoformat(f"{self.date}T{time}").replace(tzinfo=ZONE)
        return round(at.timestamp() * 1000)

    def _do(self, command: Callable[[Any], Any]) -> Any:
        job = Job(command)
        self.writer.run([job])
        if job.fault:
            raise job.fault
        return json.loads(job.answer.text) if job.answer and job.answer.text else None
