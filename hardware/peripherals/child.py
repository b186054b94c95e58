"""The process that owns every device but printers: a thread for each port.

In:  {"ports": [{"name", "kind", "address", "options", "devices"}]} first, and again for a port that
     is let in later; {"order": {…}, "port": name}; {"fault": name, "device": d}; {"probe": true};
     the end of the pipe ends the process.
Out: {"health": {"device", "state", "detail"}} when it changes, and now and then while it does not;
     {"key": {"pad", "key", "press"}}; {"played": {"sound", "outcome"}};
     {"beat": {port: seconds its turn has lasted}} each second, and at once when one hangs.

It must import neither gevent nor the server: a driver that hangs here is killed from there.
Started as `python -m hardware.peripherals.child --state DIR`.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import threading
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from hardware.health import Condition
from hardware.mouth import Message, Mouth, ParentGone
from hardware.peripherals.driver import TURN_S, Port
from hardware.peripherals.line import Line

LOOK_S = 0.25
BEAT_S = 1.0
SEEN_S = 10.0
"""How old the word of a device that goes on as it was may become."""

END_S = 2.0


class Telling:
    """What the drivers tell the hall; from any thread."""

    def __init__(self, mouth: Mouth) -> None:
        self._mouth = mouth
        self._told: dict[str, tuple[Condition, float]] = {}

    def health(self, device: str, condition: Condition) -> None:
        """Told onwards when it changes, and every SEEN_S so that `last seen` is true."""
        before, at = self._told.get(device, (None, 0.0))
        now = time.monotonic()
        if condition != before or now - at > SEEN_S:
            self._told[device] = (condition, now)
            state, detail = condition.state, condition.detail
            self._mouth.say({"health": {"device": device, "state": state, "detail": detail}})

    def ask(self, device: str) -> None:
        """The next word of this device is told onwards, even if it is as before."""
        self._told.pop(device, None)

    def key(self, pad: str, key: str, press: str) -> None:
        """A press is told each time it is said; the hall knows it again by its name."""
        self._mouth.say({"key": {"pad": pad, "key": key, "press": press}})

    def played(self, sound: int, outcome: str) -> None:
        """What became of a sound."""
        self._mouth.say({"played": {"sound": sound, "outcome": outcome}})


class Child:
    """Every port of this process, what the hall says to them, and their beat."""

    def __init__(self, state: Path, mouth: Mouth) -> None:
        self._state, self._mouth = state, mouth
        self._telling = Telling(mouth)
        self._lines: dict[str, Line] = {}
        self.ended = threading.Event()

    def listen(self, lines: Iterable[bytes]) -> None:
        """Takes what the hall says, until it says no more."""
        try:
            for line in lines:
                self._hear(json.loads(line))
        finally:
            self.ended.set()

    def beat(self) -> None:
        """Says each second how long every turn has lasted, until the hall has gone."""
        next_beat, before = 0.0, time.monotonic()
        while not self.ended.wait(LOOK_S):
            now = time.monotonic()
            # A machine that slept, or had no time for us, is no driver that hangs.
            step, before = min(now - before, 2 * LOOK_S), now
            lasted = {name: line.lasted(step) for name, line in list(self._lines.items())}
            if now >= next_beat or any(seconds > TURN_S for seconds in lasted.values()):
                self._mouth.say({"beat": {name: round(s, 2) for name, s in lasted.items()}})
                next_beat = now + BEAT_S

    def close(self) -> None:
        """Ends every port's thread, those that can be ended."""
        until = time.monotonic() + END_S
        for line in self._lines.values():
            line.end()
        for line in self._lines.values():
            line.join(max(0.0, until - time.monotonic()))

    def _hear(self, message: Message) -> None:
        if "ports" in message:
            for values in message["ports"]:
                if values["name"] not in self._lines:
                    self._open(values)
        elif "order" in message:
            if message["port"] in self._lines:
                # Whoever tries a board wants to know that it took this, not what it took before.
                self._telling.ask(message["order"].get("board", ""))
                self._lines[message["port"]].order(message["order"])
        elif "fault" in message:
            for line in self._lines.values():
                if message["device"] in line.devices:
                    line.fault(message["device"], message["fault"])
        else:
            for line in self._lines.values():
                line.try_now()

    def _open(self, values: Message) -> None:
        values |= {"devices": tuple(values["devices"]), "state": self._state}
        line = Line(Port(**values), self._telling)
        self._lines[line.name] = line
        line.start()


def main(argv: Sequence[str] | None = None) -> None:
    """Serves the pipes until stdin ends; a hung call does not keep the process."""
    parser = argparse.ArgumentParser(prog="python -m hardware.peripherals.child")
    parser.add_argument("--state", type=Path, required=True)
    child = Child(parser.parse_args(argv).state, Mouth())
    threading.Thread(target=child.listen, args=[sys.stdin.buffer], daemon=True).start()
    try:
        child.beat()
        child.close()
    except ParentGone:
        pass
    os._exit(0)


if __name__ == "__main__":
    main()
