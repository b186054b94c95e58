"""How long whoever comes now will wait, and how many more the day has room for."""

from __future__ import annotations

import json

import pytest

from db.models import Journal, Pace
from tests.tickets.core import HOUR, MINUTE, SECOND, Core
from tickets import line, pace, reading, wait
from tickets.pace import NONE, Work


def samples(mean_min: float, many: int = 20, varying_min: float = 0) -> None:
    """So many services of so many minutes were measured."""
    variance = (varying_min * MINUTE) ** 2
    for service in ("khai-sinh", "ban-sao"):
        Pace.replace(
            service=service, samples=many, mean=mean_min * MINUTE, variance=variance
        ).execute()


def forecast(core: Core, people: int = 0, service: str = "khai-sinh") -> dict[str, int] | None:
    """What is told to whoever would come after so many more."""
    for _ in range(people):
        core.take(service)
    return wait.forecast(line.ahead("line:ho-tich", line.LAST, 0), line.counters_of("ho-tich"))


def between(low_min: int, high_min: int) -> dict[str, int]:
    return {"low_s": low_min * 60, "high_s": high_min * 60}


def busy(core: Core, n: int, service: str = "khai-sinh") -> None:
    """Counter `n` is open and has just called somebody."""
    core.open(n)
    core.take(service)
    core.call(n)


@pytest.mark.parametrize(
    ("ahead", "counters", "told"), [(0, 1, (0, 5)), (3, 1, (30, 35)), (3, 2, (15, 20))]
)
def test_a_wait_is_the_work_ahead_on_the_open_counters(
    ahead: int, counters: int, told: tuple[int, int], core: Core
) -> None:
    samples(10.1)
    for n in range(1, counters + 1):
        core.open(n)
    assert forecast(core, ahead) == between(*told)


def test_who_is_served_now_comes_before_all(core: Core) -> None:
    samples(16)
    busy(core, 1)
    # Half of it is left, as likely nothing as all: 8 ± 4.6 minutes, and 16 more for each ahead.
    assert forecast(core) == between(0, 15)
    assert forecast(core, 1) == between(15, 30)


def test_a_service_that_varies_much_has_more_left(core: Core) -> None:
    samples(16, varying_min=16)
    busy(core, 1)
    assert forecast(core) == between(5, 30)


def test_a_second_counter_that_is_free_takes_the_next(core: Core) -> None:
    samples(16)
    busy(core, 1)
    core.open(2)
    assert forecast(core) == between(0, 5)


def test_a_counters_other_line_is_before_whoever_comes_after_it(core: Core) -> None:
    samples(10.1)
    core.open(1)
    # The only counter for both lines: three of the other one came before.
    assert forecast(core, 3, "ban-sao") == between(30, 35)
    # With a counter of their own they are no longer in the way.
    core.open(2)
    assert forecast(core) == between(0, 5)


def test_of_the_other_line_only_those_before_count(core: Core) -> None:
    samples(10.1)
    core.open(1)
    core.take("ban-sao")
    core.clock.wait(SECOND)
    mine = core.ticket(core.take()["id"])
    core.clock.wait(SECOND)
    core.take("ban-sao")
    before = line.ahead(mine.place, mine.counted, mine.placed)
    assert wait.forecast(before, line.serving(mine)) == between(10, 15)


def test_nothing_is_said_without_a_counter_or_enough_services(core: Core) -> None:
    assert forecast(core, 2) is None
    core.open()
    samples(10, many=1)
    assert forecast(core) is None
    samples(10)
    assert forecast(core) is not None


def test_nothing_is_said_while_nobody_knows_how_long_the_one_in_hand_takes(core: Core) -> None:
    core.open()
    assert forecast(core) == between(0, 5)
    busy(core, 1)
    assert forecast(core) is None


def test_what_was_foretold_is_written_with_the_number(core: Core) -> None:
    """So that a forecast can be held against what came of it."""
    core.take()
    unknown = core.take()
    core.open()
    samples(10.1)
    known = core.take()
    assert (unknown["wait"], known["wait"]) == (None, {"low_s": 1200, "high_s": 1500})
    taken = Journal.select(Journal.detail).where(Journal.action == "take").order_by(Journal.seq)
    told = [json.loads(row.detail or "").get("wait") for row in taken]
    assert told == [None, None, [1200, 1500]]


def work(minutes: float) -> Work:
    return Work(minutes, 1.0, 9)


@pytest.mark.parametrize(
    ("ahead", "loads", "after"),
    [
        (0, [7], 7), (0, [7, 3], 3), (12, [0], 12), (12, [0, 0], 6), (12, [2, 4], 9),
        # The third has too much to do to be of any help.
        (12, [2, 4, 30], 9), (12, [30, 4, 2], 9), (12, [9, 4, 2], 9), (13, [8, 4, 2], 9),
    ],
)  # fmt: skip
def test_work_goes_to_the_counters_that_have_least(
    ahead: float, loads: list[float], after: float
) -> None:
    assert wait.poured(work(ahead), [work(load) for load in loads]).mean == after


def test_counters_that_share_the_work_share_its_spread() -> None:
    alone = wait.poured(work(12), [NONE])
    assert wait.poured(work(12), [NONE, NONE]) == Work(6, alone.variance / 4, 9)


def test_a_service_takes_its_counter_from_the_call_on(core: Core) -> None:
    core.open()
    core.take()
    core.call()
    core.clock.wait(MINUTE)
    core.at(1, "start")
    core.clock.wait(4 * MINUTE)
    core.at(1, "finish")
    assert pace.of("khai-sinh") == (1, 5.0 * MINUTE, 0.0)


def capacity(left: int | None) -> dict[str, int | None]:
    serving = {field: line.counters_of(field) for field in ("ho-tich", "chung-thuc")}
    return wait.capacity(left, reading.waiting_by_place(), serving)


def test_how_many_more_can_be_served_today(core: Core) -> None:
    samples(10)
    assert capacity(HOUR) == {"ho-tich": None, "chung-thuc": None}
    core.open(1)
    core.take()
    # One of the hour's six is waiting; what the counter does for one line it cannot for the other.
    assert capacity(HOUR) == {"ho-tich": 5, "chung-thuc": 5}
    core.open(2)
    assert capacity(HOUR) == {"ho-tich": 10, "chung-thuc": 10}
    assert capacity(None) == {"ho-tich": None, "chung-thuc": None}
    assert capacity(0) == {"ho-tich": 0, "chung-thuc": 0}
    samples(10, many=1)
    assert capacity(HOUR) == {"ho-tich": None, "chung-thuc": None}


def test_who_is_served_now_takes_of_what_is_left(core: Core) -> None:
    samples(12)
    core.open(1)
    assert capacity(HOUR) == {"ho-tich": 5, "chung-thuc": 5}
    busy(core, 1)
    assert capacity(HOUR) == {"ho-tich": 4, "chung-thuc": 4}
