"""A server in miniature: the parent side of a printer, driven by lines on stdin.

Run as a program, because gevent must be patched in before anything else and pytest must not be.
In:  {"submit": 7} {"ask": 7} {"fault": "…"} {"close": seconds} {"kill": signal number}
Out: {"ready": pid of the first child}, {"result": [job, state, detail, mm]}, {"health": […]},
     {"closed": seconds it took}. With --retry: failed jobs are submitted again; with
     --reckless: unknown ones too, the very thing that the real hall never does.
"""

from __future__ import annotations

from gevent import monkey

monkey.patch_all()

import argparse  # noqa: E402
import logging  # noqa: E402
import os  # noqa: E402
import time  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

import gevent  # noqa: E402

from hardware.health import Health  # noqa: E402
from hardware.printer import blocks as b  # noqa: E402
from hardware.printer.driver import Place  # noqa: E402
from hardware.printer.parent import Printer  # noqa: E402
from tests.hardware.on_the_hub import listen, say  # noqa: E402


class Rig:
    def __init__(self, options: argparse.Namespace) -> None:
        limits = {"timeout_s": options.timeout_s, "deadline_s": options.deadline_s}
        place = Place(options.address, "k1", options.state, 576, **limits)
        self.printer = Printer(place, self.result, self.health)
        self.retry, self.reckless = options.retry, options.reckless

    def result(self, job: int, state: str, detail: str, mm: int) -> None:
        say({"result": [job, state, detail, mm]})
        if (state == "failed" and self.retry) or (state == "unknown" and self.reckless):
            gevent.spawn_later(0.05, self.submit, job)

    def health(self, name: str, health: Health) -> None:
        say({"health": [name, health.state, health.detail, health.since, health.last_seen]})

    def submit(self, job: int) -> None:
        label = f"A{job:03}"
        self.printer.submit(job, [b.number(label), b.qr(f"http://hall/t/{job}")])

    def hear(self, message: dict[str, Any]) -> bool:
        match message:
            case {"submit": job}:
                self.submit(job)
            case {"ask": job}:
                self.printer.ask(job)
            case {"fault": fault}:
                self.printer.fault(fault)
            case {"kill": number}:
                child = self.printer._upkeep.child
                if child is not None:
                    os.kill(child.pid, number)
            case {"close": seconds}:
                began = time.monotonic()
                self.printer.close(seconds)
                say({"closed": time.monotonic() - began, "busy": self.printer.busy})
                return False
        return True


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("address")
    parser.add_argument("state", type=Path)
    parser.add_argument("--timeout-s", type=float, default=1.0)
    parser.add_argument("--deadline-s", type=float, default=3.0)
    parser.add_argument("--retry", action="store_true")
    parser.add_argument("--reckless", action="store_true")
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s")
    rig = Rig(parser.parse_args())
    rig.printer.start()
    listen(rig.hear)


if __name__ == "__main__":
    main()
