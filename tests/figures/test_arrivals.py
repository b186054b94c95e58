"""When people come, and how long they wait who come then: by this one says when to come."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from figures.opened import _calm, opened
from tests.figures.history import History

MORNING, DATES_OF = "2026-10-30", ("2026-10-01", "2026-10-31")


def come(hall: History, n: int, served: int, service_s: int) -> None:
    for _ in range(n):
        hall.take("A")
    for _ in range(served):
        hall.serve(1, service_s=service_s)


@pytest.fixture(scope="module")
def morning(tmp_path_factory: pytest.TempPathFactory) -> Iterator[History]:
    """Thirty come at eight and wait up to two hours; eight at ten; ten at eleven, half in vain."""
    with History(tmp_path_factory.mktemp("morning"), MORNING) as hall:
        hall.sit(1, "can-bo-1")
        hall.at("08:00")
        come(hall, 30, 30, 220)
        hall.at("10:45")
        come(hall, 8, 8, 30)
        hall.at("11:05")
        come(hall, 10, 5, 5)
        hall.close_day()
        hall.at("08:00", "2026-11-02")
        yield hall


def test_waits_stand_in_the_hour_in_which_people_came(morning: History) -> None:
    told = opened("2026-10", morning.moment())
    assert {row["key"]: row["n"] for row in told["hours"]} == {8: 30, 10: 8, 11: 5}
    assert sum(row["n"] for row in told["hours"]) == told["wait"]["n"]
    assert [row["label"] for row in told["hours"]] == ["8–9 giờ", "10–11 giờ", "11–12 giờ"]
    # The control: by the hour of the call those who came at eight stand in more than one row.
    called = {row["key"]: row["wait"]["n"] for row in morning.figures("hour", *DATES_OF)["rows"]}
    assert called[8] < 30
    assert called[9] > 0


def test_quiet_is_an_hour_in_which_few_come_and_wait_little(morning: History) -> None:
    told = opened("2026-10", morning.moment())
    assert (told["quiet"], told["short"]) == ([10], [10])
    # The control: by the hour of the call the fullest hour would be named, since whoever is called
    # first has waited little; and so would eleven o'clock, when half were never called.
    usual = told["wait"]["median_s"]
    called = {row["key"]: row["wait"] for row in morning.figures("hour", *DATES_OF)["rows"]}
    assert called[8]["median_s"] < usual
    eleven = next(row for row in told["hours"] if row["key"] == 11)
    assert eleven["median_s"] < usual
    assert told["never_called"] == 5


def test_an_hour_with_short_waits_and_many_people_is_not_called_quiet() -> None:
    def hour(key: int, taken: int, median_s: float) -> dict[str, Any]:
        return {"key": key, "taken": taken, "n": taken, "median_s": median_s}

    came = [hour(7, 275, 1_200), hour(8, 459, 3_660), hour(10, 77, 6_480)]
    assert _calm(came, came, 3_480) == {"quiet": [], "short": [7]}
    came[0]["taken"] = came[0]["n"] = 60
    assert _calm(came, came, 3_480) == {"quiet": [7], "short": [7]}
