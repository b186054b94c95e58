"""Boards, screen and voice tell one story: the same rows in the same order, over a whole day."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.config_text import changed, shipped
from tests.hall import Hall, wait_until
from tests.one_story import (
    Heard,
    Shown,
    Television,
    Told,
    as_it_was,
    as_it_was_called,
    boards_of,
    differences,
    said_by_the_card,
    settle,
)

COUNTERS = (1, 2, 3)
STEPS = 60
PATIENCE_S = 4.0


class Crooked(Hall):
    """A hall with a listener that swaps two events."""

    def _command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "tests.crooked_hall", *super()._command(*arguments)[3:]]


@pytest.fixture
def crooked(tmp_path: Path) -> Iterator[Hall]:
    hall = Crooked(tmp_path)
    try:
        yield hall.start()
    finally:
        hall.end()


class Day:
    """A day with everything that moves a number: calls, recalls, misses, returns, pauses, undo."""

    def __init__(self, hall: Hall, seed: int) -> None:
        self.hall, self.chance = hall, random.Random(seed)
        self.settled = True

    def play(self, tellers: list[Callable[[], dict[int, str]]], steps: int = STEPS) -> None:
        """Each step is seen before the next one, as people's presses are."""
        for n in COUNTERS:
            self.hall.counter(n).open()
        for _ in range(steps):
            self._step(self.chance.choice(COUNTERS))
            now = {row["n"]: row["number"] for row in self.hall.board()["counters"]}
            was = {n: number for n, number in now.items() if number}
            self.settled = settle(tellers, was, PATIENCE_S) and self.settled

    def _step(self, n: int) -> None:
        counter = self.hall.counter(n)
        if self.chance.random() < 0.5:
            self.hall.take(self.chance.choice("ACL"))
        allowed = counter.state()["allowed"]
        wanted = ["call-next", "next", "next", "recall", "start", "finish", "miss", "undo", "leave"]
        verb = self.chance.choice([v for v in wanted if v in allowed] or ["pause"])
        if verb == "pause":
            counter.tries("pause" if "pause" in allowed else "open", **_why(allowed))
        elif verb == "leave":
            ticket = counter.state()["ticket"]["id"]
            self.hall.as_("reception").press(f"tickets/{ticket}/pass", {})
        else:
            counter.tries(verb)
        self._one_returns()

    def _one_returns(self) -> None:
        missed = self.hall.counter(COUNTERS[0]).state()["missed"]
        if missed and self.chance.random() < 0.3:
            self.hall.as_("reception").press(f"tickets/{missed[0]['id']}/rejoin", {})


def _why(allowed: list[str]) -> dict[str, Any]:
    return {"reason": "BREAK"} if "pause" in allowed else {}


def numbers_on(look: Callable[[], dict[int, str]]) -> Callable[[], dict[int, str]]:
    """Of a board its number alone: "TAM NGUNG" is about the counter, and nobody is at it."""
    return lambda: {n: text if text[-1:].isdigit() else "" for n, text in look().items()}


def told_of(
    hall: Hall, seed: int, steps: int = STEPS, patience: float = 20
) -> tuple[Day, list[Shown], list[Shown], list[Heard]]:
    """A day, and what the screen, the boards and the voice told of it."""
    day = Day(hall, seed)
    boards = numbers_on(boards_of(hall))
    with Television(hall) as tv:
        wait_until(lambda: tv.state, 10, "the screen has its state")
        with Told(tv.numbers) as screen, Told(boards) as wall:
            day.play([tv.numbers, boards], steps)
            wait_until(lambda: not hall.board()["announcements"], patience, "all is said")
    return day, screen.story, wall.story, tv.heard


def test_boards_screen_and_voice_tell_of_the_same_rows_in_the_same_order(hall: Hall) -> None:
    day, screen, wall, voice = told_of(hall, seed=4)
    was, called = as_it_was(hall), as_it_was_called(hall)
    assert len(was) >= STEPS // 2
    assert len(called) >= STEPS // 4
    assert any(heard.recall for heard in called)
    assert differences(was, screen) == []
    assert differences(was, wall) == []
    assert differences(called, voice) == []
    assert day.settled
    hall.verify()


def test_the_same_with_the_halls_own_sound_card(new_hall: Callable[..., Hall]) -> None:
    """Fewer steps: a card takes as long for a sentence as people do to hear it."""
    text = shipped(voice__output="card", voice__card="virtual", rules__announcement_max_age_s=600)
    hall = new_hall(changed(text, "[voice]", "repeat", 1))
    _, screen, wall, silent = told_of(hall, seed=4, steps=10, patience=90)
    was, called = as_it_was(hall), as_it_was_called(hall)
    assert len(called) >= 3
    assert differences(was, screen) == []
    assert differences(was, wall) == []
    assert differences(called, said_by_the_card(hall)) == []
    assert silent == [], "never both"


def test_a_listener_that_swaps_two_events_is_found(crooked: Hall) -> None:
    _, screen, wall, _ = told_of(crooked, seed=4)
    was = as_it_was(crooked)
    assert differences(was, screen) == []
    assert differences(was, wall) != []


def test_a_swap_a_loss_and_a_double_are_differences() -> None:
    was = [Shown(1, "A001"), Shown(2, "A002"), Shown(1, "")]
    assert differences(was, list(was)) == []
    assert differences(was, [was[1], was[0], was[2]])
    assert differences(was, was[:2]) == ["2 told of 3"]
    assert differences(was, [*was, was[2]]) == ["4 told of 3"]
