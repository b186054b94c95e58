"""From a call to the board: thirty units at 9,600 baud, five of them dead, under refreshes."""

from __future__ import annotations

from pathlib import Path
from statistics import median
from unittest.mock import patch

from hardware.boards import bus
from tests.bench.figures import say
from tests.hardware.boards.thirty import InTurn, every_call

ROUNDS, CALLS = 3, 25
SEEN_S = 1.0


def boards(state: Path) -> list[bool]:
    """The control speaks to each board in its turn, as a line without a breaker does."""
    state.mkdir(parents=True, exist_ok=True)
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(every_call(state, CALLS))
        with patch.object(bus, "Place", InTurn):
            theirs.append(every_call(state, 5))
    usual = [(median(one), median(other)) for one, other in zip(ours, theirs, strict=True)]
    worst = [(max(one), max(other)) for one, other in zip(ours, theirs, strict=True)]
    return [
        say("board: a call is seen, five of thirty dead", "s", usual, 0.5),
        say("board: the latest of them", "s", worst, 0.5),
        max(late for late, _ in worst) <= SEEN_S,
    ]
