"""What is kept of closed days says what their journal says, and is never older than it."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any

import pytest

from db.engine import database
from figures import fairness
from figures.cell import Told
from figures.kept import kept_arrivals
from figures.passages import BY
from figures.period import between
from tests.figures.history import History
from tests.figures.test_recount import live

# Two months, and a week that the turn of the month cuts in two.
DATES = ("2026-10-01", "2026-10-02", "2026-10-29", "2026-10-30", "2026-11-02", "2026-11-03")


@pytest.fixture(scope="module")
def months(tmp_path_factory: pytest.TempPathFactory) -> Iterator[History]:
    """Six short days; the last one is open."""
    chance = random.Random(7)
    with History(tmp_path_factory.mktemp("months"), DATES[0]) as hall:
        for date in DATES:
            hall.at("07:30", date)
            for n in (1, 2, 3):
                hall.sit(n, f"can-bo-{n}")
            live(hall, chance, "10:30")
            if date != DATES[-1]:
                hall.close_day()
        yield hall


def forget() -> None:
    database.execute_sql("DELETE FROM rolled")
    database.execute_sql("DELETE FROM figure")


PERIODS = [(0, 5), (0, 3), (1, 4), (2, 2), (3, 5)]


def test_kept_figures_are_those_of_the_journal(months: History) -> None:
    forget()
    fair = [fairness_of(months, begin, end) for begin, end in PERIODS]
    came = [came_in(months, begin, end) for begin, end in PERIODS]
    asked = [(by, DATES[begin], DATES[end]) for by in BY for begin, end in PERIODS]
    counted = [months.figures(*each) for each in asked]
    assert months.keep() == 6  # five days are closed, one month is over
    for each, told in zip(asked, counted, strict=True):
        assert months.figures(*each) == told, each
    assert all(told["total"]["served"] > 5 for told in counted)
    assert [fairness_of(months, begin, end) for begin, end in PERIODS] == fair
    assert [came_in(months, begin, end) for begin, end in PERIODS] == came
    assert all(sum(each.values()) > 5 for each in came)
    assert all(told["longest"] and told["rules"][0]["calls"] for told in fair)


def fairness_of(hall: History, begin: int, end: int) -> dict[str, Any]:
    first, last = (dt.date.fromisoformat(DATES[at]) for at in (begin, end))
    return fairness(first, last, hall.moment())


def came_in(hall: History, begin: int, end: int) -> dict[int, int]:
    """Who came in each hour and was called at last."""
    first, last = (dt.date.fromisoformat(DATES[at]) for at in (begin, end))
    period = between(first, last, hall.moment())
    found = kept_arrivals(period, "Asia/Ho_Chi_Minh")
    return {hour: int(Told(cell).times("wait", 0)["n"] or 0) for hour, cell in found.items()}


def test_months_are_read_and_not_their_days(months: History) -> None:
    forget()
    months.keep()
    october = months.figures("field", "2026-10-01", "2026-10-31")
    database.execute_sql("DELETE FROM figure WHERE span = 'day'")
    assert months.figures("field", "2026-10-01", "2026-10-31") == october
    # And whatever is kept is what is told: what is missing there is missing here.
    database.execute_sql("DELETE FROM figure WHERE span = 'month'")
    assert months.figures("field", "2026-10-01", "2026-10-31")["total"]["served"] == 0
    forget()
