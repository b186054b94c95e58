"""Figures against small histories counted by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.figures.history import History


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[History]:
    with History(tmp_path) as hall:
        hall.sit(1, "can-bo-1")
        yield hall


def row(told: dict[str, Any], key: Any) -> dict[str, Any]:
    found: dict[str, Any] = next(r for r in told["rows"] if r["key"] == key)
    return found


def test_a_day_without_anybody_is_zeros_and_no_rows(tmp_path: Path) -> None:
    with History(tmp_path) as hall:
        told = hall.figures()
    assert told["rows"] == []
    assert (told["total"]["taken"], told["total"]["waiting"]) == (0, 0)
    assert told["total"]["wait"] == dict.fromkeys(("median_s", "p90_s", "within")) | {"n": 0}
    assert told["total"]["ratings"]["response"] is None


def test_dates_before_the_hall_have_no_days(hall: History) -> None:
    told = hall.figures(begin="2020-01-01", end="2020-12-31")
    assert (told["days"], told["rows"], told["total"]["taken"]) == (0, [], 0)
    assert told["total"]["waiting"] is None


def test_one_visit_has_a_wait_a_walk_and_a_service(hall: History) -> None:
    hall.at("08:00").take("A")
    hall.at("08:10").serve(1, walk_s=20, service_s=240)
    total = hall.total()
    assert total["wait"].items() >= {"n": 1, "median_s": 600.0, "p90_s": 600.0}.items()
    assert total["walk"].items() >= {"n": 1, "median_s": 20.0, "p90_s": 20.0}.items()
    assert total["service"].items() >= {"n": 1, "median_s": 240.0, "p90_s": 240.0}.items()
    assert (total["taken"], total["called"], total["served"], total["waiting"]) == (1, 1, 1, 0)


def test_median_and_p90_are_times_that_somebody_had(hall: History) -> None:
    hall.at("08:00")
    for minutes in range(1, 11):
        hall.take("A")
        hall.serve(1, walk_s=0, service_s=60 * minutes)
    assert hall.total()["service"].items() >= {"n": 10, "median_s": 300.0, "p90_s": 540.0}.items()


def test_who_waits_now_and_how_many_waited_at_once(hall: History) -> None:
    hall.at("08:00")
    for series in "AAAC":
        hall.take(series)
    hall.serve(1)
    told = hall.figures("field")
    assert (told["total"]["waiting"], told["total"]["waiting_max"]) == (3, 4)
    civil = row(told, "ho-tich")
    assert (civil["waiting"], civil["waiting_max"]) == (2, 3)
    assert row(told, "chung-thuc")["waiting"] == 1


def test_nobody_waits_in_a_day_that_is_over(hall: History) -> None:
    hall.at("08:00").take("A")
    hall.at("17:30").close_day()
    assert hall.total()["waiting"] is None
    assert (hall.total()["waiting_max"], hall.total()["expired"]) == (1, 1)


def test_a_leg_that_nobody_measured_is_counted_and_left_out_of_times(hall: History) -> None:
    hall.at("08:00")
    hall.take("A")
    hall.call(1)
    hall.after(5).next(1)
    total = hall.total()
    assert (total["served"], total["unmeasured"], total["wait"]["n"]) == (1, 1, 1)
    assert (total["walk"]["n"], total["service"]["n"]) == (0, 0)


def test_a_forgotten_service_keeps_its_walk(hall: History) -> None:
    hall.at("16:50").take("A")
    hall.call(1)
    hall.after(40).start(1)
    hall.at("17:30").close_day()
    hall.at("20:00")
    total = hall.total()
    assert (total["served"], total["forgotten"]) == (1, 1)
    assert (total["walk"]["median_s"], total["service"]["n"]) == (40.0, 0)


def test_missed_is_a_no_show_and_not_everybody_who_was_late(hall: History) -> None:
    hall.at("08:00")
    late, gone, waiting = hall.take("A"), hall.take("A"), hall.take("A")
    for _ in (late, gone):
        hall.call(1)
        hall.after(10).miss(1)
    hall.after(300).rejoin(late)
    hall.at("09:00").leave(waiting)
    assert {n: hall.total()[n] for n in ("missed", "left", "expired", "waiting")} == {
        "missed": 1, "left": 1, "expired": 0, "waiting": 1,
    }  # fmt: skip


def test_a_miss_that_the_day_ended_is_a_no_show_too(hall: History) -> None:
    hall.at("17:20").take("A")
    hall.call(1)
    hall.miss(1)
    hall.at("17:30").close_day()
    assert (hall.total()["missed"], hall.total()["expired"]) == (1, 0)


def test_who_rejoins_waits_from_then_on(hall: History) -> None:
    hall.at("08:00")
    ticket = hall.take("A")
    hall.at("08:05").call(1)
    hall.miss(1)
    hall.at("08:20").rejoin(ticket)
    hall.at("08:22").call(1)
    assert hall.total()["wait"].items() >= {"n": 2, "median_s": 120.0, "p90_s": 300.0}.items()


def test_by_counter_what_was_at_none_stands_apart_and_all_add_up(hall: History) -> None:
    hall.at("08:00")
    hall.sit(3, "can-bo-3")
    for series in "ALL":
        hall.take(series)
    hall.serve(1)
    hall.serve(3)
    told = hall.figures("counter")
    assert [(r["key"], r["taken"], r["served"]) for r in told["rows"]] == [
        (1, 0, 1), (3, 0, 1), (None, 3, 0),
    ]  # fmt: skip
    assert told["rows"][2]["label"] == "Chưa tới quầy"
    assert row(told, 1)["waiting"] is None


def test_hours_are_the_offices_and_a_line_is_carried_into_the_next(hall: History) -> None:
    hall.at("08:50").take("A")
    hall.take("A")
    hall.at("09:10").serve(1)
    told = hall.figures("hour")
    assert [(r["key"], r["taken"], r["served"]) for r in told["rows"]] == [(8, 2, 0), (9, 0, 1)]
    assert [r["waiting_max"] for r in told["rows"]] == [2, 2]


def test_days_are_told_apart_and_together(hall: History) -> None:
    hall.at("08:00").take("A")
    hall.at("08:00", "2026-11-23")
    hall.take("A")
    hall.take("A")
    told = hall.figures("day", "2026-11-20", "2026-11-23")
    assert [(r["key"], r["taken"], r["expired"]) for r in told["rows"]] == [
        ("2026-11-20", 1, 1), ("2026-11-23", 2, 0),
    ]  # fmt: skip
    assert (told["days"], told["total"]["taken"], told["total"]["waiting"]) == (2, 3, 2)
    assert hall.figures("day", "2026-11-20")["total"]["taken"] == 1


def test_a_service_that_ended_after_its_day_still_is_of_that_day(hall: History) -> None:
    hall.at("17:00").take("A")
    hall.call(1)
    hall.start(1)
    hall.at("17:30").close_day()
    hall.at("18:00").finish(1)
    hall.at("08:00", "2026-11-23").take("A")
    told = hall.figures("day", "2026-11-20")
    assert told["total"]["served"] == 1
    assert told["total"]["service"]["median_s"] == 3600.0
