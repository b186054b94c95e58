"""A line that can be pulled out: a pty behind a name that stays, and a bus at work on it."""

from __future__ import annotations

import contextlib
import os
import select
import threading
import tty
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Self

from config import Panel
from config.boards import shipped_panels
from hardware.boards import bus
from hardware.health import Condition
from hardware.peripherals.driver import Driver, Port
from tests.at_work import wait_until
from tests.hardware.turns import Turns

Hear = Callable[[bytes], bytes]


class Line:
    """A serial line at `folder/line`; what comes out of it is heard by `hear`, which may answer."""

    def __init__(self, folder: Path, hear: Hear) -> None:
        self.path = folder / "line"
        self._hear = hear
        self._master = -1
        self._over = threading.Event()
        self._thread: threading.Thread | None = None

    def plug(self) -> Self:
        """A new port under the old name, as udev gives a converter that comes back."""
        self._master, slave = os.openpty()
        tty.setraw(slave)
        named = self.path.with_suffix(".new")
        named.symlink_to(os.ttyname(slave))
        named.replace(self.path)
        os.close(slave)
        self._over.clear()
        self._thread = threading.Thread(target=self._serve, args=[self._master], daemon=True)
        self._thread.start()
        return self

    def unplug(self) -> None:
        """The port goes, and its name with it."""
        self.path.unlink(missing_ok=True)
        self._over.set()
        if self._thread:
            self._thread.join(5)
            os.close(self._master)
            self._thread = None

    def _serve(self, master: int) -> None:
        while not self._over.is_set():
            if select.select([master], [], [], 0.02)[0]:
                # EIO while nobody has the other end open.
                with contextlib.suppress(OSError):
                    if answer := self._hear(os.read(master, 4096)):
                        os.write(master, answer)


class AtWork(Turns):
    """A bus whose turns run until the block ends, and what it tells the hall."""

    def __init__(self, driver: Callable[[AtWork], Driver]) -> None:
        super().__init__()
        self.told: dict[str, list[Condition]] = defaultdict(list)
        self.driver = driver(self)

    def show(self, board: str, text: str) -> None:
        self.driver.order({"board": board, "text": text})

    def until(self, board: str, state: str, patience: float = 10) -> Condition:
        wait_until(lambda: self._now(board) == state, patience, f"{board} is {state}")
        return self.told[board][-1]

    def _now(self, board: str) -> str:
        return self.told[board][-1].state if self.told[board] else ""

    # --- hardware.peripherals.driver.Hall ---

    def health(self, device: str, condition: Condition) -> None:
        if not self.told[device] or self.told[device][-1] != condition:
            self.told[device].append(condition)

    def key(self, pad: str, key: str, press: str) -> None:
        raise AssertionError("a board has no keys")

    def played(self, sound: int, outcome: str) -> None:
        raise AssertionError("a board plays nothing")


def boards(panel: str | Panel, *addresses: int) -> list[dict[str, Any]]:
    """Boards named b1, b2 … after their addresses, all of one kind."""
    kind = shipped_panels()[panel] if isinstance(panel, str) else panel
    return [{"name": f"b{n}", "address": n, "panel": kind.plain()} for n in addresses]


def port(address: str, state: Path, hung: list[dict[str, Any]], **options: Any) -> Port:
    """A port with boards on it, as the hall's settings say it."""
    said: Mapping[str, Any] = {
        "baud": 115200, "form": "8N1", "refresh_s": 600, "answer_ms": 100, "boards": hung,
    } | options  # fmt: skip
    return Port("bus", "board-bus", address, said, state, tuple(one["name"] for one in hung))


def at_work(address: str, state: Path, hung: list[dict[str, Any]], **options: Any) -> AtWork:
    """A bus of these boards at work."""
    return AtWork(lambda hall: bus.driver(port(address, state, hung, **options), hall))
