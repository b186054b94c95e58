"""`motcua run` that writes down where each press for a number waits, a line of JSON a wait.

A wait is a switch of greenlets below the view that gives numbers; TRACED names the file. With
TRACED_PLANT set, that view looks at the printer first: the control of whoever reads the trace.
"""

from __future__ import annotations

from gevent import monkey

monkey.patch_all()

import json  # noqa: E402
import os  # noqa: E402
import sys  # noqa: E402
from pathlib import Path  # noqa: E402
from types import FrameType  # noqa: E402
from typing import Any  # noqa: E402

import gevent  # noqa: E402
import greenlet  # noqa: E402

from cli import main  # noqa: E402
from hall.devices import Devices  # noqa: E402

HOUSE = Path(__file__).resolve().parent.parent
GIVES_NUMBERS = "kiosk/api.py:take"


def ours(frame: FrameType | None) -> list[str]:
    """The functions of the house on a stack, the innermost first."""
    found = []
    while frame is not None:
        place = Path(frame.f_code.co_filename)
        if place.is_relative_to(HOUSE) and ".venv" not in place.parts:
            found.append(f"{place.relative_to(HOUSE)}:{frame.f_code.co_name}")
        frame = frame.f_back
    return found


def write_down(event: str, switch: Any) -> None:
    """Called by greenlet at each switch: whoever gave way waits from now on."""
    stack = ours(switch[0].gr_frame)
    if GIVES_NUMBERS in stack:
        inner = stack[: stack.index(GIVES_NUMBERS)]
        with Path(os.environ["TRACED"]).open("a") as file:
            file.write(json.dumps(inner) + "\n")


def plant() -> None:
    """From now on a press looks at the printer before it gives a number."""
    asked = Devices.printer_for

    def printer_for(self: Devices, screen: str) -> str | None:
        self.probe()
        gevent.sleep(0.01)
        return asked(self, screen)

    Devices.printer_for = printer_for  # type: ignore[method-assign]


if __name__ == "__main__":
    if "TRACED_PLANT" in os.environ:
        plant()
    greenlet.settrace(write_down)
    sys.exit(main())
