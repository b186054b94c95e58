"""The child for all but printers, over its own pipes: what it knows, tells, and lives through."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hardware.health import Condition
from hardware.peripherals import child, line
from hardware.peripherals.child import Telling
from hardware.peripherals.driver import TURN_S, Driver, Order, Port
from hardware.peripherals.line import Line

HOUSE = Path(__file__).resolve().parents[3]


class Mouth:
    """Keeps what was said."""

    def __init__(self) -> None:
        self.said: list[dict[str, Any]] = []

    def say(self, message: dict[str, Any]) -> None:
        self.said.append(message)


def test_it_imports_neither_gevent_nor_the_server_nor_what_draws_slips() -> None:
    program = "import sys, hardware.peripherals.child; print(*sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=HOUSE, capture_output=True, text=True, check=True
    )
    known = set(done.stdout.split())
    assert "hardware.peripherals.line" in known
    assert known & {"gevent", "flask", "escpos", "PIL", "serial", "peewee", "config"} == set()


def test_health_is_told_when_it_changes_and_now_and_then_while_it_does_not() -> None:
    mouth = Mouth()
    telling = Telling(mouth)  # type: ignore[arg-type]
    for _ in range(50):
        telling.health("b1", Condition("ok"))
    telling.health("b1", Condition("offline", "no answer"))
    telling.health("b1", Condition("ok"))
    assert [m["health"]["state"] for m in mouth.said] == ["ok", "offline", "ok"]
    before = telling._told["b1"]
    telling._told["b1"] = (before[0], before[1] - child.SEEN_S - 1)
    telling.health("b1", Condition("ok"))
    assert len(mouth.said) == 4
    telling.ask("b1")
    telling.health("b1", Condition("ok"))
    telling.health("b1", Condition("ok"))
    assert len(mouth.said) == 5


class Slow(Driver):
    """Whose `order` does not return."""

    @property
    def devices(self) -> list[str]:
        return [self.port.name]

    def order(self, order: Order) -> None:
        time.sleep(1.0)

    def turn(self) -> None:
        time.sleep(0.01)


def test_an_order_that_does_not_return_is_a_driver_that_hangs(tmp_path: Path) -> None:
    telling = Telling(Mouth())  # type: ignore[arg-type]
    one = Line(Port("b1", "slow", "virtual", {}, tmp_path), telling)
    one._driver = Slow(one._port, telling)
    threading.Thread(target=one.order, args=[{"board": "b1", "text": "A001"}]).start()
    time.sleep(0.2)
    assert one.lasted(0.25) == 0.25
    assert one.lasted(0.25) == 0.5
    time.sleep(1.2)
    assert one.lasted(0.25) == 0.0


@contextmanager
def running(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.hardware.peripherals.odd_child", "--state", str(tmp_path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=HOUSE,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            assert pipe
            pipe.close()


def test_a_turn_that_lasts_too_long_is_said_at_once(tmp_path: Path) -> None:
    values = {"name": "b1", "kind": "odd", "address": "virtual", "options": {}, "devices": []}
    with running(tmp_path) as process:
        assert process.stdin
        assert process.stdout
        for message in ({"ports": [values]}, {"fault": "hang", "device": "b1"}):
            process.stdin.write(json.dumps(message).encode() + b"\n")
        process.stdin.flush()
        begun = time.monotonic()
        lasted = 0.0
        while lasted <= TURN_S:
            lasted = json.loads(process.stdout.readline()).get("beat", {}).get("b1", 0.0)
        assert time.monotonic() - begun < TURN_S + 3
        process.stdin.close()
        assert process.wait(child.END_S + 3) == 0


def test_every_kind_has_a_driver_that_can_be_imported() -> None:
    for kind, module in line.DRIVERS.items():
        done = subprocess.run(
            [sys.executable, "-c", f"import {module} as m; m.driver"], cwd=HOUSE, check=False
        )
        assert done.returncode == 0, kind
