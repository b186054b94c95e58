"""What somebody is told who gets a number, what is written with it, and its paper."""

from __future__ import annotations

import json
from typing import Any

import pytest

from db.floor import Floor
from db.models import Journal, PrintJob
from tests.tickets.core import MINUTE, MORNING, Core, refusal
from tickets import appointments, pace, taking
from tickets.taking import More

PRINTER = "may-in-1"


def take(core: Core, printer: str | None = None, more: More = taking.PLAIN) -> dict[str, Any]:
    told: dict[str, Any] = core.told(
        lambda tx: taking.take(tx, "khai-sinh", None, "vi", printer, "test", more=more)
    )
    return told


def detail_of(action: str) -> dict[str, Any]:
    """What the last journal row of this action says besides."""
    row = Journal.select().where(Journal.action == action).order_by(Journal.seq.desc()).first()
    told: dict[str, Any] = json.loads(row.detail)
    return told


def slips() -> list[int]:
    """Of each slip, the how many-th reprint it is."""
    return [json.loads(job.slip)["reprint"] for job in PrintJob.select().order_by(PrintJob.id)]


@pytest.mark.parametrize(("printer", "state"), [(PRINTER, "queued"), (None, "none")])
def test_a_number_is_told_whole(printer: str | None, state: str, core: Core) -> None:
    take(core)
    second = take(core, printer)
    assert second == {
        "id": second["id"], "number": "A002", "service": "khai-sinh", "field": "ho-tich",
        "state": "waiting", "issued_wall": MORNING, "ahead": 1, "wait": None, "counters": [1],
        "print": {"state": state},
    }  # fmt: skip
    row = core.ticket(second["id"])
    assert (row.counted, row.head_start) == (row.joined, 0)


def test_the_wait_that_is_told_is_written(core: Core) -> None:
    core.open()
    for _ in range(5):
        core.told(lambda tx: pace.learn(tx, "khai-sinh", 7 * MINUTE))
    take(core)
    told = take(core)["wait"]
    assert told == {"low_s": 300, "high_s": 600}
    assert detail_of("take")["wait"] == [300, 600]


def test_whoever_comes_by_appointment_is_written_as_such(core: Core) -> None:
    made = core.told(lambda tx: appointments.make(tx, "khai-sinh", MORNING + 10 * MINUTE, "t"))
    take(core, more=More(appointment=made["code"]))
    assert detail_of("take")["appointment"] == made["id"]
    take(core)
    assert "appointment" not in detail_of("take")


def test_each_slip_says_the_how_many_th_it_is(core: Core) -> None:
    id = take(core, PRINTER)["id"]
    take(core, PRINTER)
    for _ in range(2):
        core.told(lambda tx: taking.reprint(tx, id, "test", PRINTER))
    assert slips() == [0, 0, 1, 2]
    assert detail_of("reprint")["printer"] == PRINTER
    assert refusal(lambda: core.told(lambda tx: taking.reprint(tx, id, "test", None))) == "printer"


def test_no_number_is_given_above_the_floor_on_disk(core: Core) -> None:
    """Ten a block: the first number lays it, the eleventh lies below the next one."""
    for n in range(1, 12):
        take(core)
        on_disk = Floor.read(core.writer.floor.path, 10)
        assert on_disk.ends["A"] >= n
