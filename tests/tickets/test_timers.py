"""What is due by itself, for whom it is too late, and what the end of the day ends."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest

from db.models import Journal
from db.statement import rows as listed
from tests.tickets.core import MINUTE, SECOND, Core, refusal
from tests.tickets.play import STAFFED
from tickets import closing, counters, day, pace, rows, visits


def due(core: Core, kind: str, id: int) -> None:
    """Something is due now that nobody has taken back."""
    core.told(lambda tx: tx.due(tx.now, kind, id))


@pytest.mark.parametrize("kind", ["grace", "forgotten", "rating"])
def test_a_timer_that_comes_late_moves_nobody(kind: str, core: Core) -> None:
    id = core.take()["id"]
    due(core, kind, id)
    before = core.journal()
    assert core.tick() == {"next": None}
    assert core.journal() == before


def test_what_a_rule_does_the_hall_has_done(core: Core) -> None:
    core.take()
    core.told(lambda tx: closing.close_day(tx, "boss"))
    actors = Journal.select(Journal.actor, Journal.reason).where(Journal.action == "expire")
    assert listed(actors) == [("hall", "day-closed")]


@pytest.mark.parametrize("action", ["leave", "void", "rejoin"])
def test_nothing_is_due_for_who_is_no_longer_missed(action: str, core: Core) -> None:
    core.open()
    id = core.take()["id"]
    core.call()
    core.at(1, "recall")
    core.at(1, "miss")
    assert core.tick() == {"next": core.writer.hall_time() + 6 * MINUTE}
    core.on(id, action)
    assert core.tick() == {"next": None}


def test_who_is_held_leaves_and_the_hand_stays_full(core: Core) -> None:
    core.open()
    held, other = core.take()["id"], core.take()["id"]
    core.call()
    core.at(1, "start")
    core.at(1, "hold", reason="FORM")
    core.call()
    core.on(held, "leave")
    assert rows.existing(1).ticket == other


def test_only_a_called_one_leaves_a_hand_empty(core: Core) -> None:
    core.open()
    id = core.take()["id"]
    core.call()
    core.on(id, "leave")
    assert rows.existing(1).ticket is None
    assert core.ticket(id).ended_hall == core.writer.hall_time()


def test_doubt_comes_once_and_not_for_who_is_served(core: Core) -> None:
    core.open()
    one, two = core.take()["id"], core.take()["id"]
    for id in (one, one, two):
        core.told(partial(visits.doubt, id=id))
    assert core.journal().count("ticket doubt") == 2
    core.call()
    core.at(1, "start")
    core.told(lambda tx: visits.doubt(tx, one))
    assert core.ticket(one).flags == ""
    hall = Journal.select(Journal.actor).where(Journal.action == "doubt")
    assert listed(hall) == [("hall",), ("hall",)]


def test_what_nobody_has_finished_ends_and_the_counter_of_an_open_day_stays_open(
    core: Core,
) -> None:
    core.open()
    id = core.take()["id"]
    core.call()
    core.at(1, "start")
    due(core, "forgotten", id)
    core.tick()
    counter = rows.existing(1)
    assert (core.ticket(id).flags, counter.state, counter.ticket) == ("forgotten ", "open", None)


def test_a_finish_that_comes_too_late_teaches_nothing(core: Core) -> None:
    core.open()
    id = core.take()["id"]
    core.call()
    core.at(1, "start")
    core.clock.wait(30 * MINUTE)
    core.at(1, "finish")
    assert core.ticket(id).flags == "forgotten "
    assert pace.of("khai-sinh")[0] == 0


def test_work_without_a_ticket_ends_with_the_day(core: Core) -> None:
    core.open()
    core.at(1, "quick", service=None)
    core.told(lambda tx: closing.close_day(tx, "test"))
    reason = Journal.select(Journal.reason).where(
        (Journal.subject == "quick") & (Journal.action == "end")
    )
    assert listed(reason) == [("day-closed",)]
    assert rows.existing(1).state == "closed"


def test_a_date_that_is_past_opens_no_day(core: Core) -> None:
    core.told(lambda tx: closing.close_day(tx, "test"))
    core.clock.jump(-48 * 60 * MINUTE)
    assert refusal(lambda: core.told(lambda tx: day.open_day(tx, "hall"))) == "date_is_past"


def test_what_a_counter_refuses_says_why(core: Core) -> None:
    assert refusal(core.pause) == "not_allowed"
    assert refusal(core.shut) == "not_allowed"
    core.take()
    core.open()
    assert refusal(lambda: core.open(1, "nobody")) == "clerk"
    core.call()
    assert refusal(core.pause) == "not_allowed"
    stranger = lambda tx: counters.must_sit(1, "nobody")  # noqa: E731
    assert refusal(lambda: core.told(stranger)) == "taken_over"


def test_a_clerk_sits_at_one_counter_and_who_takes_over_leaves_nobody_behind(
    tmp_path: Path,
) -> None:
    with Core(tmp_path / "staffed", hall=STAFFED) as core:
        core.open(1, "an")
        assert refusal(lambda: core.open(2, "an")) == "clerk_elsewhere"
        core.open(2)
        id = core.take("ban-sao")["id"]
        core.call(2)
        core.at(2, "transfer", to="clerk:an", place="keep")
        core.open(1, "ba")
        assert core.ticket(id).place == "line:chung-thuc"


def test_a_command_leaves_one_row_of_each_deed(core: Core) -> None:
    core.open(1)
    core.open(2)
    core.take()
    core.call()
    core.at(1, "start")
    core.clock.wait(SECOND)
    core.at(1, "transfer", to="counter:2", place="keep", back=True)
    core.call(2)
    core.at(2, "start")
    core.at(2, "finish")
    assert core.journal()[-2:] == ["ticket finish", "ticket return"]
    detail = Journal.select(Journal.detail).where(Journal.action == "transfer")
    assert json.loads(listed(detail)[0][0]) == {"field": "ho-tich", "back": "counter:1"}
