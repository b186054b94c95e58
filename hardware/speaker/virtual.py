"""A speaker without sound: it takes as long as the sound would, and writes down what it played.

Each line of STATE/speaker/played.jsonl is {"sound", "path", "began", "ended", "outcome"}, times in
Unix seconds; it breaks when told to.
"""

from __future__ import annotations

import json
import time
from pathlib import Path

from hardware.errors import FaultUnknown
from hardware.health import Condition
from hardware.peripherals.driver import Hall, Port
from hardware.speaker.base import WELL, Speaker, length

FAULTS = ("ok", "offline", "error", "stall", "reset")


class VirtualSpeaker(Speaker):
    """`stall` never comes to the end of a sound; `reset` breaks off the one that is played."""

    def __init__(self, port: Port, hall: Hall) -> None:
        super().__init__(port, hall)
        self._file = port.state / "speaker" / "played.jsonl"
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._fault = "ok"
        self._began = self._ends = 0.0

    def begin(self, path: Path) -> None:
        self._began = time.time()
        self._ends = time.monotonic() + length(path)

    def wait(self, seconds: float) -> Condition | None:
        if self._fault in ("offline", "error", "reset"):
            return self._broken()
        left = seconds if self._fault == "stall" else self._ends - time.monotonic()
        time.sleep(max(0.0, min(left, seconds)))
        return WELL if left < seconds else None

    def stop(self) -> None:
        """What never sounded needs no breaking off."""

    def look(self) -> Condition:
        if self._fault == "reset":
            self._fault = "ok"
        return WELL if self._fault in ("ok", "stall") else self._broken()

    def fault(self, device: str, name: str) -> None:
        if name not in FAULTS:
            raise FaultUnknown(f"{name}: known are {', '.join(FAULTS)}")
        self._fault = name
        self._next_look = 0.0

    def _broken(self) -> Condition:
        state = "offline" if self._fault == "offline" else "error"
        return Condition(state, f"virtual-{self._fault}")

    def _ended(self, outcome: str, condition: Condition | None = None) -> None:
        assert self._now
        line = {"sound": self._now["sound"], "path": self._now["path"], "began": self._began}
        with self._file.open("a", encoding="utf-8") as file:
            file.write(json.dumps({**line, "ended": time.time(), "outcome": outcome}) + "\n")
        super()._ended(outcome, condition)
