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
    assert (friday["date"], friday["seen"]) == ("2026-12-04", 2)
    eight, nine = friday["hours"]
    assert (eight["hour"], eight["people"], eight["field"]["name"]) == (8, 6.0, "Hộ tịch")
    assert (nine["hour"], nine["people"], nine["counters"]) == (9, 1.0, 1)
    service = Service.select().where(Service.field == "ho-tich").order_by(Service.id).first()
    assert eight["counters"] == -(-6 * service.minutes // 48)
    assert [day["hours"] for day in others[:-1]] == [[]] * 5
    assert len(told["days"]) == 7


def fridays(hall: History, crowds: list[int]) -> dict[str, Any]:
    """The hour from 8 of the Friday after those on which so many came and one counter worked."""
    dates = [FRIDAY, *(str(TODAY + dt.timedelta(weeks=1 + i)) for i in range(len(crowds) - 1))]
    for date, crowd in zip(dates, crowds, strict=True):
        hall.at("08:00", date).sit(1)
        for _ in range(crowd):
            hall.take("A")
        hall.call(1)
        hall.start(1)
        hall.finish(1)
        hall.close_day()
    Pace.insert_many(
        [{"service": s.id, "samples": 20, "mean": 6.1 * MINUTE, "variance": 0.0}
         for s in Service.select()]
    ).on_conflict_replace().execute()  # fmt: skip
    next_one = TODAY + dt.timedelta(weeks=len(crowds))
    hall.at("08:00", str(next_one - dt.timedelta(1)))
    told = coming(next_one - dt.timedelta(1), hall.moment())["days"][0]
    assert (told["date"], told["seen"]) == (str(next_one), len(crowds))
    hour: dict[str, Any] = told["hours"][0]
    return hour


def test_another_counter_is_recommended_where_the_usual_ones_were_mostly_too_few(
    hall: History,
) -> None:
    hour = fridays(hall, [12, 12, 12, 1])
    assert (hour["usual"], hour["over"]) == (1, 3)
    assert hour["more"] == min(hour["counters"], 5) - 1 > 0


@pytest.mark.parametrize("crowds", [[12, 12, 12], [20, 20, 1, 1], [1, 1, 1, 1]])
def test_too_few_days_or_too_few_crowded_ones_recommend_nothing(
    hall: History, crowds: list[int]
) -> None:
    hour = fridays(hall, crowds)
    assert hour["more"] == 0
    assert (hour["counters"] > hour["usual"]) == (crowds[0] > 1)  # else it would be no question


def test_a_new_hall_knows_nothing_of_the_coming_week(hall: History) -> None:
    told = coming(TODAY, hall.moment())
    assert (told["seen"], [day["hours"] for day in told["days"]]) == (0, [[]] * 7)
