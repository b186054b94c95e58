"""A pad's thread without its child, and the things that are plugged into it: a FIFO, a pty."""

from __future__ import annotations

import os
import tty
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from hardware.health import Condition
from hardware.keypads.over_input import EV_KEY, EV_SYN, EVENT, SYN_REPORT, InputPad
from hardware.keypads.pad import Pad
from hardware.peripherals.driver import Driver, Port
from tests.at_work import wait_until
from tests.hardware.turns import Turns

ENTER, PLUS, MINUS = 96, 78, 74
NUMBERS = {str(ENTER): "next", str(PLUS): "recall", str(MINUS): "miss"}


class Press(NamedTuple):
    pad: str
    key: str
    press: str


class Listening(Turns):
    """What the hall hears of one driver, whose turns run until the block ends."""

    def __init__(self, make: Callable[[Any], Driver]) -> None:
        super().__init__()
        self.presses: list[Press] = []
        self.conditions: list[Condition] = []
        self.driver = make(self)

    # --- hardware.peripherals.driver.Hall ---

    def health(self, device: str, condition: Condition) -> None:
        if not self.conditions or self.conditions[-1] != condition:
            self.conditions.append(condition)

    def key(self, pad: str, key: str, press: str) -> None:
        self.presses.append(Press(pad, key, press))

    def played(self, sound: int, outcome: str) -> None:
        raise AssertionError("a pad plays nothing")

    # --- what a test asks ---

    def keys(self) -> list[str]:
        """The keys of the presses, each press once, in order."""
        return list({press.press: press.key for press in self.presses}.values())

    def until(self, state: str, detail: str | None = None) -> None:
        wait_until(lambda: self._is(state, detail), 5, f"the pad is {state} {detail or ''}")

    def until_pressed(self, *keys: str) -> None:
        wait_until(lambda: self.keys() == [*keys], 5, f"{keys}, not {self.keys()}")

    def _is(self, state: str, detail: str | None) -> bool:
        now = self.conditions[-1] if self.conditions else Condition("", "")
        return now.state == state and detail in (None, now.detail)


def port(address: str, **options: Any) -> Port:
    return Port("pad-1", "keypad", address, options, Path("/nowhere"))


class Board:
    """A key board that speaks as Linux does: events into a FIFO that stands for /dev/input."""

    def __init__(self, path: Path) -> None:
        self.path = path
        os.mkfifo(path)
        self._fd: int | None = None

    def plug(self) -> None:
        """From now on whoever opens the path finds somebody at the other end."""
        self._fd = os.open(self.path, os.O_RDWR)

    def unplug(self) -> None:
        assert self._fd is not None
        os.close(self._fd)
        self._fd = None

    def send(self, *events: tuple[int, int, int]) -> None:
        """Events (type, code, value), as one report."""
        assert self._fd is not None
        data = [
            EVENT.pack(1_795_000_000, 0, *event) for event in (*events, (EV_SYN, SYN_REPORT, 0))
        ]
        os.write(self._fd, b"".join(data))

    def press(self, code: int) -> None:
        self.send((EV_KEY, code, 1))
        self.send((EV_KEY, code, 0))

    def opened(self, path: str) -> int:
        """The seam: a FIFO cannot be grabbed, and is away when nobody holds its other end."""
        if self._fd is None:
            raise FileNotFoundError(2, "unplugged", path)
        return os.open(path, os.O_RDONLY | os.O_NONBLOCK)

    def pad(self, hall: Any) -> Pad:
        return InputPad(port(f"evdev://{self.path}", keys=NUMBERS), hall, self.opened)


class Line:
    """A pty behind a name that can be pulled out and put back, as udev's links are."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._ends: tuple[int, int] | None = None

    def plug(self) -> None:
        ours, theirs = os.openpty()
        tty.setraw(theirs)
        self._ends = (ours, theirs)
        self.path.symlink_to(os.ttyname(theirs))

    def unplug(self) -> None:
        assert self._ends
        self.path.unlink()
        for end in self._ends:
            os.close(end)
        self._ends = None

    def send(self, data: bytes) -> None:
        assert self._ends
        os.write(self._ends[0], data)
