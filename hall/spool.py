"""From print jobs to printers: claimed, handed over, settled.

A job is marked `printing` on disk before a printer sees it, so that no crash prints it twice.
Knows tickets and hardware; only `hall.devices` knows this file.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gevent
from gevent.event import Event

from config import Printer as PrinterConfig
from config import Settings
from hardware.health import BLOCKING, Health
from hardware.printer.driver import Place
from hardware.printer.parent import Printer
from hardware.vigil import OnHealth
from kiosk.slip import slip_blocks
from tickets import Desk, PrintQueued, Unknown

SETTLE_S = 0.05
LOOK_S = 5.0
AT_ONCE = 2


class Spool:
    """Every printer of the hall, fed from the database and heard by it."""

    def __init__(self, settings: Settings, state: Path, on_health: OnHealth) -> None:
        """`on_health(name, health)` is called when a printer goes or returns."""
        self._settings, self._state, self._on_health = settings, state, on_health
        self._printers: dict[str, Printer] = {}
        self._wake = {printer.name: Event() for printer in settings.printers}
        self._results: list[tuple[int, str, str]] = []
        self._greenlets: list[gevent.Greenlet[..., Any]] = []

    def start(self, desk: Desk) -> None:
        """Starts each printer's child, and asks it for what an earlier run left in doubt."""
        self._desk = desk
        for config in self._settings.printers:
            printer = Printer(self._place(config), self._result, self._health)
            self._printers[config.name] = printer
            printer.start()
            for job in desk.prints_in_doubt(config.name):
                printer.ask(job)
            self._greenlets.append(gevent.spawn(self._feed, config.name))

    def close(self) -> None:
        """Ends the children after the job in hand, and writes down what became of all."""
        gevent.killall(self._greenlets)
        gevent.joinall([gevent.spawn(printer.close) for printer in self._printers.values()])
        self._settle()

    def queued(self, event: PrintQueued) -> None:
        """A slip waits."""
        if event.printer in self._wake:
            self._wake[event.printer].set()

    @property
    def health(self) -> dict[str, Health]:
        """How each printer is, by its name."""
        return {name: printer.health for name, printer in self._printers.items()}

    def probe(self) -> None:
        """Looks at every printer now."""
        for printer in self._printers.values():
            printer.probe()

    def fault(self, name: str, fault: str) -> None:
        """Makes a virtual printer play a fault. Unknown for any other name."""
        virtual = {p.name for p in self._settings.printers if p.driver == "virtual"}
        if name not in virtual:
            raise Unknown("device")
        self._printers[name].fault(fault)

    # --- what pages may know (web.paper) ---

    def printer_for(self, screen: str) -> str | None:
        """The printer that names this screen, else the first that names none."""
        printers = self._settings.printers
        own = [p.name for p in printers if screen in p.kiosks]
        return next(iter(own + [p.name for p in printers if not p.kiosks]), None)

    def state(self) -> dict[str, Any]:
        """Whether there is paper; without any printer the number is on the screen."""
        states = [health.state for health in self.health.values()]
        trouble = next((state for state in states if state in BLOCKING), None)
        return {"ok": bool(states) and trouble is None, "trouble": trouble}

    # --- feeding ---

    def _place(self, config: PrinterConfig) -> Place:
        return Place(
            address=config.driver, name=config.name, state=self._state,
            width_px=config.width_px, timeout_s=config.timeout_s, deadline_s=config.deadline_s,
            text=config.text, code_page=config.code_page,
        )  # fmt: skip

    def _feed(self, name: str) -> None:
        printer, wake = self._printers[name], self._wake[name]
        while True:
            wake.clear()
            ready = printer.health.state not in BLOCKING
            if printer.busy < AT_ONCE:
                jobs = self._desk.claim_prints(name, ready, self._link)
                for job, values in jobs:
                    printer.submit(job, slip_blocks(values))
            wake.wait(LOOK_S)

    def _link(self, token: str) -> str:
        return f"{self._settings.server.public_url}/t/{token}"

    def _result(self, job: int, state: str, detail: str) -> None:
        self._results.append((job, state, detail))
        if len(self._results) == 1:
            gevent.spawn_later(SETTLE_S, self._settle)

    def _settle(self) -> None:
        """Several results are one command: each alone would cost a fifth of the issuing rate."""
        results, self._results = self._results, []
        if results:
            self._desk.settle_prints(results)
            if not all(state == "failed" for _, state, _ in results):
                for wake in self._wake.values():
                    wake.set()

    def _health(self, name: str, health: Health) -> None:
        self._on_health(name, health)
        if health.state not in BLOCKING:
            self._wake[name].set()
