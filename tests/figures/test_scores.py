"""Ratings among the figures: n and response beside every average, and the turn of a half-day."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db.engine import database
from figures.scores import score
from tests.figures.history import History


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[History]:
    with History(tmp_path) as hall:
        hall.sit(1, "can-bo-1")
        hall.sit(2, "can-bo-2")
        yield hall.at("08:00")


def rate(hall: History, n: int, *levels: int) -> None:
    """Serves one citizen for each level, who gives it."""
    for level in levels:
        hall.take("A" if n == 1 else "C")
        hall.serve(n, walk_s=5, service_s=60)
        hall.after(3).rate(n, level)


def ratings(hall: History, by: str = "field") -> dict[str, Any]:
    told: dict[str, Any] = hall.figures(by)["total"]["ratings"]
    return told


def test_answers_are_counted_at_once_and_averaged_at_noon(hall: History) -> None:
    rate(hall, 1, 5, 5, 4, 2)
    rate(hall, 2, 4)
    assert (ratings(hall)["n"], ratings(hall)["response"]) == (5, 1.0)
    assert ratings(hall)["scores"] == []
    hall.at("12:00")
    assert ratings(hall)["scores"][0]["mean"] == 4.0
    assert ratings(hall)["scores"][0]["levels"] == [0, 1, 0, 2, 2]


def test_the_afternoon_is_averaged_when_the_day_closes(hall: History) -> None:
    rate(hall, 1, 5, 5, 5, 5, 5)
    hall.at("13:00")
    rate(hall, 1, 1, 1, 1, 1, 1)
    assert (ratings(hall)["n"], ratings(hall)["scores"][0]["n"]) == (10, 5)
    hall.at("17:30").close_day()
    assert ratings(hall)["scores"][0] == {
        "scale": 5, "n": 10, "mean": 3.0, "levels": [5, 0, 0, 0, 5],
        "satisfied": {"share": 0.5, "low": 0.237, "high": 0.763},
    }  # fmt: skip


def test_nothing_of_a_clerk_changes_between_the_turns(hall: History) -> None:
    rate(hall, 1, 5)
    assert hall.figures("clerk")["rows"] == []
    hall.at("12:00")
    noon = hall.figures("clerk")
    assert [(r["key"], r["served"]) for r in noon["rows"]] == [("can-bo-1", 1), (None, 0)]
    assert noon["turn"] == "2026-11-20T12:00:00.000+07:00"
    hall.at("14:00")
    rate(hall, 1, 4, 4)
    later = hall.figures("clerk")
    assert (later["rows"], later["total"]) == (noon["rows"], noon["total"])
    hall.at("17:30").close_day()
    assert hall.figures("clerk")["rows"][0]["served"] == 3


def test_an_hour_past_midnight_still_is_the_afternoon(hall: History) -> None:
    hall.at("01:00", "2026-11-21")
    rate(hall, 1, 5)
    assert database.execute_sql("SELECT half FROM rating").fetchall() == [("pm",)]
    assert hall.figures(begin="2026-11-20")["total"]["ratings"]["scores"] == []


def test_who_answers_nothing_lowers_the_response_and_no_average(hall: History) -> None:
    rate(hall, 1, 5, 5, 5, 5, 5)
    hall.take("A")
    hall.serve(1)
    hall.at("12:00")
    told = ratings(hall)
    assert (told["opened"], told["n"], told["unanswered"], told["response"]) == (6, 5, 1, 0.833)
    assert told["scores"][0]["mean"] == 5.0


def test_fewer_than_five_are_counted_and_not_averaged(hall: History) -> None:
    rate(hall, 1, 1, 5, 5, 5)
    hall.at("12:00")
    assert ratings(hall)["scores"] == [
        {"scale": 5, "n": 4, "mean": None, "levels": None, "satisfied": None}
    ]


def test_an_average_never_mixes_scales(hall: History) -> None:
    rate(hall, 1, 5, 5, 5, 5, 5)
    hall.close_day()
    with database.atomic():
        database.execute_sql("UPDATE setting SET value = '3' WHERE name = 'rules.rating_levels'")
    hall.at("08:00", "2026-11-23").sit(1, "can-bo-1")
    rate(hall, 1, 1, 1, 1, 1, 1)
    hall.at("12:00")
    told = hall.figures("field", "2026-11-20", hall.date)["total"]["ratings"]["scores"]
    assert [(s["scale"], s["n"], s["mean"]) for s in told] == [(5, 5, 5.0), (3, 5, 1.0)]


def test_an_excluded_answer_stays_counted_and_leaves_the_average(hall: History) -> None:
    rate(hall, 1, 1, 5, 5, 5, 5, 5)
    with database.atomic():
        database.execute_sql("UPDATE rating SET excluded = 'TEST' WHERE level = 1")
    hall.at("12:00")
    assert (ratings(hall)["n"], ratings(hall)["scores"][0]["n"]) == (6, 5)


def test_by_field_the_answers_too_by_service_and_hour_only_how_many(hall: History) -> None:
    rate(hall, 1, 5, 5, 5, 5, 5)
    hall.at("12:00").close_day()
    assert hall.figures("field")["rows"][0]["ratings"]["scores"][0]["mean"] == 5.0
    for by in ("service", "hour"):
        (row,) = hall.figures(by)["rows"]
        assert (row["ratings"]["n"], row["ratings"]["scores"]) == (5, [])


def test_few_answers_of_a_day_belong_to_their_whole_week(hall: History) -> None:
    rate(hall, 1, 1)
    hall.at("08:00", "2026-11-21")
    hall.sit(1, "can-bo-1")
    rate(hall, 1, 5)
    friday = hall.figures("day", "2026-11-20")
    assert (friday["total"]["ratings"]["n"], friday["total"]["ratings"]["scores"]) == (1, [])
    both = hall.figures("day", "2026-11-20", "2026-11-21")
    assert [s["n"] for s in both["total"]["ratings"]["scores"]] == [1]
    assert [r["ratings"]["scores"] for r in both["rows"]] == [[], []]


@pytest.mark.parametrize(
    ("scale", "levels", "share"),
    [(5, [0, 0, 1, 2, 2], 0.8), (4, [1, 1, 2, 1], 0.6), (3, [1, 2, 2], 0.4)],

)  # fmt: skip
def test_satisfied_is_above_the_middle_of_the_scale(
    scale: int, levels: list[int], share: float
) -> None:
    assert score(scale, levels)["satisfied"]["share"] == share


def test_each_side_of_the_second_screen_has_an_n_and_an_average_of_its_own(tmp_path: Path) -> None:
    with History(tmp_path, rules__rating_axes=True) as hall:
        hall.sit(1, "can-bo-1")
        hall.at("08:00")
        for way, manner in ((5, 4), (4, None), (3, 5), (5, None), (5, 1), (None, None)):
            hall.take("A")
            hall.serve(1, walk_s=5, service_s=60)
            hall.after(3).rate(1, 5, way=way, manner=manner)
        hall.at("17:30").close_day()
        hall.keep()
        for by in ("field", "clerk"):
            [row, *_] = hall.figures(by)["rows"]
            told = row["ratings"]
            assert (told["scores"][0]["n"], told["scores"][0]["mean"]) == (6, 5.0)
            assert told["way"] == [score(5, [0, 0, 1, 1, 3])]
            # Three are counted, and tell nobody what they were.
            assert told["manner"] == [
                {"scale": 5, "n": 3, "mean": None, "levels": None, "satisfied": None}
            ]
        assert hall.figures("hour")["total"]["ratings"]["way"][0]["mean"] == 4.4
