"""Every peripheral in one child, in a real gevent process: what hangs harms nothing else."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from hardware.lock import hold
from hardware.peripherals.driver import TURN_S
from tests.hardware.printer.fake_printer import FakePrinter
from tests.hardware.rigged import Rigged, alive

HOUSE = Path(__file__).resolve().parents[3]
BACK_S = 5.0


def port(name: str, kind: str = "odd", address: str = "virtual", **options: Any) -> dict[str, Any]:
    devices = options.pop("devices", ())
    return {
        "name": name, "kind": kind, "address": address, "options": options, "devices": devices,
    }  # fmt: skip


class Hall(Rigged):
    """The rig, and everything it has said so far, each with its time."""

    def __init__(
        self, state: Path, ports: list[dict[str, Any]], printer: str, out_s: float, turn_s: float
    ) -> None:
        words = [str(state), json.dumps(ports), printer, str(out_s), str(turn_s)]
        super().__init__("tests.hardware.peripherals.rig", state, *words)
        self.said: list[tuple[float, dict[str, Any]]] = []

    def light(self, board: str, text: str, bus: str = "") -> None:
        self.tell(order={"board": board, "text": text}, port=bus or board)

    def wait(self, wanted: Callable[[dict[str, Any]], Any], seconds: float = 15) -> dict[str, Any]:
        """The next message that is wanted; what was said before does not count."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            message = self.hear()
            assert message, self.errors.read_text()
            if wanted(message):
                return message
        raise AssertionError(f"not within {seconds} s: {self.said}\n{self.errors.read_text()}")

    def hear(self) -> dict[str, Any]:
        message = self.line()
        self.said.append((time.monotonic(), message))
        return message

    def wait_health(self, device: str, state: str, detail: str | None = None) -> float:
        def wanted(message: dict[str, Any]) -> bool:
            name, now, why = message.get("health", ("", "", ""))
            return (name, now) == (device, state) and detail in {None, why}

        self.wait(wanted)
        return self.said[-1][0]

    def heard(self, what: str) -> list[Any]:
        return [message[what] for _, message in self.said if what in message]

    def close(self, seconds: float = 5) -> None:
        self.said += [(time.monotonic(), message) for message in self.end(seconds)]


def hall(
    state: Path,
    *ports: dict[str, Any],
    printer: str = "virtual",
    out_s: float = 60,
    turn_s: float = TURN_S,
) -> AbstractContextManager[Hall]:
    return Hall(state, list(ports), printer, out_s, turn_s).running()


def test_each_port_does_what_it_is_told_and_says_how_it_is(tmp_path: Path) -> None:
    with hall(tmp_path, port("b1"), port("b2"), port("s")) as one:
        one.light("b1", "A001")
        one.wait_health("b1", "ok", "A001")
        assert one.wait(lambda m: "key" in m)["key"] == ["b1", "A001", "b1-A001"]
        one.tell(order={"sound": 7}, port="s")
        assert one.wait(lambda m: "played" in m)["played"] == [7, "spoken"]
        one.close()
    assert len(one.heard("born")) == 1


def test_a_hung_child_is_killed_and_back_within_5_s_while_a_slip_prints_unharmed(
    tmp_path: Path,
) -> None:
    with (
        FakePrinter(fault="stall") as printer,
        hall(tmp_path, port("b1"), port("b2"), port("s"), printer=printer.address) as one,
    ):
        one.light("b2", "A012")
        one.wait_health("b2", "ok", "A012")
        one.tell(print=1)
        one.tell(fault="press:hang", device="b1")
        hung = time.monotonic()
        one.light("b1", "A013")
        one.wait(lambda m: "born" in m)
        printer.fault = "ok"
        told = {"b1": "A013", "b2": "A012"}
        while told:  # the one that hung, and the one that only lived with it
            health = one.wait(lambda m: "health" in m)["health"]
            if told.get(health[0]) == health[2]:
                del told[health[0]]
        assert time.monotonic() - hung < BACK_S
        one.tell(order={"sound": 1}, port="s")
        one.wait(lambda m: "played" in m)
        while not one.heard("result"):
            one.hear()
        assert one.heard("result")[0][:2] == [1, "printed"]
        one.close()
        assert printer.codes() == ["http://hall/t/1"]
    assert one.said[-1][1]["worst_lag"] < 1.5
    assert one.errors.read_text().count("b1: its driver hangs") == 1


