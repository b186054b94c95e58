"""Somebody who has all there is of a day and wants to know who gave which answer.

All there is: every table as it stands after the close, every copy made on schedule, every page of
the figures that could be seen meanwhile. Each way of guessing pairs answers with tickets.
"""

from __future__ import annotations

import itertools
import json
import math
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import apsw

from tests.honesty.days import Given

RATINGS = "SELECT key, clerk, counter, field, day, half, level FROM rating"
ANSWERED = """SELECT a.ref, a.day, a.clerk, a.counter, a.wall, o.detail FROM journal a
JOIN journal o ON o.subject = 'rating' AND o.ref = a.ref AND o.action = 'opened'
WHERE a.subject = 'rating' AND a.action = 'answered' ORDER BY a.seq"""
HALF_DAY = 43_200_000
UTC_PLUS_7 = 25_200_000


class Answer(NamedTuple):
    """A row of the table."""

    key: bytes
    clerk: str
    counter: int
    field: str
    day: int
    half: str
    level: int


class Leg(NamedTuple):
    """What the journal says of a question that was answered."""

    question: str
    day: int
    clerk: str
    counter: int
    wall: int
    ticket: int
    field: str

    @property
    def half(self) -> str:
        return "am" if (self.wall + UTC_PLUS_7) % (2 * HALF_DAY) < HALF_DAY else "pm"


# (wall ms, {clerk: answers of level 1, 2, …}) as a page showed it.
Page = tuple[int, Mapping[str, Sequence[int]]]
Guesses = dict[bytes, int]


class Loot:
    """What was taken."""

    def __init__(self, state: Path, copies: Iterable[Path], pages: Sequence[Page]) -> None:
        self.chance = random.Random(1)
        self.pages = pages
        self.answers = answers_of(state / "motcua.db")
        self.copies = [answers_of(copy) for copy in copies]
        found = read(state / "motcua.db", ANSWERED)
        self.legs = [
            Leg(ref, day, clerk, n, wall, told["ticket"], told["field"])
            for ref, day, clerk, n, wall, detail in found for told in [json.loads(detail)]
        ]  # fmt: skip

    def candidates(self, answer: Answer) -> list[Leg]:
        """The tickets that an answer may be of, by what stands in its row."""
        return [
            leg for leg in self.legs
            if leg.clerk == answer.clerk
            and (answer.half == "week" or leg.day == answer.day)
            and answer.half in (leg.half, "day", "week")
            and answer.counter in (0, leg.counter) and answer.field in ("", leg.field)
        ]  # fmt: skip


def in_order(loot: Loot, answers: Sequence[Answer]) -> Guesses:
    """The rows of a cell, as they come, are its tickets as they came."""
    taken: dict[tuple[str, int, str], int] = defaultdict(int)
    told: Guesses = {}
    for answer in answers:
        cell = (answer.clerk, answer.day, answer.half)
        legs = loot.candidates(answer)
        if legs:
            told[answer.key] = legs[min(taken[cell], len(legs) - 1)].ticket
        taken[cell] += 1
    return told


def as_they_stand(loot: Loot) -> Guesses:
    """By the order in which the table gives its rows."""
    return in_order(loot, loot.answers)


def by_key(loot: Loot) -> Guesses:
    """By the order of the keys."""
    return in_order(loot, sorted(loot.answers))


def by_place(loot: Loot) -> Guesses:
    """Anybody whom the row may mean, one for each."""
    told: Guesses = {}
    taken = set[int]()
    for answer in sorted(loot.answers, key=lambda each: len(loot.candidates(each))):
        legs = [leg for leg in loot.candidates(answer) if leg.ticket not in taken]
        if legs:
            told[answer.key] = loot.chance.choice(legs).ticket
            taken.add(told[answer.key])
    return told


def by_copies(loot: Loot) -> Guesses:
    """What is in one copy and not in the one before was answered between the two."""
    told: Guesses = {}
    seen, used = set[bytes](), set[int]()
    for copy in [*loot.copies, loot.answers]:
        new = [answer for answer in copy if answer.key not in seen]
        seen |= {answer.key for answer in copy}
        for answer in new:
            # As many as were new must have been the last of that clerk by then.
            legs = [leg for leg in loot.candidates(answer) if leg.ticket not in used]
            alike = sum(other.clerk == answer.clerk for other in new)
            legs = legs[:alike]
            if legs:
                told[answer.key] = loot.chance.choice(legs).ticket
        used |= {told[answer.key] for answer in new if answer.key in told}
    return told


def by_pages(loot: Loot) -> Guesses:
    """Between two pages a level went up by one: that was the one who answered between them."""
    told: Guesses = {}
    for (before, was), (after, now) in itertools.pairwise(loot.pages):
        for clerk, levels in now.items():
            rose = [b - a for a, b in zip(was.get(clerk, [0] * len(levels)), levels, strict=True)]
            legs = [leg for leg in loot.legs if leg.clerk == clerk and before < leg.wall <= after]
            if sum(rose) != 1 or len(legs) != 1:
                continue
            fits = [
                a for a in loot.answers
                if a.level == rose.index(1) + 1 and a.key not in told
                and legs[0] in loot.candidates(a)
            ]  # fmt: skip
            if fits:
                told[loot.chance.choice(fits).key] = legs[0].ticket
    return told


WAYS: tuple[Callable[[Loot], Guesses], ...] = (as_they_stand, by_key, by_place, by_copies, by_pages)


def better_than_chance(loot: Loot, guesses: Guesses, truth: Iterable[Given]) -> float:
    """By how many standard deviations the hits exceed one in the clerk's half-day for each."""
    cell = {leg.ticket: (leg.clerk, leg.day, leg.half) for leg in loot.legs}
    many: dict[tuple[str, int, str], int] = defaultdict(int)
    for found in cell.values():
        many[found] += 1
    hits = expected = variance = 0.0
    for given in truth:
        share = 1 / many[cell[given.ticket]]
        hits += guesses.get(given.key) == given.ticket
        expected += share
        variance += share * (1 - share)
    return (hits - expected) / math.sqrt(variance)


def answers_of(file: Path) -> list[Answer]:
    """Every answer of a database, as it gives them."""
    return [Answer(*row) for row in read(file, RATINGS)]


def read(file: Path, sql: str) -> list[tuple]:  # type: ignore[type-arg]
    """The rows of a database that is not ours."""
    db = apsw.Connection(str(file), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        return list(db.execute(sql))
    finally:
        db.close()
