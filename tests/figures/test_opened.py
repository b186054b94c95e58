"""What anybody may read: whole months, and no number that points to a few people."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figures.opened import _ratings, held_back, months, opened
from figures.scores import SMALL, good_and_bad, score
from figures.tellable import is_small, range_of_good
from tests.figures.history import History
from tests.figures.test_recount import live

COUNTS = st.dictionaries(st.integers(0, 12), st.integers(0, 40), max_size=7)


def known_of(counts: dict[int, int], hidden: set[int]) -> dict[int, set[int]]:
    """What a hidden count may be, for somebody who sees all others and the sum of everything."""
    left = sum(counts[key] for key in hidden)
    least = 1 if len(hidden) > 1 else left
    return {key: set(range(least, left - (len(hidden) - 1) + 1)) for key in hidden}


@given(COUNTS)
def test_no_small_count_is_told_and_none_can_be_worked_out(counts: dict[int, int]) -> None:
    hidden = held_back(counts)
    if hidden is None:
        return
    assert {key for key, n in counts.items() if 0 < n < SMALL} <= hidden
    for key, may_be in known_of(counts, hidden).items():
        assert counts[key] in may_be
        assert max(may_be) >= SMALL, "one would know that they are few"
        assert len(may_be) >= SMALL


@given(COUNTS)
def test_nothing_is_held_back_without_need(counts: dict[int, int]) -> None:
    if not any(0 < n < SMALL for n in counts.values()):
        assert held_back(counts) == set()


def test_the_rule_that_hides_small_counts_alone_would_be_found() -> None:
    counts = {1: 30, 2: 3, 3: 20}
    naive = {key for key, n in counts.items() if n < SMALL}
    assert known_of(counts, naive) == {2: {3}}
    assert held_back(counts) == {2, 3}


@pytest.mark.parametrize("counts", [{1: 3}, {1: 1, 2: 1}, {1: 2, 2: 2, 3: 0}])
def test_where_too_few_came_nothing_is_told(counts: dict[int, int]) -> None:
    assert held_back(counts) is None


@pytest.fixture(scope="module")
def autumn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[History]:
    """Two days of October, one of November that is open."""
    chance = random.Random(3)
    dates = ("2026-10-29", "2026-10-30", "2026-11-02")
    with History(tmp_path_factory.mktemp("autumn"), dates[0]) as hall:
        for date in dates:
            hall.at("07:30", date)
            for n in (1, 2, 3):
                hall.sit(n, f"can-bo-{n}")
            live(hall, chance, "11:30")
            if date != dates[-1]:
                hall.close_day()
        yield hall


def test_only_months_that_are_over_and_closed_are_published(autumn: History) -> None:
    assert months(autumn.moment()) == ["2026-10"]


def test_a_month_says_what_its_figures_say_and_leaves_few_out(autumn: History) -> None:
    told = opened("2026-10", autumn.moment())
    fields: dict[str, Any] = {
        row["key"]: row["wait"]
        for row in autumn.figures("field", "2026-10-01", "2026-10-31")["rows"]
        if row["wait"]["n"]
    }
    assert (told["days"], told["enough"]) == (2, True)
    assert told["wait"]["n"] == sum(wait["n"] for wait in fields.values())
    for row in told["fields"]:
        if row["n"] is not None:
            assert row["n"] == fields[row["key"]]["n"] >= SMALL
            assert row["median_s"] == fields[row["key"]]["median_s"]
    shown = {row["key"] for row in told["fields"] if row["n"] is not None}
    assert fields.keys() - shown == held_back({key: w["n"] for key, w in fields.items()})


def test_the_share_of_answers_is_of_the_answers_that_are_told() -> None:
    # 272 of 977 answered; the level of 18 of them is kept with a week that is not over.
    found = {"opened": 977, "n": 272, "response": 0.278, "scores": [score(5, [0, 9, 16, 100, 129])]}
    told = _ratings(found)
    assert told["scores"][0]["n"] == 254
    assert told["response"] == told["scores"][0]["response"] == round(254 / 977, 3)
    assert told["response"] != found["response"]


@given(st.integers(SMALL, 300), st.integers(0, 9))
def test_the_share_of_those_asked_does_not_say_that_a_few_kept_silent(n: int, silent: int) -> None:
    found = {"opened": n + silent, "scores": [score(5, [0, 0, 0, 0, n])]}
    told = _ratings(found)
    for response in (told["response"], told["scores"][0]["response"]):
        assert (response is None) == (0 < silent < SMALL)
    # The control: who has the share, and how many answered, has how many were asked.
    assert round(196 / round(196 / 200, 3)) == 200


@given(st.lists(st.integers(0, 9), min_size=3, max_size=3).filter(lambda levels: sum(levels) > 4))
def test_a_range_holds_the_satisfied_and_says_of_neither_how_few(levels: list[int]) -> None:
    good, bad = good_and_bad(levels)
    found = range_of_good(levels)
    assert (found is None) == (not is_small((good, bad)))
    if found:
        least, most = found
        assert 1 <= least <= good <= most < good + bad
        assert most - least >= 3, "as many answers as are few are possible"
