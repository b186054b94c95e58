"""One day after another: citizens come, clerks call, serve, pause; devices press by HTTP."""

from __future__ import annotations

import datetime as dt
import heapq
import itertools
from collections import Counter
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from config import Settings
from config.week import plan_in
from simulate.clerk import Clerk
from simulate.hall import Hall
from simulate.people import People, Visit

# By night even the service that a clerk forgot has been ended by the hall.
DAWN, NIGHT = 7 * 3600, 23 * 3600


class Play:
    """The days of one hall; everything that happens is an event at a second of the day."""

    def __init__(self, hall: Hall, settings: Settings, seed: int) -> None:
        self.hall, self.settings = hall, settings
        self.people = People(settings.hall, seed)
        self.count: Counter[str] = Counter()
        self.today: Counter[str] = Counter()
        self.visits: dict[int, Visit] = {}
        self._events: list[tuple[float, int, Callable[[], None]]] = []
        self._order = itertools.count()
        self.clerks = [Clerk(self, counter.n) for counter in settings.hall.counters]
        self._reception = hall.device("reception")
        self._display = hall.device("display")

    def day(self, date: dt.date) -> Counter[str]:
        """Plays one date from before the first session until late at night: what happened."""
        self._date, self.visits, self.today = date, {}, Counter()
        self.at(DAWN, lambda: None)
        for visit in self.people.of_day(date):
            self.at(visit.at, lambda visit=visit: self._arrive(visit))  # type: ignore[misc]
        forgetful = self.people.one_of(len(self.clerks))
        for n, clerk in enumerate(self.clerks, 1):
            clerk.plan(forgetful=n == forgetful)
        while self._events:
            second, _, act = heapq.heappop(self._events)
            self.hall.move_to(self._wall(second))
            self.second = second
            act()
        self.hall.move_to(self._wall(NIGHT))
        self.count += self.today
        return self.today

    def at(self, second: float, act: Callable[[], None]) -> None:
        """Something happens at a second of the day."""
        heapq.heappush(self._events, (second, next(self._order), act))

    def later(self, seconds: float, act: Callable[[], None]) -> None:
        """Something happens so many seconds from now."""
        self.at(self.second + seconds, act)

    # --- citizens ---

    def _arrive(self, visit: Visit) -> None:
        kiosk = self.hall.device("kiosk", None, f"Ki-ốt {visit.kiosk}")
        # One ticket in ten on paper: the virtual printer works in real time, the day does not.
        paper = self.today["taken"] % 10 == 0
        ticket = kiosk.post(
            "/tickets", ("closed",), service=visit.service.id, priority=visit.priority,
            language=visit.language, print=paper,
        )  # fmt: skip
        if ticket is None:
            self.today["turned away"] += 1
            return
        self.today["taken"] += 1
        self.visits[ticket["id"]] = visit
        if visit.leaves_after_s is not None:
            self.later(visit.leaves_after_s, lambda: self._go_home(ticket["id"]))
        for clerk in self.clerks:
            clerk.look_up()

    def _go_home(self, ticket: int) -> None:
        now = self._reception.get(f"/tickets/{ticket}")
        if now["state"] == "waiting":
            self._reception.post(f"/tickets/{ticket}/leave")
            self.today["left"] += 1

    def come_back(self, ticket: int) -> None:
        """A citizen who missed the call is here now."""
        if self._reception.post(f"/tickets/{ticket}/rejoin", ("not_allowed",)):
            self.today["back"] += 1
            self.visits[ticket] = self.visits[ticket]._replace(no_show=False)
            for clerk in self.clerks:
                clerk.look_up()

    def speak(self) -> None:
        """The board says what it has not said yet."""
        for call in self._display.get("/board")["state"]["announcements"]:
            self._display.post(f"/announcements/{call['id']}", state="spoken")

    def _wall(self, second: float) -> int:
        zone = ZoneInfo(self.settings.day.timezone)
        midnight = dt.datetime.combine(self._date, dt.time(), zone)
        return int(midnight.timestamp() * 1000 + second * 1000)

    def sessions(self) -> list[tuple[float, float]]:
        """The day's sessions in seconds after midnight."""
        sessions = plan_in(self.settings.hall, self._date).sessions
        return [(_seconds(begin), _seconds(end)) for begin, end in sessions]


def _seconds(clock: Any) -> float:
    hour, minute = map(int, str(clock).split(":")[:2])
    return hour * 3600.0 + minute * 60.0
