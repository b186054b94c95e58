"""One printer, one fault, three slips: what a driver claims against what lies on the paper."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from hardware.printer import blocks as b
from hardware.printer.driver import Driver, Place, Result
from hardware.printer.paper import draw
from hardware.printer.wire import encode
from tests.hardware.printer.fake_printer import FakePrinter

WIDTH = 576
LIMITS = {"timeout_s": 0.5, "deadline_s": 4.0, "answer_s": 0.4, "patience_s": 0.5}
PATIENCE_S = 5.0

MakeDriver = Callable[[Place], Driver]


def job(number: int) -> bytes:
    return encode(draw([b.number(f"A{number:03}"), b.qr(link(number))], WIDTH), WIDTH)


def link(number: int) -> str:
    return f"http://hall/t/{number}"


class Trouble(NamedTuple):
    """A row of the matrix: what happens to the printer before the second slip, and what is true."""

    fault: str
    claims: frozenset[str]
    """What may be said of the second slip while it lasts."""
    state: str
    """What the printer is said to be meanwhile; "" where nobody can know."""
    detail: str = ""
    out: bool = False
    """Somebody pulls the plug: before the slip, or in the middle of it when there is a fault."""
    limits: dict[str, float] = {}


def _row(fault: str, claims: str, state: str, detail: str = "", **more: Any) -> Trouble:
    return Trouble(fault, frozenset(claims.split()), state, detail, **more)


SHORT = {"deadline_s": 1.0}
MATRIX = {
    "well": _row("ok", "printed", "ok"),
    "no paper": _row("paper-out", "failed", "paper-out"),
    "paper ends": _row("ends-midway", "unknown", "paper-out"),
    "paper ends at the end": _row("out-midway", "unknown", "paper-out", limits=SHORT),
    "near end": _row("paper-low", "printed", "ok", "paper-low"),
    "cover": _row("cover-open", "failed", "cover-open"),
    "offline": _row("offline", "failed", "offline"),
    "cutter": _row("cutter", "failed", "error", "cutter"),
    "silent": _row("silent", "sent", "unknown"),
    "stale byte": _row("stale", "failed", "paper-out"),
    "10,000 bytes of garbage": _row("flood", "sent unknown", "unknown"),
    "status unasked": _row("chatty", "printed", "ok"),
    "reset": _row("reset", "unknown", ""),
    "stall": _row("stall", "unknown", "unknown", limits=SHORT),
    "slow drip": _row("slow", "printed", "ok"),
    "proof lost": _row("lost-proof", "unknown", "", limits=SHORT),
    "unplugged": _row("ok", "failed", "offline", out=True),
    "unplugged midway": _row("stall", "unknown", "offline", out=True, limits=SHORT),
}


@dataclass
class Story:
    """What was claimed of each slip in the end, and every way in which that was not true."""

    claims: dict[int, str] = field(default_factory=dict)
    lies: list[str] = field(default_factory=list)


class Ordeal:
    """Runs one row over one way; `story` is complete when `run` returns."""

    def __init__(self, printer: FakePrinter, make: MakeDriver, row: Trouble, state: Path) -> None:
        self.printer, self.row, self.story = printer, row, Story()
        limits = LIMITS | row.limits
        self.driver = make(Place(printer.address, "k1", state, WIDTH, **limits))  # type: ignore[arg-type]

    def run(self) -> Story:
        """A slip before the fault, one in it, one after; failed ones come again, as in a hall."""
        self._until_settled(1)
        self._break()
        second = self._print(2)
        self._expect(second.state in self.row.claims, f"in trouble slip 2 is {second}")
        self._look()
        self._mend()
        if second.state == "failed":
            self._until_settled(2)
        self._until_settled(3)
        self._expect(self.story.claims[3] == "printed", f"slip 3 is {self.story.claims[3]}")
        for code in sorted(self.printer.duplicates()):
            self.story.lies.append(f"{code} came twice")
        return self.story

    def _break(self) -> None:
        self.printer.fault = self.row.fault
        if self.row.out and self.row.fault == "ok":
            self.printer.pull_out()

    def _mend(self) -> None:
        if self.row.out:
            self.printer.put_back()
        self.printer.fault = "ok"

    def _look(self) -> None:
        if self.row.out and self.row.fault != "ok":
            self.printer.pull_out()
        seen = self.driver.condition()
        if self.row.state:
            known = (seen.state, seen.detail if seen.state == "ok" else self.row.detail)
            wanted = (self.row.state, self.row.detail)
            self._expect(known == wanted, f"the printer is said to be {seen}")

    def _until_settled(self, number: int) -> None:
        until = time.monotonic() + PATIENCE_S
        while self._print(number).state == "failed" and time.monotonic() < until:
            time.sleep(0.05)
        self._expect(self.story.claims[number] != "failed", f"slip {number} is lost")

    def _print(self, number: int) -> Result:
        begun: list[int] = []
        result = self.driver.print(number, job(number), lambda: begun.append(number))
        self.story.claims[number] = result.state
        on_paper = self.printer.codes().count(link(number))
        if result.state == "printed":
            self._expect(on_paper == 1, f"slip {number} is printed, yet on {on_paper} sheets")
        if result.state == "failed":
            self._expect(on_paper == 0, f"slip {number} failed, and lies there")
        self._expect(len(begun) == (result.state != "failed"), f"slip {number} began {begun}")
        return result

    def _expect(self, true: bool, lie: str) -> None:
        if not true:
            self.story.lies.append(lie)
