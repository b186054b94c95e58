"""What screens ask: who waits where, who is called, who is held, how long, what stands."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest

from office import assignments
from tests.tickets.core import HOUR, MINUTE, SECOND, Core, refusal
from tickets import (
    Bus,
    Moment,
    closing,
    line,
    needs,
    notices,
    reading,
    record,
    rows,
    showing,
    undo,
    voicing,
)


def moment(core: Core) -> Moment:
    return Moment(core.writer.hall_time(), core.clock.wall(), core.settings.day)


def test_who_waits_for_a_counter_in_its_own_order(core: Core) -> None:
    helped = core.take("ban-sao")["id"]
    core.clock.wait(MINUTE)
    first = core.take()["id"]
    core.clock.wait(MINUTE)
    urgent = core.take(priority="uu-tien")["id"]
    core.told(lambda tx: needs.mark(tx, urgent, ["sight"], "test"))
    found = reading.line_of_counter(1, None, 10)
    assert [row[1] for row in found] == [urgent, first, helped]
    # (…, priority, joined, helping, targeted, flags, needs)
    assert [row[7:9] for row in found] == [(False, False), (False, False), (True, False)]
    assert found[0][5:7] == ("uu-tien", core.ticket(urgent).joined)
    assert found[0][-1] == "sight"
    assert len(reading.line_of_counter(1, None, 2)) == 2
    assert reading.waiting_for(1, None) == (3, core.ticket(helped).joined)
    assert reading.next_in("line:ho-tich", 1) == ["A002"]
    assert reading.waiting_for(2, None)[0] == 3


def test_a_counter_that_serves_nobodys_line_waits_for_nobody(core: Core) -> None:
    assert reading.waiting_for(1, None) == (0, None)


def test_what_the_hall_shows_of_a_call(core: Core) -> None:
    id = core.take()["id"]
    core.told(lambda tx: needs.keep(id, ["hearing"]))
    core.open()
    core.call()
    core.at(1, "recall")
    [again, first] = showing.calls(1)
    assert (first[1:3], first[4:]) == (("A001", 1), (0, "called", id, id))
    assert again[4] == 1
    assert [row[1:5] for row in reading.unspoken(1, 0)] == [
        ("A001", 1, 0, "vi"), ("A001", 1, 1, "vi"),
    ]  # fmt: skip
    assert reading.unspoken(1, core.writer.hall_time() + 1) == []
    core.told(lambda tx: voicing.said(tx, first[0], "spoken"))
    assert len(reading.unspoken(1, 0)) == 1
    stranger = lambda tx: voicing.said(tx, 99, "spoken")  # noqa: E731
    assert refusal(lambda: core.told(stranger)) == "announcement"
    [counter, _] = reading.counters()
    assert (counter[0], counter[3], counter[5], counter[8]) == (1, "open", "A001", "called")


def test_who_is_in_a_state_and_what_a_counter_has_done(core: Core) -> None:
    core.open()
    missed, served = core.take()["id"], core.take()["id"]
    for verb in ("call-next", "recall", "miss", "call-next", "start", "finish"):
        core.at(1, verb)
    assert [(row[0], row[1], row[2]) for row in reading.in_state("missed")] == [(missed, "A001", 1)]
    assert reading.in_state("serving") == []
    since = reading.today()[3]
    assert reading.done_today(1, since) == {"served": 1, "missed": 1}
    assert reading.done_today(2, since) == {"served": 0, "missed": 0}
    assert reading.version("hall") > reading.version("no such board") == 0
    found = record.find_number("a2")
    assert found == [served]


def test_who_sits_there_and_what_the_pad_asks(core: Core) -> None:
    assert reading.clerk_label(None) is None
    assert reading.clerk_label("nobody") is None
    assert reading.open_rating(1) is None
    assert reading.is_open(moment(core))
    assert reading.by_the_clock(moment(core)) == (True,)


def test_what_can_be_taken_back_until_when(core: Core) -> None:
    core.take()
    core.open()
    core.call()
    until = core.writer.hall_time() + 10 * SECOND
    told = {"verb": "call-next", "number": "A001", "until": until}
    counter = rows.existing(1)
    assert undo.last(counter, until) == told
    assert undo.last(counter, until + 1) is None
    assert undo.last(rows.existing(2), until) is None


def test_a_call_that_was_taken_back_has_no_reason(core: Core) -> None:
    id = core.take()["id"]
    core.open()
    core.call()
    core.at(1, "undo")
    assert record.reason_of_call(id) is None


def test_the_same_lines_again_are_no_change(core: Core) -> None:
    before = core.journal()
    lines = dict(line.lines_of(1))
    told = core.told(lambda tx: assignments.assign(tx, 1, lines, "boss"))
    assert told["lines"][0] == {"field": "ho-tich", "offset_min": 0}
    assert core.journal() == before


# --- what stands, and who is told ---


def test_a_restore_is_said_until_the_next_day(core: Core) -> None:
    assert notices.standing(moment(core)) == []
    core.clock.wait(MINUTE)
    gap = json.dumps({"A": [2, 11]})
    core.told(lambda tx: tx.append("day", 1, "restored", "hall", day=1, detail=gap) and None)
    [told] = notices.standing(moment(core))
    assert told == {
        "code": "restored", "gap": {"A": [2, 11]}, "since": "2026-11-20T08:00:00.000+07:00",
        "at": "2026-11-20T08:01:00.000+07:00",
    }  # fmt: skip
    core.told(lambda tx: closing.close_day(tx, "test"))
    assert [each["code"] for each in notices.standing(moment(core))] == ["restored"]
    core.wait(24 * HOUR)
    assert notices.standing(moment(core)) == []


def test_a_hall_time_is_told_by_how_long_ago_it_was(core: Core) -> None:
    now = moment(core)
    assert now.of_hall(now.hall - MINUTE) == "2026-11-20T07:59:00.000+07:00"
    assert now.of_hall(None) is None
    assert now.iso(now.today_at("13:05")) == "2026-11-20T13:05:00.000+07:00"
    assert now.iso() == "2026-11-20T08:00:00.000+07:00"


def test_a_listener_that_fails_stops_no_other(caplog: pytest.LogCaptureFixture) -> None:
    bus, heard = Bus(), list[Any]()

    def fails(event: Any) -> None:
        raise ValueError(event)

    bus.listen(str, fails)
    bus.listen(str, heard.append)
    with caplog.at_level(logging.CRITICAL + 1):
        bus.tell("called")
        bus.tell(7)
    assert heard == ["called"]
