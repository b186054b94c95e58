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
from simulate.people import BOOKED, LETS_GO_FIRST, ON_PAPER, People, Visit

# By night even the service that a clerk forgot has been ended by the hall.
# The hours or the limit of the day are over.
CLOSED = ("closed", "field_closed", "limit_reached")
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
        self.at(DAWN + 1, self._book)
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
        said: dict[str, Any] = {"print": self.today["taken"] % 10 == 0}
        if self.people.chance(ON_PAPER):
            # The kiosk was away for a minute: reception types in what stands on its list.
            kiosk, said = self._reception, {"print": False, **self._paper()}
        ticket = kiosk.post(
            "/tickets", CLOSED, service=visit.service.id, priority=visit.priority,
            language=visit.language, **said,
        )  # fmt: skip
        self._came(ticket, visit)

    def _came(self, ticket: Any, visit: Visit) -> None:
        if ticket is None:
            self.today["turned away"] += 1
            return
        self.today["taken"] += 1
        self.visits[ticket["id"]] = visit
        if visit.leaves_after_s is not None:
            self.later(visit.leaves_after_s, lambda: self._go_home(ticket["id"]))
        elif self.people.chance(LETS_GO_FIRST):
            self.later(self.people.between(20, 300), lambda: self._let_go_first(ticket["id"]))
        self.call_attention()

    def call_attention(self) -> None:
        """Somebody stands in line: whoever is free looks up."""
        for clerk in self.clerks:
            clerk.look_up()

    def _paper(self) -> dict[str, str]:
        minutes = int(self.second // 60) - self.people.one_of(3)
        return {"came": f"{minutes // 60:02d}:{minutes % 60:02d}", "paper": str(minutes)}

    def _let_go_first(self, ticket: int) -> None:
        refusals = ("nobody_behind", "not_allowed")
        if self._reception.post(f"/tickets/{ticket}/pass", refusals):
            self.today["let others go"] += 1

    def _book(self) -> None:
        """Some have telephoned, and come about their time."""
        for begin, end in self.sessions():
            for _ in range(BOOKED // 2):
                at = self.people.between(begin + 3600, end - 3600)
                visit = self.people.somebody()
                booked = self._reception.post(
                    "/appointments", ("booked_closed", "booked_past"),
                    service=visit.service.id, at=self._iso(at),
                )  # fmt: skip
                if booked:
                    late = self.people.between(-2400, 1200)
                    come = lambda code=booked["code"], visit=visit: self._check_in(code, visit)  # noqa: E731
                    self.at(at + late, come)

    def _check_in(self, code: str, visit: Visit) -> None:
        ticket = self._reception.post("/tickets", CLOSED, appointment=code, print=False)
        self._came(ticket, visit)
        self.today["by appointment"] += ticket is not None

    def _iso(self, second: float) -> str:
        zone = ZoneInfo(self.settings.day.timezone)
        return dt.datetime.fromtimestamp(self._wall(second) // 60_000 * 60, zone).isoformat()

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
            self.call_attention()

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
