"""The desk against the same model on a long walk at random; and every rule broken once.

A fault planted in a rule must be found by this very walk: else it would prove nothing.
"""

from __future__ import annotations

import os
import random
from itertools import accumulate

import pytest

from db.errors import MotCuaError
from tests.tickets.plants import PLANTS, planted
from tests.tickets.play import Play
from tests.tickets.presses import PRESSES, press

# With this seed every planted fault is found soon; the long walk goes another way each time.
SEED, STEPS = 4, 80_000
FOR_LONG = 1_000_000
# Long before this the slowest planted fault is found.
SOON = 40_000


def walk(seed: int, steps: int) -> Play:
    """So many presses at random; the play, ended."""
    chance, play = random.Random(seed), Play()
    names, often = list(PRESSES), list(accumulate(often for often, _ in PRESSES.values()))
    try:
        while play.pressed < steps:
            [name] = chance.choices(names, cum_weights=often)
            press(play, name, chance.choice)
        play.agree_on_all()
    finally:
        print(f"seed {seed}: {play.pressed} presses, {play.seen} rows, {len(play.model.days)} days")
        play.end()
    return play


@pytest.mark.timeout(600)
def test_the_desk_does_what_the_model_does_on_a_walk() -> None:
    play = walk(SEED, STEPS)
    assert play.seen > STEPS / 2


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_the_desk_does_what_the_model_does_on_a_long_walk() -> None:
    walk(int(os.environ.get("SEED", "0")) or random.SystemRandom().randrange(1, 10**6), FOR_LONG)


@pytest.mark.parametrize("fault", PLANTS)
def test_a_rule_that_is_broken_is_found(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(*planted(*PLANTS[fault]))
    with pytest.raises((AssertionError, MotCuaError, KeyError)):
        walk(SEED, SOON)
