"""A hall in miniature: every peripheral and one printer, driven by lines on stdin.

Run as a program, because gevent must be patched in before anything else and pytest must not be.
In:  {"order": …, "port": …} {"fault": …, "device": …} {"probe": true} {"print": job}
     {"kill": signal number} {"no_process": times} {"close": seconds}
Out: {"health": [device, state, detail]} {"key": […]} {"played": […]} {"result": [job, state, …]}
     {"born": pid}; at the end {"closed": seconds, "worst_lag": seconds}.
"""

from __future__ import annotations

from gevent import monkey

monkey.patch_all()

import json  # noqa: E402
import logging  # noqa: E402
import os  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

from hardware import upkeep  # noqa: E402
from hardware.health import Health  # noqa: E402
from hardware.peripherals import parent, strikes  # noqa: E402
from hardware.peripherals.driver import Port  # noqa: E402
from hardware.peripherals.parent import Peripherals  # noqa: E402
from hardware.printer import blocks as b  # noqa: E402
from hardware.printer.driver import Place  # noqa: E402
from hardware.printer.parent import Printer  # noqa: E402
from hardware.spawn import ChildProcess  # noqa: E402
from tests.hardware.on_the_hub import listen, say  # noqa: E402


class Odd(Peripherals):
    """The real ones, with odd drivers."""

    module = "tests.hardware.peripherals.odd_child"

    def _born(self) -> None:
        super()._born()
        child = self._upkeep.child
        say({"born": child and child.pid})


class Failing:
    """So many times no process can be had, then one can."""

    def __init__(self, times: int) -> None:
        self._left = times

    def __call__(self, argv: list[str], env: dict[str, str]) -> ChildProcess:
        if self._left:
            self._left -= 1
            raise BlockingIOError("no process to be had")
        return ChildProcess(argv, env)


class Rig:
    def __init__(self, state: Path, ports: list[dict[str, Any]], printer: str) -> None:
        self.them = Odd(state, self.health, self.key, self.played)
        self.them.start([Port(state=state, **values) for values in ports])
        self.printer = Printer(Place(printer, "k1", state, 576), self.result, lambda *_: None)
        self.printer.start()

    def health(self, device: str, health: Health) -> None:
        say({"health": [device, health.state, health.detail]})

    def key(self, *pressed: str) -> None:
        say({"key": pressed})

    def played(self, *sound: Any) -> None:
        say({"played": sound})

    def result(self, *facts: Any) -> None:
        say({"result": facts})

    def hear(self, message: dict[str, Any]) -> bool:
        match message:
            case {"order": order, "port": port}:
                self.them.order(port, order)
            case {"fault": fault, "device": device}:
                self.them.fault(device, fault)
            case {"probe": _}:
                self.them.probe()
            case {"print": job}:
                self.printer.submit(job, [b.number(f"A{job:03}"), b.qr(f"http://hall/t/{job}")])
            case {"no_process": times}:
                upkeep.ChildProcess = Failing(times)  # type: ignore[attr-defined,assignment]
            case {"kill": number}:
                child = self.them._upkeep.child
                if child is not None:
                    os.kill(child.pid, number)
            case {"close": seconds}:
                began = time.monotonic()
                self.them.close(seconds)
                say({"closed": time.monotonic() - began})
                self.printer.close(seconds)
                return False
        return True


def main() -> None:
    state, ports, printer, out_s, turn_s = sys.argv[1:]
    strikes.OUT_S = (float(out_s), 10 * float(out_s))
    parent.TURN_S = float(turn_s)  # type: ignore[attr-defined]
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s")
    rig = Rig(Path(state), json.loads(ports), printer)
    listen(rig.hear)


if __name__ == "__main__":
    main()
