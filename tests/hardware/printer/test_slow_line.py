"""A slip over a line that takes longer for it than an answer may: all of it, and the truth."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from hardware.printer.delivery import RealPrinter
from hardware.printer.driver import Place, Result
from hardware.printer.native import Letters, encode
from hardware.printer.paper import draw
from hardware.printer.wire import STRIP_BYTES
from hardware.printer.wire import encode as encode_picture
from kiosk.slip import slip_blocks
from tests.hardware.printer.slow_line import SlowLine
from tests.kiosk.test_slip import PLAIN

# Ten times the pace of 9600 baud, and a tenth of each patience: the same in a tenth of the time.
PACE = 9_600
DEADLINE_S, ANSWER_S, PATIENCE_S = 3.0, 0.07, 0.2
SLIP = encode(slip_blocks(PLAIN), 576, Letters.of("tcvn3", 0))


def printed(
    line: SlowLine, slips: int, *, speaks: bool, completion: str, slip: bytes = SLIP
) -> list[Result]:
    place = Place(
        "serial:///dev/x", "k1", Path(), speaks=speaks, completion=completion,
        deadline_s=DEADLINE_S, answer_s=ANSWER_S, patience_s=PATIENCE_S,
    )  # fmt: skip
    printer = RealPrinter(place, line.opened, keeps=True)
    return [printer.print(job, slip, lambda: None) for job in range(slips)]


@pytest.mark.parametrize(
    ("speaks", "completion", "state"),
    [(True, "gs_r", "printed"), (True, "none", "sent"), (False, "none", "sent")],
)
def test_each_slip_arrives_whole_and_is_called_what_it_is(
    speaks: bool, completion: str, state: str
) -> None:
    line = SlowLine(PACE, speaks=speaks, proves=completion == "gs_r")
    results = printed(line, 3, speaks=speaks, completion=completion)
    assert [result.state for result in results] == [state] * 3
    assert line.arrived.count(SLIP) == 3
    assert len(SLIP) / PACE > PATIENCE_S


def test_a_picture_is_asked_about_on_its_way_and_proved() -> None:
    picture = encode_picture(draw(slip_blocks(PLAIN), 576), 576)
    line = SlowLine(2 * PACE, speaks=True, proves=True)
    results = printed(line, 2, speaks=True, completion="gs_r", slip=picture)
    assert [result.state for result in results] == ["printed", "printed"]
    asked = line.arrived[line.arrived.index(b"\x1b@") :].count(b"\x10\x04\x02")
    assert asked > len(picture) // 4096


def test_a_printer_that_takes_no_more_is_not_waited_for_until_the_end() -> None:
    line = SlowLine(PACE, speaks=False, proves=False, stuck=STRIP_BYTES + len(SLIP) // 2)
    begun = time.monotonic()
    [result] = printed(line, 1, speaks=False, completion="none")
    assert result == Result("unknown", "not all of it has left")
    assert time.monotonic() - begun < STRIP_BYTES / PACE + DEADLINE_S / 2
    assert SLIP not in line.arrived