def test_control_what_nobody_kills_does_not_come_back(tmp_path: Path) -> None:
    with hall(tmp_path, port("b1"), port("b2"), turn_s=60) as one:
        one.wait_health("b1", "ok")
        one.tell(fault="press:hang", device="b1")
        one.light("b1", "A013")
        time.sleep(BACK_S)
        one.light("b2", "A014")
        one.wait_health("b2", "ok", "A014")
        one.close()
    assert ["b1", "ok", "A013"] not in one.heard("health")
    assert len(one.heard("born")) == 1


def test_control_a_port_that_does_not_hang_costs_nobody_a_restart(tmp_path: Path) -> None:
    with hall(tmp_path, port("b1"), port("b2")) as one:
        one.wait_health("b1", "ok")
        time.sleep(BACK_S)
        one.close()
    assert len(one.heard("born")) == 1
    assert "hangs" not in one.errors.read_text()


@pytest.mark.timeout(60)
def test_a_port_that_hangs_again_and_again_is_left_out_and_let_in_later(tmp_path: Path) -> None:
    with hall(tmp_path, port("b1"), port("b2"), out_s=2) as one:
        one.tell(fault="hang", device="b1")
        one.light("b1", "A001")
        one.wait_health("b1", "error", "left-out")
        one.light("b2", "A013")
        one.wait_health("b2", "ok", "A013")
        one.tell(fault="ok", device="b1")
        one.wait_health("b1", "ok", "A001")
        one.close()
    assert len(one.heard("born")) == 4
    assert "b1: left out for 2 s" in one.errors.read_text()


def test_a_driver_that_raises_is_said_once_and_made_anew(tmp_path: Path) -> None:
    with hall(tmp_path, port("b1"), port("b2")) as one:
        one.light("b1", "A001")
        one.wait_health("b1", "ok", "A001")
        one.tell(fault="raise", device="b1")
        one.wait_health("b1", "error", "driver-failed: broken wire")
        one.light("b2", "A014")
        one.wait_health("b2", "ok", "A014")
        time.sleep(3.5)
        one.tell(fault="ok", device="b1")
        one.wait_health("b1", "ok", "A001")
        one.close()
    log = one.errors.read_text()
    assert log.count("RuntimeError: broken wire") == log.count("WARNING b1: error") == 1
    assert log.count("b1: back after") == 1
    assert len(one.heard("born")) == 1


def test_what_cannot_be_imported_made_or_is_no_kind_is_its_own_trouble_only(
    tmp_path: Path,
) -> None:
    ports = [
        port("m", "missing", devices=["m1", "m2"]), port("n", "nothing"),
        port("c", cannot="be made"), port("b1"),
    ]  # fmt: skip
    with hall(tmp_path, *ports) as one:
        one.light("b1", "A001")
        one.wait_health("b1", "ok", "A001")
        one.close()
    told = {device: (state, detail) for device, state, detail in one.heard("health")}
    missing = ("error", "driver-missing: tests.hardware.peripherals.not_there")
    assert told["m1"] == told["m2"] == missing
    assert told["n"][0] == "error"
    assert told["c"] == ("error", "driver-failed: the address means nothing")


def test_a_port_that_another_process_holds_is_waited_for(tmp_path: Path) -> None:
    def never() -> None:
        raise AssertionError("somebody holds it")

    ports = [port("b1", address="/dev/ttyS77"), port("b2")]
    with hold(tmp_path, "/dev/ttyS77", never), hall(tmp_path, *ports) as one:
        one.wait_health("b1", "error", "held-elsewhere")
        one.light("b2", "A001")
        one.wait_health("b2", "ok", "A001")
        one.close()


