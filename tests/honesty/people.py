"""Clerks and citizens of a simulated day: how long, who answers, what; and those who cheat.

The numbers of honest days are guesses on the wide side (nobody has measured a commune yet): from
3 of 10 to 8 of 10 answer, 5 to 9 of 10 of them give the best, services take 2 to 15 minutes.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import NamedTuple

SECOND, MINUTE, HOUR = 1000, 60_000, 3_600_000


class Service(NamedTuple):
    """One service: it begins `at` (ms since the morning), takes `took`, and is answered or not.

    `level` None is nobody's answer; else it comes `after` ms, from the `own` side or a citizen.
    """

    at: int
    took: int
    level: int | None
    after: int = 6 * SECOND
    own: str | None = None


Day = list[Service]


def honest(chance: random.Random, services: int = 50) -> Day:
    """A clerk's day as it comes."""
    answers, best = chance.uniform(0.3, 0.8), chance.uniform(0.5, 0.9)
    at, day = chance.randrange(10 * MINUTE), []
    usual = chance.uniform(3.5, 6)
    for _ in range(services):
        took = int(MINUTE * min(15, max(2, chance.lognormvariate(0, 0.5) * usual)))
        level = None
        if chance.random() < answers:
            level = 5 if chance.random() < best else chance.choices([1, 2, 3, 4], [1, 1, 3, 5])[0]
        day.append(Service(at, took, level, chance.randrange(2 * SECOND, 18 * SECOND)))
        at += took + chance.randrange(20 * SECOND, 90 * SECOND)
    return day


def own_votes(chance: random.Random, day: Day) -> Day:
    """Where nobody answers, the clerk does, in a browser where he or she is signed in."""
    silent = [i for i, each in enumerate(day) if each.level is None][:4]
    return [
        each._replace(level=5, own="session") if i in silent else each for i, each in enumerate(day)
    ]


def ghosts(chance: random.Random, day: Day) -> Day:
    """Numbers of nobody, called and finished within seconds, each rated best."""
    made = [Service(0, chance.randrange(4 * SECOND, 18 * SECOND), 5) for _ in range(12)]
    return _spread([*day, *made], chance, keep=len(day))


def in_bursts(chance: random.Random, day: Day) -> Day:
    """At noon, one after another, too slow to be short."""
    made = [Service(0, 21 * SECOND, 5, chance.randrange(2, 7) * SECOND) for _ in range(11)]
    return _after(day, made, lambda: 2 * SECOND)


def like_a_clock(chance: random.Random, day: Day) -> Day:
    """One that presses for people who are not there, by the second hand."""
    return _after(day, [Service(0, 84 * SECOND, 5, 4 * SECOND) for _ in range(8)], lambda: 0)


def spotless(chance: random.Random, day: Day) -> Day:
    """Nobody leaves without the best mark: the clerk sees to it."""
    return [each._replace(level=5) for each in day]


CHEATS: dict[str, Callable[[random.Random, Day], Day]] = {
    "session": own_votes, "short": ghosts, "burst": in_bursts, "equal": like_a_clock,
    "perfect": spotless,
}  # fmt: skip


def _after(day: Day, made: Day, gap: Callable[[], int]) -> Day:
    """What was made comes when the day's own work is done."""
    at, told = ends(day[-1]) + 3 * MINUTE, list(day)
    for each in made:
        told.append(each._replace(at=at))
        at = ends(told[-1]) + gap()
    return told


def _spread(all_of_them: Day, chance: random.Random, keep: int) -> Day:
    """The made ones between the real ones, as a clerk would who is careful about bursts."""
    real, made = all_of_them[:keep], all_of_them[keep:]
    places = sorted(chance.sample(range(1, keep), len(made)))
    at, told = real[0].at, list[Service]()
    for i, each in enumerate(real):
        if i in places:
            ghost = made[places.index(i)]._replace(at=at)
            told.append(ghost)
            at = ends(ghost) + chance.randrange(5 * SECOND, 60 * SECOND)
        told.append(each._replace(at=at))
        at = ends(told[-1]) + chance.randrange(20 * SECOND, 90 * SECOND)
    return told


def ends(service: Service) -> int:
    """When its pad is free again."""
    return service.at + service.took + service.after
