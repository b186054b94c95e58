"""Boards without hardware: what each shows now stands in a file, and they break when told to.

`STATE/boards/BUS.json` is {"boards": {name: {"rows": ["A012", ""], "at": Unix seconds}}}: written
whole after each change. A board that is told to play

- "offline" answers nothing and keeps what it shows;
- "refuse" answers that it will not;
- "power-cut" goes dark until it is told again what to show;
- "hang" never comes back from a call, as a driver does that waits for ever;
- "unplugged" takes the whole line with it;

does so until it is told "ok".
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hardware.boards.cable import Cable, Gone, NoAnswer, NotTaken
from hardware.boards.letters import Shown
from hardware.boards.panel import Panel
from hardware.boards.units import Unit
from hardware.errors import FaultUnknown

FAULTS = ("offline", "refuse", "power-cut", "hang", "unplugged", "ok")


class VirtualCable(Cable):
    """A line that is always there, until it is pulled out."""

    def __init__(self, folder: Path, name: str) -> None:
        super().__init__("virtual", 9600, "8N1")
        self._file = folder / "boards" / f"{name}.json"
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._boards: dict[str, dict[str, Any]] = {}
        self._turn = threading.Lock()
        self._there = threading.Event()
        self._there.set()
        self._keep()

    def open(self) -> None:
        if not self._there.is_set():
            raise Gone("unplugged")

    def look(self) -> None:
        self.open()

    def light(self, board: str, rows: tuple[str, str]) -> None:
        """What this board shows from now on."""
        self.open()
        with self._turn:
            self._boards[board] = {"rows": list(rows), "at": round(time.time(), 3)}
            self._keep()

    def plug(self, *, there: bool) -> None:
        """Pulls the line out, or puts it back."""
        (self._there.set if there else self._there.clear)()

    def _keep(self) -> None:
        partial = self._file.with_suffix(".part")
        text = json.dumps({"boards": self._boards}, ensure_ascii=False, indent=1)
        partial.write_text(text + "\n", "utf-8")
        partial.replace(self._file)


class VirtualUnit(Unit):
    """A board in a file."""

    def __init__(self, name: str, address: int, panel: Panel, cable: VirtualCable) -> None:
        super().__init__(name, address, panel)
        self._cable = cable
        self._fault = "ok"
        self._changed = threading.Condition()

    @property
    def answers(self) -> bool:
        return True

    def show(self, shown: Shown) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._fault != "hang")
        self._cable.open()
        if self._fault == "offline":
            raise NoAnswer("no-answer")
        if self._fault == "refuse":
            raise NotTaken("refuses")
        self._cable.light(self.name, shown.rows)

    def fault(self, name: str) -> None:
        """Plays a fault from now on; FaultUnknown."""
        if name not in FAULTS:
            raise FaultUnknown(f"{name}: known are {', '.join(FAULTS)}")
        self._cable.plug(there=name != "unplugged")
        if name == "power-cut":
            self._cable.light(self.name, ("", ""))
            name = "ok"
        with self._changed:
            self._fault = name
            self._changed.notify_all()


def unit_for(values: Mapping[str, Any], cable: VirtualCable) -> VirtualUnit:
    """The board of one {"name", "address", "panel": {…}}."""
    panel = Panel(**values["panel"])
    return VirtualUnit(values["name"], values["address"], panel, cable)