def test_a_port_whose_lock_cannot_be_made_is_in_trouble_until_it_can(tmp_path: Path) -> None:
    taken = tmp_path / "locks" / "virtual-b1.lock"
    taken.mkdir(parents=True)
    with hall(tmp_path, port("b1"), port("b2")) as one:
        one.light("b1", "A001")
        one.wait(lambda m: m.get("health", ["", "", ""])[2].startswith("driver-failed"))
        taken.rmdir()
        one.wait_health("b1", "ok", "A001")
        one.close()
    assert len(one.heard("born")) == 1


def test_a_child_that_dies_comes_back_and_no_sound_is_said_twice(tmp_path: Path) -> None:
    with hall(tmp_path, port("b1"), port("s")) as one:
        one.light("b1", "A001")
        one.light("b1", "A002")
        one.wait_health("b1", "ok", "A002")
        one.tell(kill=signal.SIGSTOP)
        time.sleep(0.3)  # until the last of its threads stands
        one.tell(order={"sound": 1}, port="s")
        time.sleep(0.3)
        one.tell(kill=signal.SIGKILL)
        assert one.wait(lambda m: "played" in m)["played"] == [1, "failed"]
        # Another text: a board that is back with the one before may have nothing new to tell.
        one.light("b1", "A003")
        one.wait_health("b1", "ok", "A003")
        one.tell(order={"sound": 2}, port="s")
        assert one.wait(lambda m: "played" in m)["played"] == [2, "spoken"]
        one.close()
    assert one.heard("played") == [[1, "failed"], [2, "spoken"]]


def test_a_stopped_child_is_killed_too(tmp_path: Path) -> None:
    with hall(tmp_path, port("b1")) as one:
        one.wait_health("b1", "ok")
        one.tell(kill=signal.SIGSTOP)
        one.light("b1", "A003")
        one.wait_health("b1", "ok", "A003")
        one.close()
    assert "is silent" in one.errors.read_text()


def test_the_child_ends_with_its_hall_also_with_a_port_that_hangs(tmp_path: Path) -> None:
    with hall(tmp_path, port("b1")) as one:
        one.wait_health("b1", "ok")
        child = one.heard("born")[0]
        one.tell(fault="hang", device="b1")
        one.process.kill()
        one.process.wait()
        until = time.monotonic() + 5
        while Path(f"/proc/{child}").exists() and time.monotonic() < until:
            time.sleep(0.02)
        assert not alive(child)


def test_close_is_quick_and_a_sound_not_played_is_told(tmp_path: Path) -> None:
    with hall(tmp_path, port("b1"), port("s")) as one:
        one.wait_health("b1", "ok")
        one.tell(kill=signal.SIGSTOP)
        one.tell(order={"sound": 3}, port="s")
        one.close(1)
    assert one.heard("played") == [[3, "failed"]]
    assert one.heard("closed")[0] < 2


def test_a_child_that_cannot_be_started_is_tried_again(tmp_path: Path) -> None:
    with hall(tmp_path, port("b1")) as one:
        one.wait_health("b1", "ok")
        one.tell(no_process=2)
        one.tell(kill=signal.SIGKILL)
        one.light("b1", "A004")
        one.wait_health("b1", "ok", "A004")
        one.close()
    assert one.errors.read_text().count("its life ended badly") == 2


def test_an_order_for_a_port_that_is_not_there_harms_nobody(tmp_path: Path) -> None:
    with hall(tmp_path, port("b1")) as one:
        one.wait_health("b1", "ok")
        one.light("b9", "A001")
        one.light("b1", "A002")
        one.wait_health("b1", "ok", "A002")
        one.close()
    assert len(one.heard("born")) == 1
