"""Whoever watches over the office from outside reads figures, and none that tells of a few."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figures.guarded import BY, guarded, unwatched, watched
from figures.opened import opened
from figures.passages import BY as EVERY_WAY
from figures.passages import COUNTS
from figures.scores import SMALL, score
from tests.figures.history import History
from tests.figures.subtracting import cells, everything, learned, lies_within, without

TIMES = {"median_s": 60.0, "p90_s": 90.0}
LEVELS = st.lists(st.integers(0, 12), min_size=5, max_size=5)
PEOPLE = st.integers(0, 30)
ROWS = st.lists(st.tuples(PEOPLE, PEOPLE, PEOPLE, LEVELS), max_size=6)
Given = tuple[int, int, int, list[int]]


def row(key: Any, taken: int, missed: int, silent: int, levels: list[int]) -> dict[str, Any]:
    """One group; as many as `missed` did not come, as many as `silent` did not answer."""
    within = round(max(0, taken - missed) / taken, 3) if taken else None
    span = {"n": taken, **TIMES, "within": within}
    n = sum(levels)
    return {
        "key": key, "label": str(key), "label_en": str(key), **dict.fromkeys(COUNTS, taken),
        "missed": missed, "waiting": None, "waiting_max": taken,
        **dict.fromkeys(("wait", "wait_open", "walk", "service", "work"), span),
        "ratings": {
            "opened": n + silent, "n": n, "unanswered": silent, "withdrawn": 0, "response": 0.5,
            "scores": [score(5, levels)] if n else [], "way": [], "manner": [],
        },
    }  # fmt: skip


def table(rows: list[Given], nowhere: list[int] | None = None) -> dict[str, Any]:
    """Figures by field; `nowhere` are levels that are known of no row."""
    levels = [sum(each) for each in zip(*(r[3] for r in rows), nowhere or [0] * 5, strict=True)]
    sums = zip((0, 0, 0), *(r[:3] for r in rows), strict=True)
    taken, missed, silent = (sum(each) for each in sums)
    told = [row(i, *each) for i, each in enumerate(rows)]
    return {"by": "field", "total": row(None, taken, missed, silent, levels), "rows": told}


@given(ROWS, LEVELS)
def test_nothing_that_is_told_or_left_is_of_a_few(rows: list[Given], nowhere: list[int]) -> None:
    told = guarded(table(rows, nowhere))
    assert learned(told) == []
    longest = [row["waiting_max"] for row in (*told["rows"], told["total"])]
    assert not any(0 < n < SMALL for n in longest if n is not None)
    assert told["held_back"] == len(rows) - len(told["rows"])


@given(st.lists(st.integers(10, 30), max_size=6))
def test_what_is_of_many_is_told_as_it_is(crowds: list[int]) -> None:
    told = table([(2 * n, n, n, [5, 6, 7, 8, n]) for n in crowds])
    for seen, whole in zip(guarded(told)["rows"], told["rows"], strict=True):
        assert cells(seen) == {n: v for n, v in cells(whole).items() if n not in LEFT_OUT}


# What the rows of an observer never say: it follows from the others, or is of nobody in particular.
LEFT_OUT = ("unanswered", "withdrawn")


def test_the_rule_that_hides_small_rows_alone_would_be_found() -> None:
    few = (2, 0, 0, [0, 0, 0, 1, 0])
    told = table([(40, 6, 9, [0, 0, 6, 8, 12]), (19, 9, 5, [0, 0, 0, 0, 7]), few])
    naive = without(told, lambda row: 0 < row["taken"] < SMALL)
    assert "left of the sum: taken: 2" in learned(naive)
    assert "left of the sum: scores 5 level 4: 1" in learned(naive)
    seen = guarded(told)
    # Two of them would be known from the total, so the next smallest goes with them.
    assert ([row["key"] for row in seen["rows"]], seen["held_back"]) == ([0], 2)


def test_levels_that_few_gave_go_and_a_share_stays_where_it_may() -> None:
    many = (40, 6, 9, [0, 5, 6, 8, 12])
    told = guarded(table([many, (40, 6, 9, [0, 1, 5, 6, 12])], [9, 9, 9, 9, 9]))
    first, second = (row["ratings"]["scores"][0] for row in told["rows"])
    assert first["levels"] == many[3]
    assert (second["n"], second["mean"], second["levels"]) == (24, None, None)
    assert second["satisfied"]["share"] == 0.75  # six were not, eighteen were
    told = guarded(table([many, (40, 6, 9, [0, 1, 1, 6, 12])], [9, 9, 9, 9, 9]))
    assert told["rows"][1]["ratings"]["scores"][0]["satisfied"] is None


def test_a_month_of_three_people_says_nothing() -> None:
    seen = guarded(table([(3, 0, 0, [0, 0, 0, 1, 0])]))
    assert (seen["rows"], seen["total"]["taken"], seen["total"]["wait"]["n"]) == ([], 0, 0)


# --- a hall, and somebody who asks for everything ------------------------------------------------
DATES = ("2026-09-29", "2026-09-30", "2026-10-28", "2026-10-29", "2026-10-30", "2026-11-02")
# A day on which nearly nobody came.
QUIET = "2026-10-31"
# Whom a clerk serves on one day, and the levels they give: counter, series, levels.
SERVED = [(1, "A", [5, 5, 4, 5, 3, 5, 4, 5]), (3, "L", [5, 4, 5, 1, 5, 4, 5])]


@pytest.fixture(scope="module")
def autumn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[History]:
    """September and October are over, in November the first day is open; now and then a few."""
    with History(tmp_path_factory.mktemp("autumn"), DATES[0]) as hall:
        for at, date in enumerate(sorted((*DATES, QUIET))):
            hall.at("07:30", date)
            for n, series, levels in SERVED:
                hall.sit(n, f"can-bo-{n}")
                for level in levels[:1] if date == QUIET else levels:
                    hall.take(series)
                    hall.serve(n, 5, 60)
                    hall.after(5).rate(n, level)
            hall.sit(2, "can-bo-2")
            for _ in range(at % 3 + 1):  # a third field, of few people
                hall.take("C")
                hall.serve(2, 5, 60)
                hall.after(5).rate(2, 2)
            if date != DATES[-1]:
                hall.close_day()
        yield hall


def every_period() -> Iterator[tuple[dt.date, dt.date]]:
    """Every first and last date from September to the first days of November."""
    days = [dt.date(2026, 9, 1) + dt.timedelta(i) for i in range(65)]
    return ((begin, end) for i, begin in enumerate(days) for end in days[i:])


def read(hall: History, begin: dt.date, end: dt.date, by: str) -> list[dict[str, Any]]:
    """What an observer is given, as a list of one or none."""
    try:
        return [watched(begin, end, by, hall.moment())]
    except ValueError:
        return []


@pytest.fixture(scope="module")
def answered(autumn: History) -> list[dict[str, Any]]:
    """All that an observer can get: of every period by field, of each that is answered by all."""
    given = [each for period in every_period() for each in read(autumn, *period, "field")]
    days = [tuple(map(dt.date.fromisoformat, (each["from"], each["to"]))) for each in given]
    asked = itertools.product(days, EVERY_WAY)
    return [told for (begin, end), by in asked for told in read(autumn, begin, end, by)]


def test_of_all_that_may_be_asked_whole_months_that_are_over_are_answered(
    answered: list[dict[str, Any]],
) -> None:
    assert {(told["from"], told["to"]) for told in answered} == {
        ("2026-09-01", "2026-09-30"), ("2026-10-01", "2026-10-31"),
    }  # fmt: skip
    assert {told["by"] for told in answered} == {*BY}
    assert not [1 for one in answered for other in answered if lies_within(one, other)]
    assert all(told["months"] == ["2026-10", "2026-09"] for told in answered)


def test_who_subtracts_all_of_it_learns_nothing_of_a_few(answered: list[dict[str, Any]]) -> None:
    assert everything(answered) == []
    # And it is worth reading: fields and hours are told, with levels.
    fields = [row for told in answered if told["by"] == "field" for row in told["rows"]]
    assert any(row["ratings"]["scores"] for row in fields)
    assert any(row["taken"] for told in answered if told["by"] == "hour" for row in told["rows"])


def test_beside_what_anybody_may_read_it_gives_nothing_away(
    autumn: History, answered: list[dict[str, Any]]
) -> None:
    for told in answered:
        if told["by"] in ("field", "hour"):
            public = opened(told["from"][:7], autumn.moment())
            known = {row["key"]: row["n"] for row in public[f"{told['by']}s"] if row["n"]}
            known |= {row["key"]: row["wait"]["n"] for row in told["rows"]}
            left = told["total"]["wait"]["n"] - sum(known.values())
            assert left == 0 or left >= SMALL


def test_the_same_questions_find_a_few_where_nothing_is_held_back(autumn: History) -> None:
    """The control: with plain figures, with small rows left out, and with any days to choose."""
    asked = [(dt.date(2026, 10, 1), dt.date(2026, 10, end)) for end in (30, 31)]
    plain = [autumn.figures("field", str(begin), str(end)) for begin, end in asked]
    assert any("in a row: scores 5 level" in each for each in learned(plain[1]))
    two_days = autumn.figures("field", "2026-10-28", "2026-10-29")
    naive = without(two_days, lambda row: 0 < row["taken"] < SMALL)
    assert "left of the sum: taken: 4" in learned(naive)
    # Each is silent of a few by itself; one taken from the other is not.
    any_days = [guarded(told) for told in plain]
    assert [learned(told) for told in any_days] == [[], []]
    assert everything(any_days) != []


def test_where_no_month_is_over_there_is_nothing_to_read(autumn: History) -> None:
    told = unwatched("field", autumn.moment())
    assert (told["rows"], told["months"], told["total"]["taken"]) == ([], [], 0)
