"""What is kept of closed days says what their journal says, and is never older than it."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any

import pytest

from db.engine import database
from figures import fairness
from figures.cell import Cell, Told, packed
from figures.kept import kept_arrivals
from figures.passages import BY, PLACED
from figures.period import between
from tests.figures.history import History
from tests.figures.recount import _up
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


def test_the_longest_wait_is_that_of_all_waits_one_by_one(months: History) -> None:
    told = waits(months.journal())
    months.keep()
    named = [longest_of(told, DATES[begin], DATES[end]) for begin, end in PERIODS]
    assert len({date for date, _ in named}) > 1, "who only looked at one day would be right"
    assert named[1][0] != DATES[0]
    for (begin, end), expected in zip(PERIODS, named, strict=True):
        longest = fairness_of(months, begin, end)["longest"]
        assert (longest["at"][:10], longest["wait_s"]) == expected
        assert (*expected, longest["number"]) in {(d, seconds(ms), n) for d, n, ms in told}
    # Looked for where the kept month says that it is: of nothing kept nothing is found.
    database.execute_sql("UPDATE figure SET sums = ? WHERE span = 'month'", [packed(Cell())])
    assert fairness_of(months, 0, 3)["longest"] is None
    forget()


def longest_of(told: list[tuple[str, str, int]], begin: str, end: str) -> tuple[str, float]:
    """The first day that has the highest step of these dates, and its longest wait (s)."""
    here = [(date, ms) for date, _, ms in told if begin <= date <= end]
    most = max(_up(ms) for _, ms in here)
    day = min(date for date, ms in here if _up(ms) == most)
    return day, seconds(max(ms for date, ms in here if date == day))


def seconds(ms: int) -> float:
    return round(ms / 1000, 1)


def waits(journal: list[dict[str, Any]]) -> list[tuple[str, str, int]]:
    """(date, number, ms) of every measured wait, by plain Python."""
    undone = {row["undoes"] for row in journal}
    dates = dict(database.execute_sql("SELECT id, date FROM day").fetchall())
    labels = dict(database.execute_sql("SELECT id, label FROM ticket").fetchall())
    found, since = [], {}
    for row in journal:
        if row["subject"] != "ticket" or row["undoes"] or row["seq"] in undone:
            continue
        if row["action"] in PLACED and (row["action"] != "release" or row["before"] == "held"):
            since[row["ref"]] = row["hall"]
        elif row["action"] in ("call", "call-this") and "unconfirmed" not in row["flags"]:
            ms = row["hall"] - since[row["ref"]]
            found.append((dates[row["day"]], labels[int(row["ref"])], ms))
    return found


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
