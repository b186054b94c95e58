"""The parent side in a real gevent process: restarts, doubts, deadlines, and no slip twice."""

from __future__ import annotations

import random
import signal
import time
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from tests.hardware.printer.fake_printer import FakePrinter
from tests.hardware.rigged import Rigged, alive

HOUSE = Path(__file__).resolve().parents[3]


class Hall(Rigged):
    """The rig, and everything it has said so far, by kind."""

    def __init__(self, address: str, state: Path, *flags: str) -> None:
        super().__init__("tests.hardware.printer.rig", state, address, str(state), *flags)
        self.results: list[tuple[int, str, str]] = []
        self.healths: list[tuple[str, str]] = []
        self.said: dict[str, Any] = {}

    def submit(self, *jobs: int) -> None:
        for job in jobs:
            self.tell(submit=job)

    def hear(self) -> bool:
        return self._take(self.line())

    def _take(self, message: dict[str, Any]) -> bool:
        if "result" in message:
            job, state, detail, _ = message["result"]
            self.results.append((job, state, detail))
        elif "health" in message:
            self.healths.append((message["health"][1], message["health"][2]))
        else:
            self.said |= message
        return bool(message)

    def wait_results(self, count: int) -> list[str]:
        while len(self.results) < count:
            assert self.hear(), self.errors.read_text()
        return [state for _, state, _ in self.results]

    def wait_settled(self, jobs: set[int], *final: str) -> None:
        while jobs - {job for job, state, _ in self.results if state in final}:
            assert self.hear(), self.errors.read_text()

    def wait_health(self, state: str) -> None:
        while not self.healths or self.healths[-1][0] != state:
            assert self.hear(), self.errors.read_text()

    def close(self, seconds: float = 5) -> dict[str, Any]:
        for message in self.end(seconds):
            self._take(message)
        return self.said


def hall(address: str, state: Path, *flags: str) -> AbstractContextManager[Hall]:
    return Hall(address, state, *flags).running()


def test_jobs_come_out_in_order(tmp_path: Path) -> None:
    with hall("virtual", tmp_path) as one:
        one.submit(*range(1, 21))
        assert one.wait_results(20) == ["printed"] * 20
        assert [job for job, _, _ in one.results] == list(range(1, 21))
        assert one.close()["busy"] == 0


def test_the_hub_beats_on_while_a_job_stands_still(tmp_path: Path) -> None:
    with hall("virtual", tmp_path) as one:
        one.tell(fault="stall")
        one.submit(1)
        time.sleep(2)
        assert one.results == []
        one.tell(fault="ok")
        assert one.wait_results(1) == ["printed"]
        assert one.close()["worst_lag"] < 1.5


def test_trouble_is_told_once_and_so_is_its_end(tmp_path: Path) -> None:
    with hall("virtual", tmp_path) as one:
        one.wait_health("ok")
        one.tell(fault="paper-out")
        one.wait_health("paper-out")
        one.submit(1)
        assert one.wait_results(1) == ["failed"]
        one.tell(fault="ok")
        one.wait_health("ok")
        one.close()
    assert [state for state, _ in one.healths] == ["ok", "paper-out", "ok"]
    log = one.errors.read_text()
    assert log.count("paper-out") == log.count("back after") == 1


def test_a_fault_outlives_the_driver(tmp_path: Path) -> None:
    with hall("virtual", tmp_path) as one:
        one.tell(fault="cover-open")
        one.wait_health("cover-open")
        one.tell(kill=signal.SIGKILL)
        one.submit(1)
        assert one.wait_results(1) == ["failed"]
        assert one.results[0][2] in {"cover-open", "driver ended before the first byte"}


def test_a_driver_that_hangs_is_killed_and_the_next_job_is_printed(tmp_path: Path) -> None:
    with hall("virtual", tmp_path, "--deadline-s", "0.5", "--timeout-s", "0.5") as one:
        one.wait_health("ok")
        one.tell(fault="stall")
        one.submit(1)
        assert one.wait_results(1) == ["failed"]  # the folder proves that it is not there
        one.tell(fault="ok")
        one.submit(2)
        assert one.wait_results(2) == ["failed", "printed"]
        assert "hangs" in one.errors.read_text()


def test_a_stopped_driver_is_killed_too(tmp_path: Path) -> None:
    with hall("virtual", tmp_path, "--deadline-s", "0.5", "--timeout-s", "0.5") as one:
        one.wait_health("ok")
        one.tell(kill=signal.SIGSTOP)
        one.submit(1)
        assert one.wait_results(1) == ["failed"]
        one.submit(2)
        assert one.wait_results(2)[1] == "printed"


