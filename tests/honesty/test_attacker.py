"""Who gave which answer is not in the tables, nor in the copies, nor on the pages of the day."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest

from config import Backup
from db.backup import copy
from db.models import Rating
from db.statement import rows
from figures import figures
from tests.honesty import attacker
from tests.honesty.attacker import WAYS, Loot, Page, better_than_chance
from tests.honesty.days import CLERKS, Hall
from tests.honesty.people import HOUR, honest
from tests.tickets.core import MORNING
from tickets import Moment

NOON = 4 * HOUR  # after the hall's morning
# Of a thousand attacks by chance alone hardly one gets so far (standard deviations).
LUCK = 4.0
LEVELS = 5


def plundered(folder: Path, days: int, *, leaky: bool = False) -> tuple[Loot, Hall]:
    """Some days of a hall, and what an attacker has of them.

    A `leaky` one does all that it must not: keys that grow, a field beside each answer, pages that
    change with each, a copy after each.
    """
    chance, growing = random.Random(3), itertools.count()
    hall = Hall(
        folder / "state",
        lambda: next(growing).to_bytes(16) if leaky else chance.randbytes(16),
    )
    taken = Taken(hall, folder / "state", leaky=leaky)
    for _ in range(days):
        hall.open()
        hall.play({n: honest(chance, 60) for n in range(1, CLERKS + 1)}, taken.look)
        hall.close()
        taken.copy()
    hall.core.close()
    if leaky:
        tell_places(folder / "state", hall)
    return Loot(folder / "state", taken.copies, taken.pages), hall


class Taken:
    """Pages and copies, as they could be had while the hall was at work."""

    def __init__(self, hall: Hall, state: Path, *, leaky: bool) -> None:
        self._hall, self._state, self._leaky = hall, state, leaky
        self._given, self._turned = 0, -1
        self.copies: list[Path] = []
        self.pages: list[Page] = [(0, {})]

    def look(self) -> None:
        """After something happened: the page, and at the turn of a half-day a copy."""
        hall, answered = self._hall, len(self._hall.given)
        now = hall.core.clock.now
        turned = self._turned < hall.date and now >= MORNING + hall.date * 24 * HOUR + NOON
        if turned:
            self._turned = hall.date
            self.copy()
        if answered == self._given:
            return
        self._given = answered
        if self._leaky:
            self.copy()
            self.pages.append((now, live()))
        elif answered % 8 == 0 or turned:
            # The figures are the same from one turn to the next: every eighth shows it.
            self.pages.append((now, shown(hall)))

    def copy(self) -> None:
        """A copy as the hall makes it."""
        kept = Backup(keep=1_000)
        self.copies.append(Path(copy(self._state, kept)["path"]))


def shown(hall: Hall) -> dict[str, list[int]]:
    """The levels that the figures by clerk show now of this day."""
    writer = hall.core.writer
    moment = Moment(writer.hall_time(), writer.clock.wall(), writer.machine)
    date = dt.date(2026, 11, 20) + dt.timedelta(days=hall.date)
    told = figures(date, date, "clerk", moment)["rows"]
    levels = {row["key"]: row["ratings"]["scores"] for row in told}
    return {
        clerk: scores[0]["levels"] for clerk, scores in levels.items()
        if scores and scores[0]["levels"]
    }  # fmt: skip


def live() -> dict[str, list[int]]:
    """What a page would show that counted every answer at once."""
    counted: dict[str, list[int]] = {f"cb{n}": [0] * LEVELS for n in range(1, CLERKS + 1)}
    for clerk, level in rows(Rating.select(Rating.clerk, Rating.level)):
        counted[clerk][level - 1] += 1
    return counted


def tell_places(state: Path, hall: Hall) -> None:
    """Counter and field of each answer's ticket, as they were asked."""
    loot = Loot(state, [], [])
    fields = {leg.ticket: leg.field for leg in loot.legs}
    db = apsw.Connection(str(state / "motcua.db"))
    for given in hall.given:
        db.execute("UPDATE rating SET field = ? WHERE key = ?", (fields[given.ticket], given.key))
    db.close()


@pytest.fixture(scope="module")
def tight(tmp_path_factory: pytest.TempPathFactory) -> tuple[Loot, Hall]:
    """A hall as it is."""
    return plundered(tmp_path_factory.mktemp("tight"), 2)


@pytest.mark.parametrize("way", WAYS)
def test_no_way_of_guessing_is_better_than_chance(
    way: Callable[[Loot], attacker.Guesses], tight: tuple[Loot, Hall]
) -> None:
    loot, hall = tight
    assert better_than_chance(loot, way(loot), hall.given) < LUCK


def test_the_pages_of_the_day_tell_only_at_its_turn(tight: tuple[Loot, Hall]) -> None:
    loot, _ = tight
    told = [page for _, page in loot.pages]
    changes = sum(one != other for one, other in itertools.pairwise(told))
    assert any(told)
    assert changes <= 4  # at noon and for the next day, two days long


@pytest.fixture(scope="module")
def leaky(tmp_path_factory: pytest.TempPathFactory) -> tuple[Loot, Hall]:
    """A hall as it must not be."""
    return plundered(tmp_path_factory.mktemp("leaky"), 1, leaky=True)


@pytest.mark.parametrize("way", WAYS)
def test_in_a_leaky_hall_each_of_them_would_be(
    way: Callable[[Loot], attacker.Guesses], leaky: tuple[Loot, Hall]
) -> None:
    loot, hall = leaky
    assert better_than_chance(loot, way(loot), hall.given) > LUCK
