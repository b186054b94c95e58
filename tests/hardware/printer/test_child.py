"""The device child by itself: its lines, its end, its lock, its death."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from hardware.printer import blocks as b
from tests.hardware.printer.fake_printer import FakePrinter

HOUSE = Path(__file__).resolve().parents[3]
SHEET = [b.number("A001"), b.qr("http://hall/t/1")]
Message = dict[str, Any]


class Child:
    """A child on two plain pipes."""

    def __init__(self, state: Path, address: str = "virtual", name: str = "k1") -> None:
        options = ["--name", name, "--state", str(state), "--deadline-s", "3", "--timeout-s", "1"]
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "hardware.printer.child", address, *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(HOUSE)},
        )

    def say(self, **message: Any) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(message).encode() + b"\n")
        self.process.stdin.flush()

    def hear(self) -> Message:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        return json.loads(line) if line else {}

    def hear_state(self, job: int) -> str:
        while message := self.hear():
            if message.get("job") == job:
                return str(message["state"])
        return "gone"

    def hear_health(self, state: str) -> None:
        while (message := self.hear()) and message.get("health", {}).get("state") != state:
            pass
        assert message, f"the child ended before it was {state}"

    def end(self) -> int:
        assert self.process.stdin is not None
        self.process.stdin.close()
        return self.process.wait(8)


@contextmanager
def child(state: Path, address: str = "virtual", name: str = "k1") -> Iterator[Child]:
    one = Child(state, address, name)
    try:
        yield one
    finally:
        one.process.kill()
        one.process.wait()
        for pipe in (one.process.stdin, one.process.stdout):
            assert pipe is not None
            pipe.close()


def papers(state: Path) -> list[str]:
    return sorted(path.name for path in (state / "paper").glob("*.bin"))


def test_a_job_is_announced_then_proved(tmp_path: Path) -> None:
    with child(tmp_path) as one:
        one.say(job=1, blocks=SHEET)
        assert [one.hear_state(1), one.hear_state(1)] == ["printing", "printed"]
        assert one.end() == 0
    assert papers(tmp_path) == ["000001.bin"]


def test_it_says_how_the_device_is_at_once_and_when_it_changes(tmp_path: Path) -> None:
    with child(tmp_path) as one:
        assert one.hear() == {"health": {"state": "ok", "detail": ""}}
        one.say(fault="paper-out")
        one.hear_health("paper-out")
        one.say(fault="ok")
        one.hear_health("ok")
        one.say(probe=True)
        assert one.hear() == {"health": {"state": "ok", "detail": ""}}


def test_what_cannot_be_drawn_fails_and_the_next_is_printed(tmp_path: Path) -> None:
    with child(tmp_path) as one:
        one.say(job=1, blocks=[{"block": "picture"}])
        one.say(job=2, blocks="nonsense")
        one.say(fault="on-fire")
        one.say(job=3, blocks=SHEET)
        assert one.hear_state(1) == "failed"
        assert one.hear_state(2) == "failed"
        assert [one.hear_state(3), one.hear_state(3)] == ["printing", "printed"]


def test_a_disk_that_is_full_leaves_the_job_to_people_and_the_next_is_printed(
    tmp_path: Path,
) -> None:
    with child(tmp_path) as running:
        running.hear_health("ok")
        (tmp_path / "paper" / "000001.bin.part").symlink_to("/dev/full")
        running.say(job=1, blocks=SHEET)
        assert [running.hear_state(1), running.hear_state(1)] == ["printing", "unknown"]
        running.say(job=2, blocks=SHEET)
        assert [running.hear_state(2), running.hear_state(2)] == ["printing", "printed"]


def test_an_address_that_no_name_can_be_is_a_printer_in_trouble(tmp_path: Path) -> None:
    with child(tmp_path, f"tcp://{'a' * 70}.vn:9100") as running:
        running.hear_health("error")
        running.say(job=1, blocks=SHEET)
        assert running.hear_state(1) == "failed"


def test_the_end_of_the_pipe_lets_the_job_in_hand_finish(tmp_path: Path) -> None:
    with child(tmp_path) as one:
        one.say(fault="stall")
        one.say(job=1, blocks=SHEET)
        assert one.hear_state(1) == "printing"
        one.say(fault="ok")
        assert one.end() == 0
        assert one.hear_state(1) == "printed"


def test_a_job_that_hangs_does_not_keep_the_process(tmp_path: Path) -> None:
    with child(tmp_path) as one:
        one.say(fault="stall")
        one.say(job=1, blocks=SHEET)
        assert one.hear_state(1) == "printing"
        began = time.monotonic()
        assert one.end() == 1
        assert 3 < time.monotonic() - began < 6
    assert papers(tmp_path) == []


def test_without_a_parent_no_job_is_begun(tmp_path: Path) -> None:
    with child(tmp_path) as one:
        one.hear_health("ok")
        assert one.process.stdout is not None
        one.process.stdout.close()
        one.say(job=1, blocks=SHEET)
        one.end()
        assert papers(tmp_path) == []


@pytest.mark.parametrize("moment", ["before", "during", "after"])
def test_the_next_child_knows_what_a_killed_one_did(moment: str, tmp_path: Path) -> None:
    with child(tmp_path) as one:
        one.hear_health("ok")
        if moment == "during":
            one.say(fault="stall")
        if moment != "before":
            one.say(job=1, blocks=SHEET)
            assert one.hear_state(1) == "printing"
        if moment == "after":
            assert one.hear_state(1) == "printed"
        one.process.kill()
    with child(tmp_path) as other:
        other.say(ask=1)
        assert other.hear_state(1) == ("printed" if moment == "after" else "failed")


def test_two_children_never_hold_one_printer(tmp_path: Path) -> None:
    with FakePrinter() as printer, child(tmp_path, printer.address, "k1") as first:
        first.hear_health("ok")
        with child(tmp_path, printer.address, "the-same-by-another-name") as second:
            second.say(job=2, blocks=SHEET)
            second.hear_health("error")
            assert printer.papers == []
            assert first.end() == 0
            assert [second.hear_state(2), second.hear_state(2)] == ["printing", "printed"]
        assert len(printer.papers) == 1


def test_a_killed_child_gives_the_printer_back(tmp_path: Path) -> None:
    with child(tmp_path) as one:
        one.hear_health("ok")
        one.process.kill()
        with child(tmp_path) as other:
            assert other.hear() == {"health": {"state": "ok", "detail": ""}}


def test_it_needs_neither_gevent_nor_the_server(tmp_path: Path) -> None:
    look = "import sys, hardware.printer.child; print(sorted(sys.modules))"
    seen = subprocess.run(
        [sys.executable, "-c", look], capture_output=True, text=True, check=True, cwd=HOUSE
    ).stdout
    assert "'escpos'" in seen
    for stranger in ("gevent", "flask", "peewee", "hardware.printer.parent", "tickets", "config"):
        assert f"'{stranger}'" not in seen
