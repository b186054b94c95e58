"""The same number somewhere else: held, sent on, asked back, another errand, let go."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

import pytest

from db.models import Journal, Note
from db.statement import rows as listed
from tests.tickets.core import MINUTE, SECOND, Core, refusal
from tickets import closing, hands, line, notes, pace, reading, record, rows, wait


def serving(core: Core, service: str = "khai-sinh", n: int = 1) -> int:
    """Somebody in service at a counter."""
    id: int = core.take(service)["id"]
    core.open(n)
    core.call(n)
    core.at(n, "start")
    return id


def last_row(id: int) -> tuple[Any, ...]:
    """(action, reason, detail) of the ticket's last journal row."""
    found = Journal.select(Journal.action, Journal.reason, Journal.detail).where(
        (Journal.subject == "ticket") & (Journal.ref == str(id))
    )
    row: tuple[Any, ...] = listed(found.order_by(Journal.seq.desc()).limit(1))[0]
    return row


def test_somebody_sent_to_fill_in_a_form_waits_aside_and_is_served_before_all(core: Core) -> None:
    id = serving(core)
    core.clock.wait(2 * MINUTE)
    core.at(1, "hold", reason="FORM", minutes=5)
    assert core.ticket(id).state == "held"
    remind = core.writer.hall_time() + 5 * MINUTE
    assert core.ticket(id).remind_hall == remind
    assert json.loads(last_row(id)[2]) == {"remind": remind}
    other = core.take()["id"]
    core.next()
    core.at(1, "start")
    core.at(1, "finish")
    core.clock.wait(10 * MINUTE)
    late = core.take()["id"]
    core.at(1, "resume", ticket=id)
    assert core.ticket(id).state == "serving"
    assert last_row(id)[:2] == ("resume", "held")
    core.clock.wait(3 * MINUTE)
    core.at(1, "finish")
    # Two spans of service; the ten minutes with the form are not the clerk's.
    # One of 0 minutes, one of 2 + 3: the first weighs 1, the second a half.
    assert pace.of("khai-sinh")[:2] == (2, 2.5 * MINUTE)
    assert core.ticket(id).spent == 2 * MINUTE
    assert core.ticket(other).state == "served"
    assert core.ticket(late).state == "waiting"


def test_several_are_held_and_the_reminder_moves_nobody(core: Core) -> None:
    first = serving(core)
    core.at(1, "hold", reason="FORM", minutes=1)
    second = core.take()["id"]
    core.call()
    core.at(1, "start")
    core.at(1, "hold", reason="FORM")
    core.wait(20 * MINUTE)
    assert [row[0] for row in reading.held_by(1)] == [first, second]
    assert core.ticket(first).state == core.ticket(second).state == "held"


def test_only_the_counter_that_holds_somebody_goes_on_with_them(core: Core) -> None:
    id = serving(core)
    core.at(1, "hold", reason="FORM")
    core.open(2)
    assert refusal(lambda: core.at(2, "resume", ticket=id)) == "in_other_hands"
    assert refusal(lambda: core.at(1, "hold", reason="FORM")) == "not_allowed"
    serving(core)
    assert refusal(lambda: core.at(1, "resume", ticket=id)) == "citizen_in_hand"


def test_a_resume_names_whom_it_passes(core: Core) -> None:
    id = serving(core)
    core.at(1, "hold", reason="FORM")
    core.clock.wait(MINUTE)
    early = core.take(priority="uu-tien")["id"]
    core.at(1, "resume", ticket=id)
    assert record.reason_of_call(id) == {
        "rule": "resume", "reason": None, "passed": [core.number(early)],
    }  # fmt: skip


def test_unknown_reasons_are_refused(core: Core) -> None:
    serving(core)
    assert refusal(lambda: core.at(1, "hold", reason="NAP")) == "reason"


@pytest.mark.parametrize(
    ("place", "order"),
    [
        ("keep", ["C001", "A001", "C002"]),
        ("first", ["A001", "C001", "C002"]),
        ("last", ["C001", "C002", "A001"]),
    ],
)
def test_a_transfer_to_a_line_stands_where_it_was_said(
    place: str, order: list[str], core: Core
) -> None:
    core.take("ban-sao")
    core.clock.wait(SECOND)
    id = serving(core)
    core.clock.wait(SECOND)
    core.take("ban-sao")
    core.open(2)
    core.clock.wait(SECOND)
    joined = core.ticket(id).joined
    core.at(1, "transfer", to="line:chung-thuc", place=place)
    assert (core.ticket(id).leg, core.ticket(id).joined) == (2, joined)
    called = []
    for _ in range(3):
        called.append(core.call(2))
        core.at(2, "start")
        core.at(2, "finish")
    assert called == order


def test_first_in_a_line_is_an_overtake_with_its_own_rule(core: Core) -> None:
    early = core.take("ban-sao")["id"]
    core.clock.wait(SECOND)
    id = serving(core)
    core.open(2)
    core.at(1, "transfer", to="line:chung-thuc", place="first")
    assert core.call(2) == core.number(id)
    assert record.reason_of_call(id) == {
        "rule": "transfer-first", "reason": None, "passed": [core.number(early)],
    }  # fmt: skip


def test_a_transfer_opens_no_rating_and_empties_the_hand(core: Core) -> None:
    serving(core)
    core.open(2)
    core.at(1, "transfer", to="counter:2", place="keep")
    assert "rating opened" not in core.journal()
    assert rows.existing(1).ticket is None


def test_a_targeted_ticket_is_called_by_its_counter_alone(core: Core) -> None:
    id = serving(core)
    core.open(2)
    core.at(1, "transfer", to="counter:2", place="keep")
    assert core.call(1) is None
    assert core.call(2) == core.number(id)


