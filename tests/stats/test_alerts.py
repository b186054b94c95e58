"""What the supervisor is to see to, from the core alone; and who has taken it on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import office
from db.models import Alert, Journal, Setting
from db.statement import rows
from stats import at_counters, in_lines
from stats.alerts import alerts, take_on
from stats.board import today
from tests.tickets.core import HALL, MINUTE, Core, refusal
from tickets import Moment, reading

HALL_WITH_PEOPLE = (
    HALL
    + """
[[hall.staff]]
id = "lan"
name = "lan"
label = "Cán bộ Lan"
password = "demo-lan-demo"
[[hall.staff]]
id = "binh"
name = "binh"
label = "Giám sát Bình"
role = "supervisor"
password = "demo-binh-demo"
"""
)
BROKEN = {"name": "máy in", "level": "bad", "since": "2026-11-20T01:00:00+00:00"}


@pytest.fixture
def core(tmp_path: Path) -> Any:
    """The small hall, with a clerk and a supervisor."""
    with Core(tmp_path / "state", hall=HALL_WITH_PEOPLE) as core:
        yield core


def moment(core: Core) -> Moment:
    return Moment(core.writer.hall_time(), core.clock.wall(), core.writer.machine)


def listed(core: Core, *devices: dict[str, Any]) -> list[dict[str, Any]]:
    """Everything that stands or will."""
    lines = in_lines.found(reading.waiting_by_place())
    return alerts(lines, at_counters.found(), list(devices), moment(core))


def standing(core: Core, *devices: dict[str, Any]) -> list[str]:
    """The keys that stand now, as a page would show them."""
    now = moment(core).iso()
    return [
        str(one["key"])
        for one in listed(core, *devices)
        if one["from"] <= now and not (one["until"] and one["until"] <= now)
    ]


def taken(core: Core, key: str, *devices: dict[str, Any]) -> Any:
    return core.told(lambda tx: take_on(tx, [key], list(devices), "binh"))


def serve(core: Core, n: int = 1) -> None:
    core.take()
    core.call(n)
    core.at(n, "start")


def test_a_quiet_hall_has_nothing_to_see_to(core: Core) -> None:
    core.open()
    assert listed(core) == []


def test_whoever_waits_past_the_target_is_told_from_that_minute_on(core: Core) -> None:
    id = core.take()["id"]
    (told,) = listed(core)
    assert (told["kind"], told["number"], told["from"]) == (
        "wait", "A001", "2026-11-20T08:30:00.000+07:00",
    )  # fmt: skip
    core.wait(30 * MINUTE - 1)
    assert standing(core) == []
    core.wait(1)
    assert standing(core) == ["wait:ho-tich"]
    core.leave(id)
    assert listed(core) == []


def test_without_a_target_nobody_waits_too_long(core: Core) -> None:
    core.take()
    change(core, "wait_target_min", 0)
    assert listed(core) == []


def test_a_service_is_long_at_twice_its_usual_time_and_then_forgotten(core: Core) -> None:
    core.open(1, "lan")
    serve(core)
    core.wait(20 * MINUTE - 1)
    assert standing(core) == []
    core.wait(1)
    id = _first(core)
    assert standing(core) == [f"service:{id}:1"]
    core.wait(10 * MINUTE)
    assert standing(core) == [f"forgotten:{id}:1"]


def test_time_with_a_form_is_no_service(core: Core) -> None:
    core.open(1, "lan")
    serve(core)
    core.wait(15 * MINUTE)
    core.at(1, "hold", reason="FORM")
    core.wait(15 * MINUTE)
    core.at(1, "resume", ticket=_first(core))
    core.wait(5 * MINUTE - 1)
    assert standing(core) == []
    core.wait(1)
    assert [key.partition(":")[0] for key in standing(core)] == ["service"]


def test_a_service_of_any_length_is_nobodys_matter_when_the_office_says_so(core: Core) -> None:
    core.open(1, "lan")
    serve(core)
    change(core, "service_late_percent", 0)
    assert [told["kind"] for told in listed(core)] == ["forgotten"]


def test_too_many_who_do_not_come_are_told_once_ten_were_called(core: Core) -> None:
    core.open()
    for n in range(9):
        core.take()
        core.call()
        if n % 3 == 0:
            core.at(1, "recall")
            core.at(1, "miss")
        else:
            core.at(1, "start")
            core.at(1, "finish")
    assert listed(core) == []
    serve(core)
    assert (found := [one for one in listed(core) if one["kind"] == "no-show"])
    assert (found[0]["missed"], found[0]["called"]) == (3, 10)
    change(core, "no_show_percent", 31)
    assert not [one for one in listed(core) if one["kind"] == "no-show"]
    change(core, "no_show_percent", 0)
    assert not [one for one in listed(core) if one["kind"] == "no-show"]


def test_a_miss_that_was_taken_back_is_none(core: Core) -> None:
    core.open()
    change(core, "no_show_percent", 1)
    for n in range(10):
        core.take()
        core.call()
        if n == 9:
            core.at(1, "recall")
            core.at(1, "miss")
            assert standing(core)
            core.at(1, "undo")
        else:
            core.at(1, "start")
            core.at(1, "finish")
    core.at(1, "start")
    assert not [one for one in listed(core) if one["kind"] == "no-show"]


def test_a_broken_device_is_told_and_one_that_works_is_not(core: Core) -> None:
    well = BROKEN | {"level": "good", "name": "loa"}
    (told,) = listed(core, BROKEN, well)
    assert (told["kind"], told["name"]) == ("device", "máy in")


def test_who_takes_an_alert_on_is_written_down(core: Core) -> None:
    key = f"device:máy in:{BROKEN['since']}"
    assert taken(core, key, BROKEN) == {"keys": [key]}
    (told,) = listed(core, BROKEN)
    assert (told["taken"]["by"], told["taken"]["until"]) == ("Giám sát Bình", None)
    row = Journal.select().order_by(Journal.seq.desc()).first()
    assert (row.subject, row.ref, row.action, row.actor, row.reason) == (
        "alert", key, "take-on", "binh", "device",
    )  # fmt: skip
    # Broken again later, it is another one.
    (again,) = listed(core, BROKEN | {"since": "2026-11-20T02:00:00+00:00"})
    assert again["taken"] is None


def test_a_line_that_still_waits_is_told_again(core: Core) -> None:
    core.take()
    core.wait(30 * MINUTE)
    taken(core, "wait:ho-tich")
    (told,) = listed(core)
    assert told["taken"]["until"] == "2026-11-20T08:45:00.000+07:00"
    core.wait(15 * MINUTE)
    taken(core, "wait:ho-tich")
    assert Alert.select().count() == 1
    (told,) = listed(core)
    assert told["taken"]["at"] == "2026-11-20T08:45:00.000+07:00"


def test_what_does_not_stand_cannot_be_taken_on(core: Core) -> None:
    core.take()
    for key in ("wait:ho-tich", "wait:chung-thuc", "device:máy in:", ""):
        assert refusal(lambda key=key: taken(core, key)) == "alert_over"  # type: ignore[misc]
    core.open(1, "lan")
    core.call()
    core.at(1, "start")
    core.wait(30 * MINUTE)
    over = f"service:{_first(core)}:1"
    assert over in [told["key"] for told in listed(core)]
    assert refusal(lambda: taken(core, over)) == "alert_over"
    assert Alert.select().count() == 0
    assert "alert take-on" not in core.journal()


def test_what_was_taken_on_ends_with_its_day(core: Core) -> None:
    taken(core, f"device:máy in:{BROKEN['since']}", BROKEN)
    core.wait(24 * 60 * MINUTE)
    (told,) = listed(core, BROKEN)
    assert told["taken"] is None
    taken(core, told["key"], BROKEN)
    assert [row.day for row in Alert.select()] == [reading.today()[0]]


def test_the_board_says_what_each_counter_does_and_since_when(core: Core) -> None:
    def doing() -> list[tuple[str, str]]:
        board = today(moment(core), list, list, lambda _: [])
        return [(one["doing"], one["doing_since"][11:16]) for one in board["counters"]]

    core.open(1, "lan")
    assert doing()[0] == ("idle", "08:00")
    core.wait(5 * MINUTE)
    core.take()
    core.call()
    assert doing()[0] == ("called", "08:05")
    core.wait(MINUTE)
    core.at(1, "start")
    assert doing()[0] == ("serving", "08:06")
    core.wait(3 * MINUTE)
    core.at(1, "finish")
    assert doing()[0] == ("idle", "08:09")
    core.wait(MINUTE)
    core.at(1, "quick", service="khai-sinh")
    assert doing()[0] == ("working", "08:10")
    core.at(1, "finish")
    core.wait(MINUTE)
    core.pause()
    assert [what for what, _ in doing()] == ["paused", "closed"]
    board = today(moment(core), list, list, lambda _: [])
    assert (board["counters"][0]["reason_name"], board["counters"][0]["clerk"]) == (
        "Nghỉ", {"id": "lan", "label": "Cán bộ Lan"},
    )  # fmt: skip


def change(core: Core, rule: str, value: int) -> None:
    Setting.replace(name=f"rules.{rule}", value=json.dumps(value)).execute()
    core.writer.database.memory.forget()
    assert office.rule(rule) == value


def _first(core: Core) -> int:
    return int(rows(Journal.select(Journal.seq).where(Journal.action == "take"))[0][0])