def test_a_driver_that_hangs_without_a_job_is_killed_too(tmp_path: Path) -> None:
    with hall("virtual", tmp_path, "--deadline-s", "0.5", "--timeout-s", "0.2") as one:
        one.wait_health("ok")
        one.tell(kill=signal.SIGSTOP)
        until = time.monotonic() + 30
        while "hangs and is killed" not in one.errors.read_text():
            assert time.monotonic() < until
            time.sleep(0.1)
        one.submit(1)
        assert one.wait_results(1) == ["printed"]


def test_a_driver_that_prints_slip_after_slip_is_left_in_peace(tmp_path: Path) -> None:
    """Longer than it may be silent without a job, and with never a moment for a look."""
    with hall("virtual", tmp_path, "--deadline-s", "0.5", "--timeout-s", "0.2") as one:
        one.wait_health("ok")
        until, job = time.monotonic() + 9, 0
        while time.monotonic() < until:
            job += 1
            one.submit(job)
            one.wait_results(job)
            time.sleep(0.3)
        assert set(one.wait_results(job)) == {"printed"}
        assert "killed" not in one.errors.read_text()


def test_what_a_dead_driver_left_in_doubt_on_a_real_printer_is_unknown(tmp_path: Path) -> None:
    with FakePrinter(fault="stall") as printer, hall(printer.address, tmp_path) as one:
        one.submit(1)
        while not printer.midway:
            time.sleep(0.01)
        one.tell(kill=signal.SIGKILL)
        assert one.wait_results(1) == ["unknown"]


def test_a_job_of_an_earlier_run_can_be_asked_for(tmp_path: Path) -> None:
    with hall("virtual", tmp_path) as one:
        one.submit(1)
        one.wait_results(1)
        one.close()
    with hall("virtual", tmp_path) as other:
        other.tell(ask=1)
        other.tell(ask=2)
        assert other.wait_results(2) == ["printed", "failed"]


def test_close_reports_every_job_within_its_time(tmp_path: Path) -> None:
    with hall("virtual", tmp_path) as one:
        one.wait_health("ok")
        one.tell(fault="stall")
        one.submit(1, 2, 3)
        time.sleep(0.5)
        said = one.close(1)
    assert said["closed"] < 3
    assert said["busy"] == 0
    assert sorted((job, state) for job, state, _ in one.results) == [
        (1, "unknown"),
        (2, "failed"),
        (3, "failed"),
    ]


def test_the_driver_ends_with_its_hall(tmp_path: Path) -> None:
    with hall("virtual", tmp_path) as one:
        one.wait_health("ok")
        [child] = _children(one.process.pid)
        one.process.kill()
        one.process.wait()
        until = time.monotonic() + 5
        while alive(child) and time.monotonic() < until:
            time.sleep(0.02)
        assert not alive(child)


def test_a_driver_that_cannot_start_is_told_and_refuses(tmp_path: Path) -> None:
    with hall("usb://lp0", tmp_path) as one:
        one.submit(1)
        assert one.wait_results(1) == ["failed"]
        one.wait_health("error")
        assert "AddressUnknown" in one.errors.read_text()


@pytest.mark.timeout(60)
@pytest.mark.parametrize(("seed", "way"), [(1, "tcp"), (2, "serial"), (3, "usb")])
def test_killed_again_and_again_no_slip_is_printed_twice(
    seed: int, way: str, tmp_path: Path
) -> None:
    jobs, chance = set(range(1, 41)), random.Random(seed)
    with FakePrinter(way=way) as printer, hall(printer.address, tmp_path, "--retry") as one:
        one.submit(*sorted(jobs))
        for _ in range(8):
            count = len(one.results) + chance.randint(1, 3)
            while len(one.results) < count and len(_settled(one)) < len(jobs):
                assert one.hear()
            time.sleep(chance.random() * 0.1)
            one.tell(kill=signal.SIGKILL)
            printer.fault = chance.choice(["ok", "ok", "reset", "lost-proof"])
        one.wait_settled(jobs, "printed", "unknown", "sent")
        one.close()
        on_paper = set(printer.codes())
    printed = {job for job, state, _ in one.results if state == "printed"}
    assert printer.duplicates() == set()
    assert {f"http://hall/t/{job}" for job in printed} <= on_paper
    assert len(printed) >= 20


def test_control_the_rig_sees_a_slip_that_was_printed_twice(tmp_path: Path) -> None:
    with FakePrinter() as printer, hall(printer.address, tmp_path, "--reckless") as one:
        one.wait_health("ok")
        printer.fault = "lost-proof"
        one.submit(1)
        assert one.wait_results(2) == ["unknown", "printed"]
        assert printer.duplicates() == {"http://hall/t/1"}


def _settled(one: Hall) -> set[int]:
    return {job for job, state, _ in one.results if state != "failed"}


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in found]
