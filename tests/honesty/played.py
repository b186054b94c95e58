"""Days of a hall of five clerks, some of whom cheat; and what was planted where."""

from __future__ import annotations

import random
from pathlib import Path

from tests.honesty.days import CLERKS, Hall
from tests.honesty.people import CHEATS, Day, honest


class Played:
    """Days that were played, and what was planted on them."""

    def __init__(self, state: Path, seed: int, services: int) -> None:
        self.hall, self.chance = Hall(state), random.Random(seed)
        self.planted: set[tuple[int, str, str]] = set()
        self.services, self.seals = 0, dict[str, str]()
        while self.services < services:
            self._day()

    def _day(self) -> None:
        hall = self.hall
        hall.open()
        days: dict[int, Day] = {}
        for n in range(1, CLERKS + 1):
            days[n] = honest(self.chance, 45)
            if cheat := self.chance.choice([None, None, *CHEATS]):
                days[n] = CHEATS[cheat](self.chance, days[n])
                self.planted.add((hall.date + 1, f"cb{n}", cheat))
            self.services += len(days[n])
        hall.play(days)
        hall.close()
