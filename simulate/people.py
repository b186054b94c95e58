"""Who comes on a day, for what, and how long things take: plausible, not measured.

Demand and shares follow the demo data (60–120 visits a day, peaks at 8 and 14 o'clock, Monday and
Friday a quarter busier); durations are log-normal about each service's usual minutes.
"""

from __future__ import annotations

import datetime as dt
import math
import random
from collections.abc import Sequence
from typing import Any, NamedTuple

from config import Hall, Service

# People arriving in each hour of the day, as parts of the whole.
BY_HOUR = {7: 0.06, 8: 0.22, 9: 0.17, 10: 0.11, 11: 0.03, 13: 0.10, 14: 0.18, 15: 0.10, 16: 0.03}
BY_WEEKDAY = (1.25, 1.0, 1.0, 1.0, 1.25, 0.5, 0.0)
VISITS = (70, 100)
PRIORITY, ENGLISH, NO_SHOW, COMES_BACK = 0.08, 0.03, 0.04, 0.5
# Some have little patience, or a bus to catch.
GOES_HOME, PATIENCE_S = 0.12, (120, 1500)
# How a service ends besides by its finish, and how often.
TURNS = {"finish": 0.88, "hold": 0.04, "transfer": 0.03, "add-service": 0.03, "undo": 0.02}
LETS_GO_FIRST, ON_PAPER, BOOKED = 0.15, 0.02, 4
LEVELS = {5: 0.58, 4: 0.28, 3: 0.08, 2: 0.04, 1: 0.02}
ANSWERS = 0.55
SPREAD = 0.45


class Visit(NamedTuple):
    """One person: when they come (s after midnight), for what, and what they will do."""

    at: float
    service: Service
    priority: str | None
    language: str
    kiosk: int
    walks_s: float
    serves_s: float
    no_show: bool
    comes_back_s: float | None
    leaves_after_s: float | None
    level: int | None
    answers_after_s: float


class People:
    """The citizens of a hall; one seed, always the same days."""

    def __init__(self, hall: Hall, seed: int) -> None:
        self._hall, self._random = hall, random.Random(seed)
        self._asked = [p.id for p in hall.priorities if p.ask]

    def of_day(self, date: dt.date) -> list[Visit]:
        """Everybody who comes on this date, in order of arrival; somebody for every field."""
        n = round(self._random.uniform(*VISITS) * BY_WEEKDAY[date.weekday()])
        visits = [self._visit(self._hall.services) for _ in range(n)]
        for field in self._hall.fields:
            if all(visit.service.field != field.id for visit in visits):
                visits.append(self._visit([s for s in self._hall.services if s.field == field.id]))
        return sorted(visits, key=lambda visit: visit.at)

    def turn(self) -> str:
        """How this service ends."""
        return self._random.choices(list(TURNS), list(TURNS.values()))[0]

    def any_of(self, things: Sequence[Any]) -> Any:
        """One of several things."""
        return self._random.choice(things)

    def somebody(self) -> Visit:
        """One more person, who comes for anything."""
        return self._visit(self._hall.services)

    def chance(self, probability: float) -> bool:
        """Whether it happens."""
        return self._random.random() < probability

    def between(self, low: float, high: float) -> float:
        """Some duration."""
        return self._random.uniform(low, high)

    def one_of(self, n: int) -> int:
        """One of the numbers from 1 to n."""
        return self._random.randint(1, n)

    def _visit(self, services: list[Service]) -> Visit:
        draw = self._random
        # A fair part of the day falls on services that the demo data gives no share.
        service = draw.choices(services, [s.share or 0.005 for s in services])[0]
        hour = draw.choices(list(BY_HOUR), list(BY_HOUR.values()))[0]
        second = draw.uniform(1800, 3600) if hour in {7, 13} else draw.uniform(0, 3600)
        if hour == 11:
            second = draw.uniform(0, 900)
        priority = draw.choice(self._asked) if self._asked and self.chance(PRIORITY) else None
        return Visit(
            at=hour * 3600 + second, service=service, priority=priority,
            language="en" if self.chance(ENGLISH) else "vi", kiosk=draw.randint(1, 2),
            walks_s=self._about(25, 0.5), serves_s=self._about(service.minutes * 60, SPREAD),
            no_show=self.chance(NO_SHOW),
            comes_back_s=draw.uniform(120, 1500) if self.chance(COMES_BACK) else None,
            leaves_after_s=draw.uniform(*PATIENCE_S) if self.chance(GOES_HOME) else None,
            level=self._level(), answers_after_s=draw.uniform(4, 18),
        )  # fmt: skip

    def _level(self) -> int | None:
        if not self.chance(ANSWERS):
            return None
        return self._random.choices(list(LEVELS), list(LEVELS.values()))[0]

    def _about(self, middle: float, spread: float) -> float:
        return middle * math.exp(self._random.gauss(0, spread))
