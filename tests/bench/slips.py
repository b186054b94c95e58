"""One press on the way to its paper: each step alone, and the whole way against their sum."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import NamedTuple

from hardware.printer.blocks import Block
from hardware.printer.driver import Driver, Place, driver_for
from hardware.printer.paper import draw
from hardware.printer.wire import encode
from kiosk.slip import slip_blocks
from tests.bench.ear import Ear
from tests.bench.figures import say
from tests.bench.issuing import SERVICES, takes
from tests.bench.load import Line
from tests.bench.servers import Started, hall
from tests.config_text import changed, shipped
from tests.kiosk.test_slip import PLAIN
from tests.tickets.core import Core
from tickets import printing
from tickets import taking as giving

PRESSES, WIDTH = 30, 576
APART_S = 0.25
"""Between presses, as between people: the slip before is proved and written down."""


class Steps(NamedTuple):
    """Milliseconds of each step, done alone."""

    number: float
    marking: float
    drawing: float
    encoding: float
    first_byte: float
    last_byte: float
    """After the first."""


def slips(state: Path) -> list[bool]:
    """From the press to the first byte at the printer: at most half as much again as its parts."""
    with Ear() as ear, Ear() as other, Core(state.with_name("core")) as core:
        text = changed(shipped(), "[[printers]]", "driver", ear.address)
        with hall(state, config=text) as server:
            whole, alone = _measured(server, ear, _Alone(server, other, core))
    return _figures(whole, alone)


def _measured(
    server: Started, ear: Ear, alone: _Alone
) -> tuple[list[tuple[float, float]], list[Steps]]:
    press, line = takes(server.token("kiosk"), paper=True), Line(server.port)
    for _ in SERVICES:  # the child has its fonts, and has written each name once
        line.ask(press())
        ear.next()
    alone.steps()
    whole, steps = [], []
    for _ in range(PRESSES):
        time.sleep(APART_S)
        line.ask(press())
        first, last = ear.next()
        whole.append(((first - line.sent) * 1000, (last - line.sent) * 1000))
        time.sleep(APART_S)
        steps.append(alone.steps())
    return whole, steps


class _Alone:
    """Each step by itself, while the hall rests."""

    def __init__(self, server: Started, ear: Ear, core: Core) -> None:
        self._ear, self._core = ear, core
        self._press, self._line = takes(server.token("kiosk")), Line(server.port)
        self._driver: Driver = driver_for(Place(ear.address, "alone", core.state, WIDTH))
        self._jobs = 0

    def steps(self) -> Steps:
        """All of them, once."""
        blocks: list[Block] = slip_blocks(PLAIN)
        picture = draw(blocks, WIDTH)
        return Steps(
            _ms(lambda: self._line.ask(self._press())),
            self._marking(),
            _ms(lambda: draw(blocks, WIDTH)),
            _ms(lambda: encode(picture, WIDTH)),
            *self._bytes(encode(picture, WIDTH)),
        )

    def _marking(self) -> float:
        core = self._core
        core.told(lambda tx: giving.take(tx, "khai-sinh", None, "vi", "p", "bench"))
        return _ms(lambda: core.told(lambda tx: printing.claim(tx, "p", ready=True)))

    def _bytes(self, job: bytes) -> tuple[float, float]:
        self._jobs += 1
        begun = time.perf_counter()
        self._driver.print(self._jobs, job, lambda: None)
        first, last = self._ear.next()
        return (first - begun) * 1000, (last - first) * 1000


def _ms(step: Callable[[], object]) -> float:
    begun = time.perf_counter()
    step()
    return (time.perf_counter() - begun) * 1000


def _figures(whole: list[tuple[float, float]], alone: list[Steps]) -> list[bool]:
    before = [sum(steps) - steps.last_byte for steps in alone]
    firsts = [(first, parts) for (first, _), parts in zip(whole, before, strict=True)]
    lasts = [(last, sum(steps)) for (_, last), steps in zip(whole, alone, strict=True)]
    # Beside each step the whole way: how much of it the step would be.
    way = median(last for last, _ in lasts)
    parts = [
        say(f"a slip, alone: {name.replace('_', ' ')}", "ms", [(steps[at], way) for steps in alone])
        for at, name in enumerate(Steps._fields)
    ]
    return [
        *parts,
        say("a press to the first byte at the printer / its steps alone", "ms", firsts, 1.5),
        say("a press to the last byte / its steps alone", "ms", lasts),
    ]
