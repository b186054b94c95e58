"""Whoever watches over the office from outside reads figures, and none that tells of a few."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from figures.guarded import guarded
from figures.scores import SMALL, score

ROWS = st.lists(st.tuples(st.integers(0, 30), st.lists(st.integers(0, 9), min_size=5, max_size=5)),
                max_size=6)  # fmt: skip


def table(rows: list[tuple[int, list[int]]]) -> dict[str, Any]:
    """Figures of so many people, and so many answers of each level, in each row."""

    def row(key: Any, taken: int, levels: list[int]) -> dict[str, Any]:
        told = {"key": key, "label": str(key), "label_en": str(key), "taken": taken}
        times = {"n": taken, "median_s": 60.0, "p90_s": 90.0, "within": None}
        return told | {"wait": times, "ratings": {"n": sum(levels), "scores": [score(5, levels)]}}

    levels = [sum(each) for each in zip(*(found for _, found in rows), strict=True)] or [0] * 5
    whole = row(None, sum(taken for taken, _ in rows), levels)
    return {"total": whole, "rows": [row(i, *each) for i, each in enumerate(rows)], "days": 1}


@given(ROWS)
def test_no_row_and_no_level_tells_of_fewer_than_five(rows: list[tuple[int, list[int]]]) -> None:
    told = guarded(table(rows))
    shown = told["rows"]
    assert not any(0 < row["taken"] < SMALL for row in (*shown, told["total"]))
    for row in (*shown, told["total"]):
        for one in row["ratings"]["scores"]:
            assert not any(0 < n < SMALL for n in one["levels"] or [])
    hidden = told["total"]["taken"] - sum(row["taken"] for row in shown)
    assert hidden == 0 or hidden >= SMALL
    assert told["held_back"] == len(rows) - len(shown)


def test_what_is_of_many_is_told_as_it_is() -> None:
    told = table([(40, [0, 0, 6, 8, 12]), (9, [0, 0, 0, 0, 7]), (2, [0, 0, 0, 1, 0])])
    seen = guarded(told)
    # The control: two of them would be known from the total, so the nine go with them.
    assert [row["key"] for row in seen["rows"]] == [0]
    assert seen["rows"][0] == told["rows"][0]
    assert seen["held_back"] == 2


def test_a_level_that_few_gave_takes_the_mean_with_it_and_a_share_stays_where_it_may() -> None:
    [one] = guarded(table([(40, [0, 1, 5, 6, 12])]))["rows"][0]["ratings"]["scores"]
    assert (one["n"], one["mean"], one["levels"]) == (24, None, None)
    assert one["satisfied"]["share"] == 0.75  # six were not, eighteen were
    [one] = guarded(table([(40, [0, 1, 1, 6, 12])]))["rows"][0]["ratings"]["scores"]
    assert one["satisfied"] is None


def test_a_day_of_three_people_says_nothing() -> None:
    seen = guarded(table([(3, [0, 0, 0, 1, 0])]))
    assert (seen["rows"], seen["total"]["taken"], seen["total"]["wait"]["n"]) == ([], 0, 0)
