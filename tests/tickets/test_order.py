"""Who is next: head start, helped lines, ties, and the place of those who come back."""

from __future__ import annotations

import pytest

from db.models import Service
from office.moment import Moment
from tests.tickets.core import MINUTE, SECOND, Core, refusal
from tickets import desk, reading, record


def called(core: Core, n: int = 1) -> list[str]:
    """Everybody whom a counter calls, in order."""
    core.open(n)
    found = []
    while number := core.call(n):
        found.append(number)
        core.at(n, "start")
        core.at(n, "finish")
    return found


def test_first_come_first_called(core: Core) -> None:
    for _ in range(3):
        core.take()
        core.clock.wait(SECOND)
    assert called(core) == ["A001", "A002", "A003"]


def test_those_of_the_same_millisecond_go_by_their_number(core: Core) -> None:
    for _ in range(3):
        core.take()
    assert called(core) == ["A001", "A002", "A003"]


@pytest.mark.parametrize(
    ("minutes", "order"), [(14, ["A002", "A001"]), (15, ["A001", "A002"]), (16, ["A001", "A002"])]
)
def test_priority_counts_as_fifteen_minutes_earlier_and_not_more(
    minutes: int, order: list[str], core: Core
) -> None:
    core.take()
    core.clock.wait(minutes * MINUTE)
    core.take(priority="uu-tien")
    assert called(core) == order


@pytest.mark.parametrize(
    ("minutes", "order"), [(4, ["A001", "C001"]), (5, ["C001", "A001"]), (6, ["C001", "A001"])]
)
def test_a_helped_line_must_have_waited_five_minutes_longer(
    minutes: int, order: list[str], core: Core
) -> None:
    core.take("ban-sao")
    core.clock.wait(minutes * MINUTE)
    core.take("khai-sinh")
    assert called(core, 1) == order


def test_each_counter_prefers_its_own(core: Core) -> None:
    core.take("khai-sinh")
    core.take("ban-sao")
    core.open(1)
    core.open(2)
    assert (core.call(2), core.call(1)) == ("C001", "A001")


def test_who_comes_back_stands_behind_two_of_those_ahead(core: Core) -> None:
    core.open()
    first = core.take()["id"]
    for _ in range(4):
        core.clock.wait(SECOND)
        core.take()
    core.call()
    core.at(1, "recall")
    core.at(1, "miss")
    core.clock.wait(MINUTE)
    core.rejoin(first)
    assert called(core) == ["A002", "A003", "A001", "A004", "A005"]


def test_who_comes_back_to_a_short_line_is_last(core: Core) -> None:
    core.open()
    first = core.take()["id"]
    core.clock.wait(SECOND)
    core.take()
    core.call()
    core.at(1, "recall")
    core.at(1, "miss")
    core.rejoin(first)
    assert called(core) == ["A002", "A001"]


def test_the_reason_of_a_call_names_whom_it_passed(core: Core) -> None:
    core.take()
    core.clock.wait(MINUTE)
    taken = core.take(priority="uu-tien")
    core.open()
    core.call()
    moment = Moment(core.writer.hall_time(), core.clock.wall(), core.settings.day)
    found = record.of_ticket(taken["id"], moment)
    assert found
    assert found["reason"] == {"rule": "head-start", "reason": None, "passed": ["A001"]}


def test_a_miss_needs_its_recalls_and_ends_after_the_grace(core: Core) -> None:
    core.open()
    taken = core.take()["id"]
    core.call()
    assert refusal(lambda: core.at(1, "miss")) == "recall_first"
    core.at(1, "recall")
    core.at(1, "miss")
    core.wait(6 * MINUTE - 1)
    assert core.ticket(taken).state == "missed"
    core.wait(1)
    assert core.ticket(taken).state == "expired"
    assert refusal(lambda: core.rejoin(taken)) == "not_allowed"


@pytest.mark.parametrize("came_back", [True, False], ids=["rejoined", "taken back"])
def test_the_grace_of_an_earlier_miss_is_over_with_it(came_back: bool, core: Core) -> None:
    core.open()
    taken = core.take()["id"]
    core.call()
    core.at(1, "recall")
    core.at(1, "miss")
    core.wait(5 * SECOND)
    if came_back:
        core.rejoin(taken)
        core.call()
        core.at(1, "recall")
    else:
        core.at(1, "undo")
    core.wait(5 * MINUTE)
    core.at(1, "miss")
    core.wait(5 * MINUTE)
    assert core.ticket(taken).state == "missed"


def test_next_is_one_press_from_wherever_the_counter_is(core: Core) -> None:
    core.open()
    ids = [core.take()["id"] for _ in range(2)]
    core.next()
    assert core.states() == {"A001": "called", "A002": "waiting"}
    core.next()
    assert core.states() == {"A001": "served", "A002": "called"}
    assert core.ticket(ids[0]).flags.split() == ["unmeasured"]
    core.at(1, "start")
    core.next()
    assert core.states() == {"A001": "served", "A002": "served"}
    core.next()


def test_next_that_expects_somebody_else_changes_nothing(core: Core) -> None:
    core.open()
    core.take()
    core.call()
    before = core.journal()
    code = refusal(lambda: core.told(lambda tx: desk.next_citizen(tx, 1, "test", 999)))
    assert (code, core.journal()) == ("not_expected", before)


def test_people_ahead_are_those_called_before(core: Core) -> None:
    assert core.take()["ahead"] == 0
    core.clock.wait(SECOND)
    assert core.take()["ahead"] == 1
    core.clock.wait(SECOND)
    assert core.take(priority="uu-tien")["ahead"] == 0
    assert reading.waiting_by_place() == {"line:ho-tich": 3}


def test_who_waits_for_a_service_that_is_offered_no_longer_keeps_its_name(core: Core) -> None:
    taken = core.take()
    Service.update(retired=True).where(Service.id == "khai-sinh").execute()
    moment = Moment(core.writer.hall_time(), core.clock.wall(), core.settings.day)
    found = record.of_ticket(taken["id"], moment)
    assert found
    assert found["service_name"] == "Khai sinh"
    assert refusal(core.take) == "service"
