"""Every fault over every way: no slip lost, none called printed that is not, none twice.

The controls go through the same ordeal and are caught: a driver that believes what it has sent,
one that reads the first byte it gets, and one that takes any proof for its own.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hardware.health import Condition
from hardware.printer.delivery import RealPrinter
from hardware.printer.driver import Driver, Place, Result, driver_for
from hardware.printer.line import Line
from hardware.printer.questions import Said
from hardware.printer.status import QUERIES, condition
from tests.hardware.printer.fake_printer import FakePrinter
from tests.hardware.printer.ordeal import LIMITS, MATRIX, WIDTH, Ordeal, Story, job, link

WAYS = ["tcp", "serial", "usb"]
Open = Callable[[], AbstractContextManager[Line]]


def ordeal(way: str, trouble: str, make: Callable[[Place], Driver], state: Path) -> Story:
    with FakePrinter(way=way) as printer:
        return Ordeal(printer, make, MATRIX[trouble], state).run()


@pytest.mark.parametrize("trouble", MATRIX)
@pytest.mark.parametrize("way", WAYS)
def test_what_is_said_of_a_slip_is_true(way: str, trouble: str, tmp_path: Path) -> None:
    assert ordeal(way, trouble, driver_for, tmp_path).lies == []


# -- controls


class Believer(Driver):
    """Asks nothing, and calls printed whatever the kernel took."""

    def __init__(self, place: Place) -> None:
        self._open: Open = driver_for(place)._open  # type: ignore[attr-defined]

    def print(self, job: int, data: bytes, started: Callable[[], None]) -> Result:
        try:
            with self._open() as line:
                started()
                line.send(data, time.monotonic() + 1)
                line.flush(time.monotonic() + 0.2)
        except OSError:
            return Result("failed")
        return Result("printed")

    def condition(self) -> Condition:
        return Condition("ok")


@pytest.mark.parametrize(
    "trouble", ["no paper", "paper ends", "reset", "stall", "unplugged midway"]
)
@pytest.mark.parametrize("way", WAYS)
def test_control_whoever_believes_what_it_sent_is_caught(
    way: str, trouble: str, tmp_path: Path
) -> None:
    lies = ordeal(way, trouble, Believer, tmp_path).lies
    assert "slip 2 is printed, yet on 0 sheets" in lies


def first_byte(place: Place) -> Driver:
    """Our driver, but each question is answered by whatever byte is there first."""
    driver = driver_for(place)
    assert isinstance(driver, RealPrinter)

    def how(line: Line) -> tuple[Condition, Said]:
        answers: dict[int, int] = {}
        waiting = b""
        for n, query in QUERIES.items():
            line.send(query, time.monotonic() + 1)
            waiting = waiting or line.receive(time.monotonic() + 1)
            answers[n], waiting = waiting[0], waiting[1:]
        return condition(answers), Said(answers, silent=False)

    driver._how = how  # type: ignore[method-assign]
    return driver


@pytest.mark.parametrize("way", WAYS)
def test_control_whoever_does_not_drain_is_fooled_by_a_stale_byte(way: str, tmp_path: Path) -> None:
    lies = ordeal(way, "stale byte", first_byte, tmp_path).lies
    assert any(lie.startswith("in trouble slip 2 is Result(state=") for lie in lies), lies


# -- a proof of an earlier job, on a line that keeps it


@pytest.mark.parametrize("completion", ["gs_r", "gs_h"])
@pytest.mark.parametrize("way", ["serial", "usb"])
def test_the_proof_of_an_earlier_slip_proves_no_other(
    way: str, completion: str, tmp_path: Path
) -> None:
    with FakePrinter(way=way) as printer:
        driver = driver_for(a_place(printer, tmp_path, completion))
        assert late_proof(printer, driver) == ["printed", "unknown", "unknown"]
        printer.fault = "ok"
        assert driver.print(4, job(4), lambda: None).state == "printed"
        assert link(4) in printer.codes()


def test_control_whoever_counts_no_answers_takes_it_for_its_own(tmp_path: Path) -> None:
    with FakePrinter(way="serial") as printer:
        driver = driver_for(a_place(printer, tmp_path, "gs_r"))
        assert isinstance(driver, RealPrinter)
        driver._keeps, driver._owed = False, 0
        assert late_proof(printer, driver)[-1] == "printed"
        assert link(3) not in printer.codes()


def test_a_printer_that_kept_its_proofs_for_long_proves_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hardware.printer.delivery.MOST_OWED", 20)
    with FakePrinter(way="serial") as printer:
        driver = driver_for(a_place(printer, tmp_path, "gs_r", deadline_s=4))
        assert isinstance(driver, RealPrinter)
        assert driver.print(1, job(1), lambda: None).state == "printed"
        printer.fault, patient = "mute-proof", driver._place
        driver._place = replace(patient, deadline_s=0.4)
        missing = [driver.print(number, job(number), lambda: None) for number in range(2, 8)]
        assert {result.state for result in missing} == {"unknown"}
        printer.fault, driver._place = "ok", patient
        assert driver.print(10, job(10), lambda: None).state == "printed"


def late_proof(printer: FakePrinter, driver: Driver) -> list[str]:
    said: list[str] = [driver.print(1, job(1), lambda: None).state]
    for number, fault in ((2, "late-proof"), (3, "old-proof")):
        printer.fault = fault
        said.append(driver.print(number, job(number), lambda: None).state)
    return said


def a_place(printer: FakePrinter, state: Path, completion: str, **more: Any) -> Place:
    limits: dict[str, Any] = LIMITS | {"deadline_s": 1.0} | more
    return Place(printer.address, "k1", state, WIDTH, completion=completion, **limits)


# -- printers that cannot prove, or cannot say anything


@pytest.mark.parametrize("way", WAYS)
def test_without_a_proof_a_slip_is_sent_and_no_more(way: str, tmp_path: Path) -> None:
    with FakePrinter(way=way) as printer:
        driver = driver_for(a_place(printer, tmp_path, "none"))
        assert driver.print(1, job(1), lambda: None).state == "sent"
        printer.fault = "paper-out"
        assert driver.print(2, job(2), lambda: None) == Result("failed", "paper-out")
        printer.fault = "ends-midway"
        assert driver.print(3, job(3), lambda: None).state == "unknown"


@pytest.mark.parametrize("way", WAYS)
def test_a_printer_that_gives_no_status_is_not_asked(way: str, tmp_path: Path) -> None:
    with FakePrinter(way=way, fault="flood") as printer:
        driver = driver_for(a_place(printer, tmp_path, "none", speaks=False))
        assert driver.condition() == Condition("unknown", "gives no status")
        assert driver.print(1, job(1), lambda: None).state == "sent"
        printer.pull_out()
        assert driver.condition().state == "offline"
        assert driver.print(2, job(2), lambda: None).state == "failed"


@pytest.mark.parametrize("way", WAYS)
def test_a_printer_that_hears_nothing_while_it_prints_is_not_called_broken(
    way: str, tmp_path: Path
) -> None:
    with FakePrinter(way=way, fault="deaf") as printer:
        driver = driver_for(a_place(printer, tmp_path, "gs_r", deadline_s=4))
        assert driver.print(1, job(1), lambda: None).state == "printed"
        # Once proved, it is not asked there again, and nobody waits for it.
        begun = time.monotonic()
        assert driver.print(2, job(2), lambda: None).state == "printed"
        assert time.monotonic() - begun < LIMITS["patience_s"]
        assert sorted(printer.codes()) == [link(1), link(2)]


NAMED = ["well", "status unasked", "slow drip", "proof lost", "10,000 bytes of garbage", "reset"]


@pytest.mark.parametrize("trouble", NAMED)
@pytest.mark.parametrize("way", ["tcp", "serial"])
def test_a_proof_with_a_name_is_as_true(way: str, trouble: str, tmp_path: Path) -> None:
    story = ordeal(
        way, trouble, lambda place: driver_for(replace(place, completion="gs_h")), tmp_path
    )
    assert story.lies == []


# -- 10,000 times garbage


class Babble(Line):
    """Takes everything, and answers each question with up to eight bytes of anything."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._waiting = b""

    def receive(self, until: float) -> bytes:
        said, self._waiting = self._waiting, b""
        return said

    def send(self, data: bytes, until: float) -> int:
        self._waiting += self._chance.randbytes(self._chance.randrange(9))
        return len(data)

    def flush(self, until: float) -> bool:
        return True


@pytest.mark.parametrize("completion", ["gs_r", "gs_h"])
def test_10_000_times_garbage_proves_nothing(completion: str, tmp_path: Path) -> None:
    place = Place("tcp://nowhere", "k1", tmp_path, WIDTH, completion=completion)
    chance = random.Random(20261120)
    driver = RealPrinter(place, lambda: babbling(chance), keeps=False)
    said = [driver.print(number, b"\x1b@" * 1025, lambda: None).state for number in range(10_000)]
    assert "printed" not in said
    # A word that looks like trouble by chance stops one slip in hundreds: it comes again.
    assert said.count("failed") < 100


def test_control_by_its_form_alone_much_garbage_would_be_a_proof() -> None:
    line, believed = Babble(random.Random(1)), 0
    for _ in range(10_000):
        line.send(b"\x1dr\x01", 0)
        believed += any(byte & 0x90 == 0 for byte in line.receive(0))
    assert believed > 1000


@contextmanager
def babbling(chance: random.Random) -> Iterator[Line]:
    yield Babble(chance)