def test_nobody_is_sent_where_nobody_is(core: Core) -> None:
    id = serving(core)
    assert refusal(lambda: core.at(1, "transfer", to="counter:2", place="keep")) == "target_closed"
    for to in ("counter:9", "counter:x", "line:bay", "clerk:ai", "moon", "clerk:"):
        assert refusal(partial(core.at, 1, "transfer", to=to, place="keep")) == "to"
    assert refusal(lambda: core.at(1, "transfer", to="line:ho-tich", place="best")) == "place"
    assert core.ticket(id).state == "serving"


def test_a_target_that_closes_gives_its_people_back_to_their_line_place_kept(core: Core) -> None:
    id = serving(core)
    counted = core.ticket(id).counted
    core.open(2)
    core.at(1, "transfer", to="counter:2", place="keep")
    core.shut(2)
    row = core.ticket(id)
    assert (row.place, row.state, row.counted) == ("line:ho-tich", "waiting", counted)
    assert last_row(id)[:2] == ("release", "target-closed")
    assert core.call(1) == row.label


def test_a_counter_that_closes_lets_go_of_whom_it_held(core: Core) -> None:
    id = serving(core)
    core.at(1, "hold", reason="FORM")
    core.shut(1)
    assert core.ticket(id).state == "waiting"
    assert last_row(id)[:2] == ("release", "counter-closed")
    core.open(1)
    assert core.call(1) == core.number(id)


def test_asked_back_somebody_returns_to_who_had_sent_them(core: Core) -> None:
    id = serving(core)
    core.open(2)
    core.at(1, "transfer", to="counter:2", place="keep", back=True)
    core.call(2)
    core.at(2, "start")
    core.at(2, "finish")
    assert (core.ticket(id).place, core.ticket(id).leg) == ("counter:1", 3)
    assert core.call(1) == core.number(id)
    core.at(1, "start")
    core.at(1, "finish")
    assert core.ticket(id).state == "served"


def test_who_is_asked_back_has_no_other_errand_here(core: Core) -> None:
    id = serving(core)
    core.open(2)
    core.at(1, "transfer", to="counter:2", place="keep", back=True)
    core.call(2)
    core.at(2, "start")
    assert "add-service" not in hands.allowed(rows.existing(2))
    assert refusal(lambda: core.at(2, "add-service", service="ban-sao")) == "asked_back"
    assert core.ticket(id).state == "serving"
    core.at(2, "finish")
    core.call(1)
    core.at(1, "start")
    assert "add-service" in hands.allowed(rows.existing(1))
    core.at(1, "add-service", service="ban-sao")
    assert core.ticket(id).place == "line:chung-thuc"


def test_nobody_is_asked_back_unasked(core: Core) -> None:
    id = serving(core)
    core.open(2)
    core.at(1, "transfer", to="counter:2", place="keep")
    assert core.ticket(id).back is None
    assert json.loads(last_row(id)[2]) == {"field": "ho-tich", "back": None}


def test_asked_back_where_nobody_is_any_more_they_stand_in_their_line(core: Core) -> None:
    id = serving(core)
    core.open(2)
    core.at(1, "transfer", to="counter:2", place="keep", back=True)
    core.shut(1)
    core.call(2)
    core.at(2, "start")
    core.at(2, "finish")
    assert core.ticket(id).place == "line:ho-tich"


@pytest.mark.parametrize(
    ("there", "place"), [(True, "counter:2"), (False, "line:ho-tich")], ids=["there", "gone"]
)
def test_who_comes_back_to_somebody_who_has_left_stands_in_their_line(
    there: bool, place: str, core: Core
) -> None:
    id = serving(core)
    core.open(2)
    core.at(1, "transfer", to="counter:2", place="keep")
    core.call(2)
    core.at(2, "recall")
    core.at(2, "miss")
    if not there:
        core.shut(2)
    core.rejoin(id)
    assert core.ticket(id).place == place
    assert core.call(2 if there else 1) == core.number(id)


def test_another_errand_is_another_leg_of_the_same_number(core: Core) -> None:
    id = serving(core)
    core.at(1, "add-service", service="ban-sao")
    row = core.ticket(id)
    assert (row.state, row.leg, row.service, row.field) == ("waiting", 2, "ban-sao", "chung-thuc")
    assert row.place == "line:chung-thuc"
    core.open(2)
    assert core.call(2) == "A001"
    assert refusal(lambda: core.at(1, "add-service", service="ban-sao")) == "not_allowed"
    core.at(2, "start")
    assert refusal(lambda: core.at(2, "add-service", service="bay")) == "service"


def test_a_note_is_read_by_whoever_serves_next_and_gone_with_the_day(core: Core) -> None:
    id = serving(core)
    core.open(2)
    core.at(1, "transfer", to="counter:2", place="keep", note="Thiếu bản sao hộ khẩu")
    core.call(2)
    assert (notes.of(id) or ["", ""])[1] == "Thiếu bản sao hộ khẩu"
    assert Note.get().until_wall == core.clock.wall() + 12 * 60 * MINUTE
    core.clock.wait(13 * 60 * MINUTE)
    core.at(2, "start")
    core.at(2, "finish")
    core.told(lambda tx: closing.close_day(tx, "test"))
    assert Note.select().count() == 0


def test_a_rejoin_in_another_line_counts_its_people(core: Core) -> None:
    serving(core)
    core.at(1, "transfer", to="line:chung-thuc", place="last")
    assert reading.waiting_by_place() == {"line:chung-thuc": 1}
    assert wait.forecast(line.ahead("line:chung-thuc", line.LAST, 0), []) is None
