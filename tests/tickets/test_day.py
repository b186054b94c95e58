"""The business day: its turn at night, its close, and clocks that lie."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.models import Counter, Day, Ticket
from db.statement import rows as listed
from tests.tickets.core import HALL, HOUR, MINUTE, Core, HandClock, refusal
from tickets import closing, day

BY_HOURS = (
    HALL.replace("always_open = true", "always_open = false")
    + """
[[hall.hours]]
days = ["mon", "tue", "wed", "thu", "fri"]
open = "07:30"
close = "11:30"
[[hall.hours]]
days = ["mon", "tue", "wed", "thu", "fri"]
open = "13:30"
close = "17:00"
"""
)
UNSURE = HALL.replace('trust_clock = "always"', 'trust_clock = "auto"')


def days(core: Core) -> list[tuple[str, str]]:
    return [(date, state) for date, state in listed(Day.select(Day.date, Day.state))]


def close(core: Core) -> dict[str, str]:
    found: dict[str, str] = core.told(lambda tx: closing.close_day(tx, "test"))
    return found


def test_the_day_turns_at_three_in_the_night(core: Core) -> None:
    core.wait(19 * HOUR - 1)  # from 08:00 to a moment before 03:00
    assert days(core) == [("2026-11-20", "open")]
    core.wait(1)
    assert days(core) == [("2026-11-20", "closed"), ("2026-11-21", "open")]
    assert core.take()["number"] == "A001"


@pytest.mark.parametrize("finished", [True, False], ids=["finished", "forgotten"])
def test_the_day_waits_for_whom_somebody_serves_but_not_for_ever(
    finished: bool, core: Core
) -> None:
    core.wait(19 * HOUR - 10 * MINUTE)
    core.open()
    core.take()
    core.call()
    core.at(1, "start")
    core.wait(20 * MINUTE)
    assert days(core) == [("2026-11-20", "open")]
    if finished:
        core.at(1, "finish")
    core.wait(0 if finished else 11 * MINUTE)
    assert days(core)[-1] == ("2026-11-21", "open")


def test_closing_sends_everybody_home_but_whom_somebody_serves(core: Core) -> None:
    core.open(1)
    core.open(2)
    missed = core.take()["id"]
    core.call(1)
    core.at(1, "recall")
    core.at(1, "miss")
    core.take("ban-sao")
    core.call(2)
    core.at(2, "start")
    core.take()
    core.call(1)
    core.take()
    close(core)
    assert core.states() == {
        "A001": "expired", "C001": "serving", "A002": "expired", "A003": "expired",
    }  # fmt: skip
    assert dict(listed(Counter.select(Counter.n, Counter.state))) == {1: "closed", 2: "open"}
    assert refusal(core.take) == "closed"
    assert refusal(lambda: core.rejoin(missed)) == "not_allowed"
    core.at(2, "finish")
    assert core.states()["C001"] == "served"


@pytest.mark.parametrize(
    ("verb", "said"),
    [
        ("hold", {"reason": "FORM"}),
        ("transfer", {"to": "line:chung-thuc", "place": "keep"}),
        ("add-service", {"service": "ban-sao"}),
        ("undo", {}),
    ],
)
def test_after_the_closing_whom_somebody_serves_is_finished_and_no_more(
    verb: str, said: dict[str, str], core: Core
) -> None:
    core.open(1)
    core.open(2)
    id = core.take()["id"]
    core.call(1)
    core.at(1, "start")
    core.at(1, "hold", reason="FORM")
    core.at(1, "resume", ticket=id)
    close(core)
    assert refusal(lambda: core.at(1, verb, **said)) == "day_is_closed"
    core.told(lambda tx: day.open_day(tx, "test"))
    core.at(1, verb, **said)
    assert core.ticket(id).state in ("held", "waiting")


def test_nobody_is_forgotten_by_a_closing_that_was_a_mistake(core: Core) -> None:
    core.open()
    taken = core.take()["id"]
    core.call()
    core.at(1, "start")
    close(core)
    core.told(lambda tx: day.open_day(tx, "test"))
    core.wait(31 * MINUTE)
    assert core.ticket(taken).state == "serving"


def test_a_service_that_nobody_finished_ends_by_itself_with_its_flag(core: Core) -> None:
    core.open()
    taken = core.take()["id"]
    core.call()
    core.at(1, "start")
    close(core)
    core.wait(30 * MINUTE)
    row = core.ticket(taken)
    assert (row.state, row.flags.split()) == ("served", ["forgotten"])
    left = Counter.select(Counter.ticket, Counter.state).where(Counter.n == 1)
    assert listed(left) == [(None, "closed")]


def test_a_day_closed_by_mistake_goes_on_with_its_numbers(core: Core) -> None:
    core.take()
    close(core)
    core.told(lambda tx: day.open_day(tx, "test"))
    assert core.take()["number"] == "A002"
    assert days(core) == [("2026-11-20", "open")]
    assert refusal(lambda: core.told(lambda tx: day.open_day(tx, "test"))) == "day_is_open"


def test_a_closed_day_has_its_seal_in_the_floor(core: Core) -> None:
    core.take()
    assert close(core)["seal"] == core.writer.floor.seal != ""


@pytest.mark.parametrize("jump", [-10 * 365 * 24 * HOUR, -25 * HOUR, -HOUR])
def test_a_clock_set_back_starts_no_series_again(jump: int, core: Core) -> None:
    first = core.take()["id"]
    core.clock.jump(jump)
    core.tick()
    second = core.take()
    assert second["number"] == "A002"
    assert core.ticket(second["id"]).joined >= core.ticket(first).joined
    assert days(core) == [("2026-11-20", "open")]


def test_hall_time_never_goes_back_over_a_reboot_with_a_wrong_clock(tmp_path: Path) -> None:
    clock = HandClock()
    with Core(tmp_path, clock, UNSURE) as core:
        first = core.take()["id"]
    clock.reboot("second boot", off=-400 * 24 * HOUR)
    with Core(tmp_path, clock, UNSURE) as core:
        second = core.take()
        assert second["number"] == "A002"
        assert core.ticket(second["id"]).joined >= core.ticket(first).joined
        assert days(core) == [("2026-11-20", "open")]


@pytest.mark.parametrize("kept", [True, False])
def test_after_a_reboot_the_day_turns_only_on_a_date_that_is_believed(
    kept: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.store.clock_is_kept", lambda: kept)
    clock = HandClock()
    with Core(tmp_path, clock, UNSURE) as core:
        core.take()
    clock.reboot("second boot", off=25 * HOUR)
    with Core(tmp_path, clock, UNSURE) as core:
        turned = [("2026-11-20", "closed"), ("2026-11-21", "open")]
        assert days(core) == (turned if kept else [("2026-11-20", "open")])
        if not kept:
            assert core.take()["number"] == "A002"
            core.told(lambda tx: day.confirm_date(tx, "test"))
            core.tick()
            assert days(core) == turned


def test_a_new_hall_takes_no_date_from_before_its_own_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.store.clock_is_kept", lambda: False)
    clock = HandClock()
    clock.jump(-400 * 24 * HOUR)
    with Core(tmp_path, clock, UNSURE, open_day=False) as core:
        core.tick()
        assert days(core) == []
        core.told(lambda tx: day.confirm_date(tx, "test"))
        core.tick()
        assert days(core) == [("2025-10-16", "open")]


@pytest.mark.parametrize(("kept", "hours"), [(True, 2), (False, 0)])
def test_an_outage_counts_as_waiting_when_the_date_is_believed(
    kept: bool, hours: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.store.clock_is_kept", lambda: kept)
    clock = HandClock()
    with Core(tmp_path, clock, UNSURE) as core:
        first = core.take()["id"]
    clock.reboot("second boot", off=2 * HOUR)
    with Core(tmp_path, clock, UNSURE) as core:
        waited = core.ticket(core.take()["id"]).joined - core.ticket(first).joined
    assert waited == hours * HOUR


def test_numbers_are_given_by_the_hours_alone(tmp_path: Path) -> None:
    clock = HandClock()
    with Core(tmp_path, clock, BY_HOURS) as core:
        core.take()  # 08:00
        clock.wait(3 * HOUR + 14 * MINUTE)
        core.take()  # 11:14
        clock.wait(MINUTE)
        assert refusal(core.take) == "closed"  # a quarter of an hour before the break
        clock.wait(2 * HOUR + 15 * MINUTE)
        assert core.take()["number"] == "A003"  # 13:30
        core.wait(4 * HOUR + 29 * MINUTE)
        assert days(core) == [("2026-11-20", "open")]  # 17:59
        core.wait(MINUTE)
        assert days(core) == [("2026-11-20", "closed")]
        assert {state for (state,) in listed(Ticket.select(Ticket.state))} == {"expired"}
        core.wait(61 * HOUR + 29 * MINUTE)
        assert days(core) == [("2026-11-20", "closed"), ("2026-11-23", "open")]  # Monday, 07:29
        assert refusal(core.take) == "closed"
        core.wait(MINUTE)
        assert core.take()["number"] == "A001"
