"""The process that owns one printer: jobs in, states out, a JSON object a line on its pipes.

In:  {"job": 7, "blocks": […]}, {"ask": 7} (what became of job 7?), {"fault": "paper-out"},
     {"probe": true}; the end of the pipe ends the process, after the job in hand.
Out: {"job": 7, "state": "printing"} just before the first byte, then
     {"job": 7, "state": "printed" | "sent" | "unknown" | "failed", "detail": "…", "mm": 98},
     mm of paper, 0 when none came out or nobody saw how much;
     {"health": {"state", "detail"}} after each look at the device.

It must import neither gevent nor the server: a driver that hangs here is killed from there.
Started as `python -m hardware.printer.child`; one thread reads, one prints.
"""

from __future__ import annotations

import argparse
import json
import os
import queue
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from hardware.errors import FaultUnknown
from hardware.health import BLOCKING, Condition
from hardware.lock import hold
from hardware.mouth import Message, Mouth, ParentGone
from hardware.printer import native, wire
from hardware.printer.codepages import TEXTS
from hardware.printer.driver import LOOK_S, Driver, Outcome, Place, Result, driver_for
from hardware.printer.native import Letters
from hardware.printer.paper import draw

CONFIRM_S = 0.3
"""One look may fail by chance: trouble is told only when a second look sees it too."""


TO_THE_CUTTER_MM = 15
"""Fed before each cut. Manuals say 8.4 mm (Fenix KS55) to 22.9 mm (Ithaca 90)."""


class Work:
    """The printing thread: one task after the other, and a look at the device when idle."""

    def __init__(self, driver: Driver, place: Place, mouth: Mouth) -> None:
        self.tasks: queue.Queue[Message | None] = queue.Queue()
        self._driver = driver
        self._place = place
        self._mouth = mouth
        self._told: Condition | None = None
        self._begun: int | None = None

    def run(self) -> None:
        try:
            with hold(self._place.state, self._place.port, waiting=self._held_elsewhere):
                self._look()
                while (task := self._next()) is not None:
                    self._do(task)
        except ParentGone:
            return

    def _next(self) -> Message | None:
        try:
            return self.tasks.get(timeout=LOOK_S)
        except queue.Empty:
            return {"probe": True}

    def _do(self, task: Message) -> None:
        if "job" in task:
            self._tell(task["job"], *self._print(task["job"], task["blocks"]))
        elif "ask" in task:
            self._tell(task["ask"], self._driver.proof(task["ask"]))
        else:
            self._look()

    def _print(self, job: int, blocks: list[Message]) -> tuple[Result, int]:
        """What became of it, and how much paper (mm) it took."""
        try:
            data, mm = self._bytes(blocks)
        except Exception as fault:  # noqa: BLE001  whatever a page sent, the printer lives on
            return Result("failed", f"bad-blocks: {fault}"[:500]), 0
        result = self._driven(job, data)
        if result.state != "printed":
            self._look()
        return result, 0 if result.state == "failed" else mm

    def _driven(self, job: int, data: bytes) -> Result:
        try:
            return self._driver.print(job, data, lambda: self._begin(job))
        except ParentGone:
            raise
        except Exception as fault:  # noqa: BLE001  a full disk, an address nobody had thought of
            state: Outcome = "unknown" if self._begun == job else "failed"
            return Result(state, f"driver-failed: {fault}"[:200])

    def _bytes(self, blocks: list[Message]) -> tuple[bytes, int]:
        place = self._place
        picture = draw(blocks, place.width_px)
        # In the printer's own letters a slip is about as long as its picture.
        mm = picture.height // wire.DOTS_PER_MM + (place.tear_after_mm or TO_THE_CUTTER_MM)
        if place.text == "picture":
            data = wire.encode(picture, place.width_px)
        else:
            letters = Letters.of(place.text, place.code_page)
            data = native.encode(blocks, place.width_px, letters)
        return (wire.fed(data, place.tear_after_mm) if place.tear_after_mm else data), mm

    def _begin(self, job: int) -> None:
        self._begun = job
        self._mouth.say({"job": job, "state": "printing"})

    def _tell(self, job: int, result: Result, mm: int = 0) -> None:
        self._mouth.say({"job": job, "state": result.state, "detail": result.detail, "mm": mm})

    def _look(self) -> None:
        seen = self._condition()
        if seen.state in BLOCKING and seen != self._told:
            threading.Event().wait(CONFIRM_S)
            seen = self._condition()
        self._told = seen
        detail = seen.detail
        if seen.state == "ok" and not detail and self._place.text == "unaccented":
            detail = "no-marks"
        self._mouth.say({"health": {"state": seen.state, "detail": detail}})

    def _condition(self) -> Condition:
        try:
            return self._driver.condition()
        except Exception as fault:  # noqa: BLE001  a driver that fails is a device in trouble
            return Condition("error", f"driver-failed: {fault}"[:200])

    def _held_elsewhere(self) -> None:
        self._mouth.say({"health": {"state": "error", "detail": "held-elsewhere"}})


def main(argv: Sequence[str] | None = None) -> None:
    """Serves the pipes until stdin ends, then gives the job in hand its deadline."""
    place = _place(argv)
    mouth = Mouth()
    driver = driver_for(place)
    work = Work(driver, place, mouth)
    thread = threading.Thread(target=work.run, daemon=True)
    thread.start()
    for line in sys.stdin.buffer:
        _hear(json.loads(line), driver, work)
    work.tasks.put(None)
    thread.join(place.deadline_s + place.timeout_s)
    driver.close()
    os._exit(1 if thread.is_alive() else 0)  # a hung call must not keep the process


def _hear(message: Message, driver: Driver, work: Work) -> None:
    # A fault is played at once: "ok" must reach a job that stands still.
    if "fault" in message:
        try:
            driver.fault(message["fault"])
        except FaultUnknown as fault:
            print(fault, file=sys.stderr)  # noqa: T201
        message = {"probe": True}
    work.tasks.put(message)


def _place(argv: Sequence[str] | None) -> Place:
    parser = argparse.ArgumentParser(prog="python -m hardware.printer.child", description=__doc__)
    parser.add_argument("address", help="virtual, tcp://…, usb://… or serial://…")
    parser.add_argument("--name", required=True)
    parser.add_argument("--state", type=Path, required=True)
    parser.add_argument("--width-px", type=int, default=576)
    parser.add_argument("--timeout-s", type=float, default=5.0)
    parser.add_argument("--deadline-s", type=float, default=30.0)
    parser.add_argument("--completion", default="gs_r", choices=["gs_r", "gs_h", "none"])
    parser.add_argument("--mute", dest="speaks", action="store_false", help="never ask it")
    parser.add_argument("--tear-after-mm", type=int, default=0)
    parser.add_argument("--answer-s", type=float, default=0.7)
    parser.add_argument("--patience-s", type=float, default=2.0)
    parser.add_argument("--text", default="picture", choices=["picture", *TEXTS])
    parser.add_argument("--code-page", type=int, default=0)
    return Place(**vars(parser.parse_args(argv)))


if __name__ == "__main__":
    main()
