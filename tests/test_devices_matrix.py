"""A whole hall with one printer in every trouble, over every way: its words, and no slip lost.

And a trace of where the press for a number waits: for the disk, and never for a device.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.config_text import changed, shipped
from tests.hall import Hall, wait_until
from tests.hardware.printer.fake_printer import FakePrinter
from tests.watching import Screen

QUICK_S = 2
NAME = "may-in-1"
NewHall = Callable[..., Hall]


class Trouble(NamedTuple):
    """What is wrong, what the kiosk and the staff are told, and what becomes of a slip then."""

    fault: str
    state: str
    vi: str
    en: str
    blocks: bool = True
    becomes: str = "queued"


UNPLUGGED = "unplugged"
TROUBLES = [
    Trouble("paper-out", "paper-out", "hết giấy", "out of paper"),
    Trouble("cover-open", "cover-open", "Nắp", "cover"),
    Trouble("offline", "offline", "nguồn", "power"),
    Trouble("cutter", "error", "Dao cắt", "cutter"),
    Trouble(UNPLUGGED, "offline", "nguồn", "power"),
    Trouble("paper-low", "ok", "sắp hết", "nearly", blocks=False, becomes="printed"),
    Trouble("silent", "unknown", "nhìn xem", "look", blocks=False, becomes="sent"),
    Trouble("ends-midway", "paper-out", "hết giấy", "out of paper", becomes="unknown"),
]


class Watched:
    """The hall with this printer alone, and what its people see."""

    def __init__(self, hall: Hall, printer: FakePrinter) -> None:
        self.hall, self.printer = hall, printer
        self.kiosk: Screen = hall.screen("kiosk", "kiosk")
        self.stats: Screen = hall.screen("stats", "supervisor")

    def take(self) -> dict[str, Any]:
        """A number with a slip; whatever the printer does, the answer comes at once."""
        begun = time.monotonic()
        taken = self.hall.take("A", print=True)
        assert time.monotonic() - begun < QUICK_S
        assert taken["print"] == {"state": "queued"}
        return taken

    def look(self) -> None:
        self.hall.at_the_back_door("probe")

    def until_told(self, state: str, vi: str) -> dict[str, Any]:
        """The supervisor's live page says so, with what to do."""

        def told() -> dict[str, Any] | None:
            rows = self.stats.state.get("devices", [])  # until the page has its first state
            return next((row for row in rows if is_told(row)), None)

        def is_told(row: dict[str, Any]) -> bool:
            said: str = row["todo"]["vi"]
            right = vi in said if vi else not said
            return row["name"] == NAME and row["state"] == state and right

        return wait_until(told, 15, f"the staff hear of {state}: {vi}", every=0.05)

    def until_slip(self, taken: dict[str, Any], *states: str) -> str:
        def settled() -> str | None:
            state = str(self.hall.ticket(taken["id"])["print"]["state"])
            return state if state in states else None

        return wait_until(settled, 20, f"{taken['number']} is {states}", every=0.05)


@pytest.mark.parametrize("way", ["tcp", "serial", "usb"])
def test_in_every_trouble_the_words_are_right_and_no_slip_is_lost(
    new_hall: NewHall, way: str
) -> None:
    with FakePrinter(way=way) as printer:
        text = changed(shipped(), "[[printers]]", "driver", printer.address)
        text = changed(text, "[[printers]]", "timeout_s", 1)
        hall = Watched(new_hall(changed(text, "[[printers]]", "deadline_s", 4)), printer)
        hall.until_told("ok", "")
        slips = [go_through(hall, trouble) for trouble in TROUBLES]
        on_paper = Counter(printer.codes())
    assert [state for _, state in slips] == [
        trouble.becomes if trouble.becomes != "queued" else "printed" for trouble in TROUBLES
    ]
    for link, state in slips:
        # A slip that ran out of paper comes out when there is some; nobody prints it again.
        assert on_paper[link] == 1 if state != "unknown" else on_paper[link] <= 1
    hall.hall.verify()


def go_through(hall: Watched, trouble: Trouble) -> tuple[str, str]:
    """The trouble begins, is told, and ends; the link on the slip taken in it, and its state."""
    midway = trouble.fault == "ends-midway"
    if trouble.fault == UNPLUGGED:
        hall.printer.pull_out()
    else:
        hall.printer.fault = trouble.fault
    if not midway:
        hall.look()
        told(hall, trouble)
    taken = hall.take()
    hall.until_slip(taken, trouble.becomes)
    if midway:
        told(hall, trouble)
    if trouble.fault == UNPLUGGED:
        hall.printer.put_back()
    hall.printer.fault = "ok"
    hall.look()
    hall.until_told("ok", "")
    paper = {"ok": True, "trouble": None}
    wait_until(
        lambda: hall.kiosk.state.get("paper") == paper, 10, "the kiosk hears that it is well"
    )
    final = "printed" if trouble.becomes == "queued" else trouble.becomes
    return taken["track_url"], hall.until_slip(taken, final)


def told(hall: Watched, trouble: Trouble) -> None:
    row = hall.until_told(trouble.state, trouble.vi)
    assert trouble.en in row["todo"]["en"]
    paper = {"ok": not trouble.blocks, "trouble": trouble.state if trouble.blocks else None}
    wait_until(lambda: hall.kiosk.state.get("paper") == paper, 10, f"the kiosk says {paper}")


# -- a trace


class TracedHall(Hall):
    """`motcua run`, which writes down where each press for a number waits."""

    def _command(self, *arguments: str) -> list[str]:
        return ["tests.traced" if word == "cli" else word for word in super()._command(*arguments)]


def waits(home: Path, *faults: str, **plant: str) -> list[list[str]]:
    """Where two presses in each fault waited: our functions below the view, innermost first."""
    trace = home / "trace"
    with FakePrinter() as printer:
        text = changed(shipped(), "[[printers]]", "driver", printer.address)
        hall = TracedHall(home, text, None, TRACED=str(trace), **plant)
        try:
            hall.start()
            for fault in faults:
                printer.fault = fault
                hall.take("A", print=True)
                hall.take("A", print=True)
        finally:
            hall.end()
    return [json.loads(line) for line in trace.read_text().splitlines()]


def test_giving_a_number_waits_for_the_writer_and_for_no_device(tmp_path: Path) -> None:
    seen = waits(tmp_path, "ok", "paper-out", "flood", "silent", "stall")
    places = Counter(stack[0] for stack in seen)
    assert places["db/door.py:do"] == 10
    # Else for the rest of the press itself, when its body comes after its head.
    assert set(places) <= {"db/door.py:do", "web/api.py:body"}


def test_control_a_press_that_looks_at_the_printer_is_in_the_trace(tmp_path: Path) -> None:
    seen = waits(tmp_path, "ok", TRACED_PLANT="1")
    assert "tests/traced.py:printer_for" in {stack[0] for stack in seen}
