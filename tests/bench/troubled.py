"""Giving numbers while the printer is in trouble, against the same hall while it is well."""

from __future__ import annotations

import socket
import time
from pathlib import Path
from statistics import median

import apsw

from tests.bench.figures import Pairs, say
from tests.bench.issuing import takes
from tests.bench.load import Line, Make
from tests.bench.printer import Apart, printer
from tests.bench.servers import hall
from tests.config_text import changed, shipped

FAULTS = ("paper-out", "stall", "silent", "flood", "slow", "unplugged")
ROUNDS, PRESSES = 5, 15
APART_S = 0.05
"""Between presses: a printer that is well has printed the slip before."""

SETTLE_S = 60.0
_WAITING = "SELECT count(*) FROM print_job WHERE state IN ('queued', 'printing')"


def troubled(state: Path) -> list[bool]:
    """The median press with its slip, in each fault, at most 1.3 times the quiet one."""
    with printer() as paper:
        text = changed(shipped(), "[[printers]]", "driver", paper.address)
        text = changed(text, "[[printers]]", "timeout_s", 1)
        text = changed(text, "[[printers]]", "deadline_s", 2)
        with hall(state, config=text) as server:
            line, press = Line(server.port), takes(server.token("kiosk"), paper=True)
            _presses_ms(line, press)
            found = [
                _pair(state, paper, line, press, fault) for _ in range(ROUNDS) for fault in FAULTS
            ]
            line.sock.close()
    return [
        say(f"press with a slip, printer {fault}: p50 / the same, printer well", "ms",
            _medians(found[place :: len(FAULTS)]), 1.3)
        for place, fault in enumerate(FAULTS)
    ]  # fmt: skip


def _medians(stretches: list[tuple[list[float], list[float]]]) -> Pairs:
    # Of all presses at once: a stretch is too short to have a ratio of its own.
    troubled, quiet = (
        [ms for some in kind for ms in some] for kind in zip(*stretches, strict=True)
    )
    return [(median(troubled), median(quiet))]


def _pair(
    state: Path, paper: Apart, line: Line, press: Make, fault: str
) -> tuple[list[float], list[float]]:
    _settled(state)
    quiet = _presses_ms(line, press)
    paper.play(fault)
    try:
        return _presses_ms(line, press), quiet
    finally:
        paper.play("ok")
        _look(state)


def _presses_ms(line: Line, press: Make) -> list[float]:
    times = []
    for _ in range(PRESSES):
        time.sleep(APART_S)
        begun = time.perf_counter()
        line.ask(press())
        times.append((time.perf_counter() - begun) * 1000)
    return times


def _look(state: Path) -> None:
    """By the hall's back door: the printer is looked at now, not in 3 s."""
    with socket.socket(socket.AF_UNIX) as door, door.makefile("rw") as lines:
        door.connect(str(state / "control.sock"))
        lines.write('{"do": "probe"}\n')
        lines.flush()
        lines.readline()


def _settled(state: Path) -> None:
    """Until no slip is on its way: a backlog that is printed is not quiet."""
    until = time.monotonic() + SETTLE_S
    db = apsw.Connection(str(state / "motcua.db"), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        while db.execute(_WAITING).fetchone() != (0,):
            assert time.monotonic() < until, "slips are stuck"
            time.sleep(0.2)
    finally:
        db.close()
