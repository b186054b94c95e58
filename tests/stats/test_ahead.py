"""What the supervisor is advised: a counter to open, how good forecasts are, the coming week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db.models import Pace, Service
from stats import at_counters, in_lines
from stats.coming import coming
from stats.foretold import foretold
from stats.openings import openings
from tests.figures.history import FRIDAY, History
from tests.tickets.core import MINUTE, Core
from tests.tickets.test_wait import samples
from tickets import Moment, reading

TODAY = dt.date.fromisoformat(FRIDAY)


@pytest.fixture
def core(tmp_path: Path) -> Iterator[Core]:
    """The small hall: two lines, two counters, each helping the other after five minutes."""
    with Core(tmp_path / "state") as core:
        yield core


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[History]:
    """The shipped hall on a Friday."""
    with History(tmp_path / "state") as hall:
        yield hall


def advised(core: Core) -> list[dict[str, Any]]:
    now = Moment(core.writer.hall_time(), core.clock.wall(), core.writer.machine)
    lines = in_lines.found(reading.waiting_by_place())
    return openings(lines, at_counters.found(), now)


def short(core: Core) -> list[tuple[str, int | None, list[str]]]:
    """What, where, for which lines."""
    return [
        (
            told["what"],
            told["counter"] and told["counter"]["n"],
            [x["field"] for x in told["lines"]],
        )
        for told in advised(core)
    ]


def busy(core: Core, n: int) -> None:
    """Counter `n` is open and serves somebody."""
    core.open(n)
    core.take("khai-sinh" if n == 1 else "ban-sao")
    core.call(n)
    core.at(n, "start")


def test_an_empty_hall_needs_nothing(core: Core) -> None:
    assert advised(core) == []


def test_a_line_that_nobody_serves_asks_for_its_own_counter(core: Core) -> None:
    core.take("ban-sao")
    assert short(core) == [("open", 2, ["chung-thuc"])]
    core.take("khai-sinh")
    assert {told[1] for told in short(core)} == {1, 2}


def test_a_forecast_over_the_target_asks_for_a_counter_that_is_not_open(core: Core) -> None:
    samples(10.1)
    busy(core, 1)
    for _ in range(3):
        core.take()
    # Three services and the rest of one: just over the half hour aimed at.
    ((what, n, _),) = short(core)
    assert (what, n) == ("open", 2)
    (line,) = advised(core)[0]["lines"]
    assert (line["wait"], line["then"]) == (
        {"low_s": 1800, "high_s": 2400}, {"low_s": 900, "high_s": 1200},
    )  # fmt: skip


def test_a_forecast_within_the_target_asks_for_none(core: Core) -> None:
    samples(5)
    busy(core, 1)
    for _ in range(3):
        core.take()
    now = Moment(core.writer.hall_time(), core.clock.wall(), core.writer.machine)
    # Only from when somebody will have waited too long.
    (told,) = advised(core)
    assert told["lines"][0]["from"] == now.iso(core.clock.wall() + 30 * MINUTE)


def test_an_idle_counter_calls_before_another_opens(core: Core) -> None:
    samples(20)
    core.open(1)
    for _ in range(3):
        core.take()
    assert short(core) == [("call", 1, ["ho-tich"])]


def test_when_every_counter_is_busy_another_must_be_given_the_line(core: Core) -> None:
    samples(30)
    busy(core, 1)
    busy(core, 2)
    for _ in range(4):
        core.take()
    assert short(core) == [("assign", None, ["ho-tich"])]
    assert advised(core)[0]["lines"][0]["then"] is None


def test_a_forecast_is_held_against_the_call_that_followed(hall: History) -> None:
    hall.at("08:00").sit(1)
    Pace.insert_many(
        [{"service": s.id, "samples": 20, "mean": 6.1 * MINUTE, "variance": 0.0}
         for s in Service.select()]
    ).execute()  # fmt: skip
    told = foretold(TODAY, hall.moment())
    assert (told["total"]["n"], told["fields"]) == (0, [])
    # Nobody is before the first, who is called at once; ten more are told 5–10 minutes and wait 7,
    # ten wait 20.
    for n in range(20):
        hall.take("A")
        hall.take("A")
        hall.call(1)
        hall.start(1)
        hall.after(7 * 60 if n % 2 else 20 * 60)
        hall.finish(1)
        hall.call(1)
        hall.start(1)
        hall.finish(1)
    told = foretold(TODAY, hall.moment())["total"]
    assert (told["n"], told["within"], told["later"], told["sooner"]) == (40, 0.75, 0.25, 0.0)
    assert foretold(TODAY, hall.moment())["fields"][0]["field"] == "ho-tich"


def test_who_stepped_back_or_was_told_nothing_is_not_compared(hall: History) -> None:
    hall.at("08:00").take("A")
    hall.sit(1)
    hall.call(1)
    hall.start(1)
    hall.finish(1)
    Pace.insert_many(
        [{"service": s.id, "samples": 20, "mean": 6.1 * MINUTE, "variance": 0.0}
         for s in Service.select()]
    ).on_conflict_replace().execute()  # fmt: skip
    back = hall.take("A")
    hall.after(60).take("A")
    hall.on(back, "pass")
    hall.call(1)
    hall.start(1)
    hall.finish(1)
    hall.call(1)
    assert foretold(TODAY, hall.moment())["total"]["n"] == 1


def test_the_coming_week_is_the_mean_of_its_weekday(hall: History) -> None:
    for date in (FRIDAY, "2026-11-27"):
        hall.at("08:10", date)
        for _ in range(6):
            hall.take("A")
        hall.at("09:30")
        hall.take("C")
    hall.at("08:00", "2026-12-03")
    told = coming(dt.date(2026, 12, 3), hall.moment())
    friday, *others = told["days"]
    assert (friday["date"], friday["seen"], friday["people"]) == ("2026-12-04", 2, 7.0)
    assert friday["hours"] == [{"hour": 8, "people": 6.0}, {"hour": 9, "people": 1.0}]
    assert [day["hours"] for day in others[:-1]] == [[]] * 5
    assert len(told["days"]) == 7


# Counters 1 and 2 serve A and C; counter 3 serves L.
PEOPLE = {"A": 6, "C": 2, "L": 1}


def fridays(hall: History, called: list[int], desks: tuple[int, ...] = (1,)) -> dict[str, Any]:
    """The Friday after those on which so many of A and C were called, and everybody of L."""
    for week, n in enumerate(called):
        hall.at("08:00", str(TODAY + dt.timedelta(weeks=week)))
        for desk in (*desks, 3):
            hall.sit(desk)
        for series, people in PEOPLE.items():
            for _ in range(people):
                hall.take(series)
        for desk in (*[desks[i % len(desks)] for i in range(n)], 3):
            hall.call(desk)
            hall.start(desk)
            hall.finish(desk)
        hall.close_day()
    next_one = TODAY + dt.timedelta(weeks=len(called))
    hall.at("08:00", str(next_one - dt.timedelta(1)))
    told: dict[str, Any] = coming(next_one - dt.timedelta(1), hall.moment())["days"][0]
    assert (told["date"], told["seen"]) == (str(next_one), len(called))
    return told


def ns(counters: list[dict[str, Any]]) -> list[int]:
    return [counter["n"] for counter in counters]


def test_a_line_is_short_where_most_people_were_mostly_never_called(hall: History) -> None:
    (need,) = fridays(hall, [2, 2, 2, 8])["needs"]
    assert [field["field"] for field in need["fields"]] == ["ho-tich", "chung-thuc"]
    assert (need["from"], need["to"], ns(need["counters"])) == (8, 9, [1, 2])
    # Six of eight on three of four days: who went home came, and is counted as somebody who came.
    assert (need["people"], need["late"], need["home"], need["over"]) == (8.0, 4.5, 4.5, 3)
    # Counter 2 never worked: it is opened before another is given these lines.
    assert (ns(need["closed"]), need["rate"]) == ([2], 3.5)


def test_who_has_time_is_named_and_none_of_those_that_serve_it(hall: History) -> None:
    (need,) = fridays(hall, [2, 2, 2, 2], (1, 2))["needs"]
    assert need["closed"] == []
    assert [(each["n"], each["people"]) for each in need["free"]] == [(4, 0.0), (5, 0.0)]
    assert need["busy_min"] is None  # nobody knows yet how long they usually take


@pytest.mark.parametrize("called", [[2, 2, 2], [2, 2, 8, 8], [8, 8, 8, 8]])
def test_too_few_days_or_too_few_bad_ones_recommend_nothing(
    hall: History, called: list[int]
) -> None:
    assert fridays(hall, called)["needs"] == []


def test_who_waits_beyond_the_target_was_called_too_late(hall: History) -> None:
    """Everybody is called, on four days of five after forty minutes."""
    for week in range(5):
        hall.at("08:00", str(TODAY + dt.timedelta(weeks=week))).sit(1)
        for _ in range(4):
            hall.take("A")
        hall.after(20 * 60 if week == 1 else 40 * 60)
        for _ in range(4):
            hall.call(1)
            hall.start(1)
            hall.after(60)
            hall.finish(1)
        hall.close_day()
    Pace.insert_many(
        [{"service": s.id, "samples": 20, "mean": 6.1 * MINUTE, "variance": 0.0}
         for s in Service.select()]
    ).on_conflict_replace().execute()  # fmt: skip
    (need,) = coming(TODAY + dt.timedelta(weeks=5, days=-1), hall.moment())["days"][0]["needs"]
    assert (need["people"], need["late"], need["home"], need["over"]) == (4.0, 3.2, 0.0, 4)
    assert [field["field"] for field in need["fields"]] == ["ho-tich"]  # nobody came for the other
    assert (need["rate"], need["busy_min"]) == (4.0, 24)


def test_a_new_hall_knows_nothing_of_the_coming_week(hall: History) -> None:
    told = coming(TODAY, hall.moment())
    assert (told["seen"], [day["hours"] for day in told["days"]]) == (0, [[]] * 7)
