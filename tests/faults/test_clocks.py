"""The wall clock is anything at all: no number comes again, nothing lasts less than no time."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from audit import verify
from config import parse
from db import transaction
from db.models import Day, Journal, Ticket
from db.statement import rows
from db.transaction import Transaction
from db.writer import Writer
from tests.tickets.core import HALL, HOUR, MINUTE, SECOND, Core, HandClock, refusal
from tickets import closing, day

DAY = 24 * HOUR
YEAR = 365 * DAY
BY = (
    SECOND, MINUTE, HOUR, 6 * HOUR, 11 * HOUR, 13 * HOUR, 25 * HOUR, 7 * DAY, 31 * DAY, YEAR,
    12 * YEAR, 56 * YEAR,
)  # fmt: skip
OFFSETS = [sign * by for by in BY for sign in (1, -1)]
AUTO = HALL.replace('trust_clock = "always"', 'trust_clock = "auto"')


@pytest.fixture(params=[True, False], ids=["a clock of its own", "no clock of its own"])
def kept(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether the machine knows the time when it starts."""
    monkeypatch.setattr("db.store.clock_is_kept", lambda: request.param)
    return bool(request.param)


@pytest.mark.parametrize("off", OFFSETS)
def test_the_clock_is_set_while_the_hall_works_and_over_a_restart(
    off: int, kept: bool, quick: Path
) -> None:
    clock = HandClock()
    with Core(quick, clock, AUTO) as core:
        a_while(core)
        clock.jump(off)
        a_while(core)
    clock.reboot("second boot", off=5 * MINUTE)
    with Core(quick, clock, AUTO) as core:
        a_while(core)
        clock.jump(-off)
        a_while(core)
    clock.reboot("third boot", off=off)
    with Core(quick, clock, AUTO) as core:
        a_while(core)
        assert nonsense() == []
    assert [f for found in verify(quick, parse(AUTO)).values() for f in found] == []


def test_a_hall_that_takes_its_time_from_the_wall_is_found(
    quick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: its services end before they begin."""

    def begin(tx: Transaction) -> None:
        if row := transaction._last.one():
            tx.seq, tx.head = row[0], row[1]
        tx.look_at_day()

    monkeypatch.setattr(Transaction, "begin", begin)
    monkeypatch.setattr(Writer, "hall_time", lambda writer: writer.clock.wall())
    clock = HandClock()
    with Core(quick, clock, AUTO) as core:
        a_while(core)
        clock.jump(-HOUR)
        a_while(core)
        assert "hall time goes back" in nonsense()
    assert [f for found in verify(quick, parse(AUTO)).values() for f in found]


def a_while(core: Core) -> None:
    """Somebody comes, somebody is served, time passes."""
    core.tick()
    if refusal_of_open(core) is None:
        core.open()
    for _ in range(3):
        core.take()
        core.clock.wait(7 * SECOND)
        core.next()
    core.wait(MINUTE)


def refusal_of_open(core: Core) -> str | None:
    """Why counter 1 need not be opened."""
    [(state,)] = list(core.writer.database.execute_sql("SELECT state FROM counter WHERE n = 1"))
    return None if state == "closed" else str(state)


def nonsense() -> list[str]:
    """Numbers given twice on one day, and spans that end before they begin."""
    with_times = rows(
        Ticket.select(
            Ticket.day, Ticket.label, Ticket.joined, Ticket.called_hall, Ticket.started_hall,
            Ticket.ended_hall,
        )
    )  # fmt: skip
    twice = Counter((id, label) for id, label, *_ in with_times)
    found = [f"{key} {n} times" for key, n in twice.items() if n > 1]
    for id, label, *times in with_times:
        there = [time for time in times if time is not None]
        found += [f"day {id} {label}: {there}"] if there != sorted(there) else []
    halls = [hall for (hall,) in rows(Journal.select(Journal.hall).order_by(Journal.seq))]
    return found + (["hall time goes back"] if halls != sorted(halls) else [])


def days() -> list[tuple[str, str]]:
    return [(date, state) for date, state in rows(Day.select(Day.date, Day.state).order_by(Day.id))]


def test_a_clock_set_forward_sends_nobody_home_until_somebody_says_it_is_right(
    kept: bool, quick: Path
) -> None:
    clock = HandClock()
    with Core(quick, clock, AUTO) as core:
        core.take()
        clock.jump(25 * HOUR)
        core.tick()
        assert core.take()["number"] == "A002"
        assert core.states() == {"A001": "waiting", "A002": "waiting"}
        clock.jump(-25 * HOUR)
        core.tick()
        assert days() == [("2026-11-20", "open")]
        clock.jump(25 * HOUR)
        core.told(lambda tx: day.confirm_date(tx, "test"))
        core.tick()
        assert days() == [("2026-11-20", "closed"), ("2026-11-21", "open")]


def test_a_day_opened_under_a_wrong_year_does_not_shut_the_hall_for_years(
    kept: bool, quick: Path
) -> None:
    clock = HandClock()
    with Core(quick, clock, AUTO) as core:
        core.told(lambda tx: closing.close_day(tx, "test"))
        clock.jump(10 * YEAR)
        core.tick()
        assert [date[:4] for date, _ in days()] == ["2026", "2036"]
        core.take()
        clock.jump(-10 * YEAR + DAY)
        core.told(lambda tx: closing.close_day(tx, "test"))
        core.tick()
        assert refusal(lambda: core.told(lambda tx: day.open_day(tx, "test"))) == "date_is_past"
        core.told(lambda tx: day.confirm_date(tx, "test"))
        core.told(lambda tx: day.open_day(tx, "test"))
        assert days()[-1] == ("2026-11-21", "open")
        assert core.take()["number"] == "A001"
        core.wait(DAY)  # and from then on by itself again
        assert days()[-1] == ("2026-11-22", "open")
    assert [f for found in verify(quick, parse(AUTO)).values() for f in found] == []
