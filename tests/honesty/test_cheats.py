"""Planted cheating is refused or named; whoever works honestly is not accused."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from audit import verify
from config.checks import Checks
from ratings import checks
from ratings.asked import Asked
from tests.honesty.days import CLERKS
from tests.honesty.people import CHEATS, HOUR, Day, Service, honest
from tests.honesty.played import Played

# Some 25 s of work, on a machine that may have other work too.
pytestmark = pytest.mark.timeout(450)
LONG = [pytest.mark.soak, pytest.mark.timeout(3 * 3600)]
LIMITS = Checks().model_dump()
OFF = {name: 0 if name.endswith("_n") else value for name, value in LIMITS.items()}


# --- many days of one clerk, by the checks alone ---


def judged(day: Day, limits: dict[str, int] = LIMITS) -> set[str]:
    """What is named of a clerk's day."""
    mine = [asked(each) for each in day]
    own = {"cb": {"session": sum(each.own is not None for each in day)}}
    found = checks.judge(mine, {"cb": cells(day)}, own, limits)
    return {each.check for each in found}


def asked(service: Service) -> Asked:
    if service.level is None:
        return Asked("cb", 1, "f", service.took, None, "")
    at = service.at + service.took + service.after
    return Asked("cb", 1, "f", service.took, at, half_of(at))


def half_of(at: int) -> str:
    """The morning began at eight."""
    return "am" if at < 4 * HOUR else "pm"


def cells(day: Day) -> dict[str, tuple[int, int]]:
    """{half: (answers, of these the best)}, gathered as the close does."""
    told: dict[str, list[int]] = {}
    for each in day:
        if each.level is not None:
            half = half_of(each.at + each.took + each.after)
            told.setdefault(half, []).append(each.level)
    if any(len(levels) < 5 for levels in told.values()):
        told = {"day": [level for levels in told.values() for level in levels]}
    return {
        half: (len(levels), levels.count(5)) for half, levels in told.items() if len(levels) > 4
    }


@pytest.mark.parametrize("days", [pytest.param(3_000), pytest.param(100_000, marks=LONG)])
def test_at_most_one_honest_day_in_a_thousand_is_named(days: int) -> None:
    chance = random.Random(days)
    named = [found for _ in range(days) if (found := judged(honest(chance)))]
    assert len(named) <= days / 1000, named


@pytest.mark.parametrize("check", CHEATS)
def test_a_cheat_is_named_by_its_check_and_without_it_by_none(check: str) -> None:
    chance = random.Random(check)
    for _ in range(60):
        day = CHEATS[check](chance, honest(chance))
        assert check in judged(day)
        # The control: nothing else in the rig names anything.
        assert judged(day, OFF) == set()


# --- a hall of five clerks, through the core ---


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    """5,000 services."""
    played = Played(tmp_path_factory.mktemp("honesty") / "state", 1, 5_000)
    yield played
    played.hall.core.close()


def test_every_planted_cheat_is_named_and_nobody_else(played: Played) -> None:
    named = played.hall.named()
    assert played.planted <= named
    on = {(day, clerk) for day, clerk, _ in played.planted}
    assert {(day, clerk) for day, clerk, _ in named} == on
    assert len(on) > 30


def test_what_was_named_is_counted_again_and_holds(played: Played) -> None:
    core = played.hall.core
    assert not any(verify(core.state, core.settings).values())


@pytest.mark.soak
@pytest.mark.timeout(3 * 3600)  # ten minutes of work, where a machine has nothing else to do
def test_a_hundred_thousand_services(tmp_path: Path) -> None:
    played = Played(tmp_path / "state", 7, 100_000)
    named = played.hall.named()
    on = {(day, clerk) for day, clerk, _ in played.planted}
    assert played.planted <= named
    falsely = {(day, clerk) for day, clerk, _ in named} - on
    assert len(falsely) <= played.hall.date * CLERKS / 1000, falsely
    core = played.hall.core
    assert not any(verify(core.state, core.settings).values())
    core.close()
