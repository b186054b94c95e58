"""What the waiting room's screens show: the last calls, the day's figures, and who serves what."""

from __future__ import annotations

import pytest

from tests.tickets.core import MINUTE, Core
from tickets import reading, showing
from tickets.showing import FEWEST, LATEST, Figures, fields_by_counter


def figures() -> dict[str, int | None]:
    return showing.figures(reading.today()[0])


def test_half_of_those_called_had_waited_no_longer(core: Core) -> None:
    core.open(1)
    for minutes in range(1, FEWEST):
        core.take()
        core.wait(2 * minutes * MINUTE)
        core.next()
    assert figures() == {"taken": FEWEST - 1, "served": FEWEST - 2, "wait_min": None}
    core.at(1, "start")
    core.at(1, "finish")
    core.take()
    core.wait(20 * MINUTE)
    core.call()
    assert figures() == {"taken": FEWEST, "served": FEWEST - 1, "wait_min": 6}


def test_a_void_number_counts_nowhere(core: Core) -> None:
    core.take()
    core.on(core.take()["id"], "void")
    assert figures()["taken"] == 1


def test_figures_take_a_fiftieth_of_the_time(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [1000.0]
    counted = []

    def count(day: int) -> dict[str, int | None]:
        clock[0] += 0.1
        counted.append(day)
        return {"taken": len(counted)}

    monkeypatch.setattr(showing, "figures", count)
    kept = Figures(lambda: clock[0])
    assert [kept.of(1)["taken"] for _ in range(3)] == [1, 1, 1]
    clock[0] += 4.8
    assert kept.of(1)["taken"] == 1
    clock[0] += 0.2
    assert kept.of(1)["taken"] == 2
    assert kept.of(2)["taken"] == 3  # another day at once


def test_a_counters_own_fields_come_before_those_it_helps_with(core: Core) -> None:
    assert fields_by_counter() == {1: ["ho-tich", "chung-thuc"], 2: ["chung-thuc", "ho-tich"]}


def test_who_stands_at_a_quiet_counter_is_shown_however_many_others_are_called(core: Core) -> None:
    for _ in range(2):
        core.take()
    core.open(1)
    core.call(1)
    core.open(2)
    core.take("ban-sao")
    core.call(2)
    for _ in range(LATEST):
        core.at(2, "recall")
    shown = [row[1:3] for row in showing.calls(1)]
    assert shown == [("C001", 2)] * LATEST + [("A001", 1)]
    core.at(1, "start")
    core.at(1, "finish")
    assert ("A001", 1) not in [row[1:3] for row in showing.calls(1)], "only while it stands"
