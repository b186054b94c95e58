"""Slips while the printer's driver and the hall are killed in turn: on paper once, or with people.

A control in the same run marks a slip after its first byte, and prints it twice.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import apsw
import gevent
import pytest

from config import parse
from db.errors import StorageBusy
from hall import spool
from tests.config_text import changed, shipped
from tests.hall import Hall, wait_until
from tests.hardware.printer.fake_printer import FakePrinter
from tests.test_devices import until_it_is

SEED = int(os.environ.get("SEED", "0")) or random.SystemRandom().randrange(1, 10**6)
NewHall = Callable[..., Hall]
# How a printer may end a slip without anybody knowing: its connection breaks, or its proof is lost.
BREAKS = ["ok", "ok", "ok", "reset", "lost-proof"]
NAME = "may-in-1"


class Hasty(Hall):
    """A hall that marks too late."""

    def _command(self, *arguments: str) -> list[str]:
        command = super()._command(*arguments)
        return [sys.executable, "-m", "tests.hasty_hall", *command[3:]]


@pytest.fixture
def printer() -> Iterator[FakePrinter]:
    with FakePrinter() as printer:
        yield printer


def config(printer: FakePrinter) -> str:
    """One printer, and slips that do not grow old while the machine is slow."""
    text = shipped(rules__print_max_age_s=600)
    for key, value in (("driver", printer.address), ("timeout_s", 1), ("deadline_s", 3)):
        text = changed(text, "[[printers]]", key, value)
    return text


@pytest.mark.timeout(300)
def test_slips_while_driver_and_hall_are_killed_in_turn(
    new_hall: NewHall, printer: FakePrinter
) -> None:
    each_once_or_with_people(new_hall(config(printer)), printer, slips=24, kills=6)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_three_hundred_slips_while_driver_and_hall_are_killed_in_turn(
    new_hall: NewHall, printer: FakePrinter
) -> None:
    each_once_or_with_people(new_hall(config(printer)), printer, slips=300, kills=60)


def each_once_or_with_people(hall: Hall, printer: FakePrinter, slips: int, kills: int) -> None:
    print(f"SEED={SEED}")
    chance, taken, killed = random.Random(SEED), list[dict[str, Any]](), Counter[str]()
    for kill in range(kills):
        printer.fault = chance.choice(BREAKS)
        for _ in range(slips * (kill + 1) // kills - len(taken)):
            taken.append(hall.take("A", print=True))
            time.sleep(chance.uniform(0, 0.1))
        time.sleep(chance.uniform(0, 0.5))
        killed[kill_one(hall, "hall" if kill % 2 else "driver")] += 1
    printer.fault = "ok"
    told = settled(hall, len(taken))
    print(f"{killed}: {told}")
    assert killed == {"driver": kills // 2, "hall": kills // 2}
    assert wrong(hall, printer, taken) == []
    people_see_to_the_rest(hall, printer, taken)
    hall.verify()


def kill_one(hall: Hall, which: str) -> str:
    """SIGKILL to the driver of the printer, or to the hall, which starts again."""
    if which == "hall":
        hall.kill()
        hall.start()
        return which
    for child in drivers(hall.pid):
        os.kill(child, signal.SIGKILL)
        return which
    return "nobody"


def drivers(parent: int) -> Iterator[int]:
    """The processes that a hall has started to print."""
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            of, words = (entry / "stat").read_text(), (entry / "cmdline").read_bytes()
        except OSError:  # it has ended meanwhile
            continue
        if int(of.rpartition(")")[2].split()[1]) == parent and b"hardware.printer.child" in words:
            yield int(entry.name)


def jobs(hall: Hall) -> dict[int, str]:
    """The newest slip of each ticket, and what became of it."""
    return dict(hall.rows("SELECT ticket, state FROM print_job ORDER BY id"))


def settled(hall: Hall, n: int) -> Counter[str]:
    """How many slips ended how, once none is on its way."""

    def over() -> Counter[str] | None:
        now = Counter(jobs(hall).values())
        return now if now.total() == n and not now["queued"] + now["printing"] else None

    return wait_until(over, 120, f"{n} slips settle", every=0.1)


def in_doubt(hall: Hall) -> dict[int, int]:
    """What people are asked about: the job of each ticket."""
    return {slip["ticket"]: slip["id"] for slip in hall.as_("reception").get("slips")["slips"]}


def wrong(hall: Hall, printer: FakePrinter, taken: list[dict[str, Any]]) -> list[str]:
    """Slips lost, on paper twice, said to be there without being, or in doubt with nobody."""
    on_paper, told, asked = Counter(printer.codes()), jobs(hall), in_doubt(hall)
    faults = []
    for ticket in taken:
        number, sheets = ticket["number"], on_paper[ticket["track_url"]]
        state = told.get(ticket["id"], "lost")
        if sheets > 1:
            faults.append(f"{number} lies there {sheets} times")
        if state == "printed" and not sheets:
            faults.append(f"{number} is said to be printed")
        if state not in ("printed", "unknown"):
            faults.append(f"{number} is {state}")
        if (state == "unknown") is not (ticket["id"] in asked):
            faults.append(f"{number} is {state}, and people are not asked")
    return faults


def people_see_to_the_rest(hall: Hall, printer: FakePrinter, taken: list[dict[str, Any]]) -> None:
    """They look into the tray; in the end everybody has a slip."""
    on_paper, asked = printer.codes(), in_doubt(hall)
    for ticket in taken:
        if job := asked.get(ticket["id"]):
            there = ticket["track_url"] in on_paper
            deed = "printed" if there else "reprint"
            hall.as_("reception").press(f"slips/{job}/{deed}", {}).expecting(200)
    assert settled(hall, len(taken)) == {"printed": len(taken)}
    assert sorted(printer.codes()) == sorted(ticket["track_url"] for ticket in taken)
    assert in_doubt(hall) == {}


def test_marking_after_the_first_byte_prints_a_slip_twice(
    tmp_path: Path, printer: FakePrinter
) -> None:
    hall = Hasty(tmp_path, config(printer))
    try:
        hall.start()
        printer.fault = "mute-proof"
        taken = hall.take("A", print=True)
        wait_until(lambda: printer.papers, 20, "the slip is out")
        hall.kill()
        printer.fault = "ok"
        hall.start()
        wait_until(lambda: len(printer.papers) > 1, 20, "it is out again")
        settled(hall, 1)
        assert wrong(hall, printer, [taken]) == [f"{taken['number']} lies there 2 times"]
    finally:
        hall.end()


def test_a_slip_that_cannot_be_put_together_goes_to_people_and_the_next_is_printed(
    new_hall: NewHall, printer: FakePrinter
) -> None:
    printer.fault = "paper-out"
    hall = new_hall(config(printer))
    until_it_is(hall, "paper-out")  # else the slip may go out before anybody has asked the printer
    broken = hall.take("A", print=True)
    hall.kill()
    with contextlib.closing(apsw.Connection(str(hall.state / "motcua.db"))) as db:
        db.execute("UPDATE print_job SET slip = json_remove(slip, '$.issued_wall')")
    hall.start()
    whole = hall.take("A", print=True)
    printer.fault = "ok"
    assert settled(hall, 2) == {"failed": 1, "printed": 1}
    assert list(in_doubt(hall)) == [broken["id"]]
    assert printer.codes() == [whole["track_url"]]


class Busy:
    """A desk whose writer is busy the first time."""

    def __init__(self) -> None:
        self.written: list[tuple[list[tuple[int, str, str]], dict[str, list[int]]]] = []
        self.tries = 0

    def settle_prints(
        self, results: list[tuple[int, str, str]], used: dict[str, list[int]]
    ) -> None:
        self.tries += 1
        if self.tries == 1:
            raise StorageBusy
        self.written.append((results, used))


def test_what_could_not_be_written_down_is_written_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spool, "LOOK_S", 0.1)
    desk = Busy()
    fed = spool.Spool(parse(shipped()), tmp_path, lambda *_: None)
    fed._desk = desk  # type: ignore[assignment]
    fed._result(NAME, 7, "printed", "", 104)
    fed._result(NAME, 8, "failed", "offline", 0)
    gevent.sleep(2 * spool.SETTLE_S)
    fed._result(NAME, 9, "unknown", "reset", 104)
    gevent.sleep(0.3)
    results = [(7, "printed", ""), (8, "failed", "offline"), (9, "unknown", "reset")]
    assert desk.written == [(results, {NAME: [104, 104]})]
