"""From print jobs to printers: claimed, handed over, settled.

A job is marked `printing` on disk before a printer sees it, so that no crash prints it twice.
Knows tickets and hardware; only `hall.devices` knows this file.
"""

from __future__ import annotations

import itertools
import logging
import time
from collections import defaultdict
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import gevent
from gevent.event import AsyncResult, Event

from config import Settings
from db.errors import MotCuaError
from hall.printers import place_of
from hall.rolls import Rolls
from hardware.health import BLOCKING, Health
from hardware.printer.blocks import Block
from hardware.printer.parent import Printer
from hardware.vigil import OnHealth
from kiosk.slip import slip_blocks
from tickets import Desk, PrintQueued, Unknown, printing

log = logging.getLogger(__name__)
SETTLE_S = 0.05
LOOK_S = 5.0
AT_ONCE = 2
SHEETS_S = 10.0


class Outcome(NamedTuple):
    """What became of a job; `mm` of paper, 0 where nobody saw its end."""

    printer: str
    job: int
    state: str
    detail: str
    mm: int


class Spool:
    """Every printer of the hall, fed from the database and heard by it."""

    def __init__(self, settings: Settings, state: Path, on_health: OnHealth) -> None:
        """`on_health(name, health)` is called when a printer goes or returns."""
        self._settings, self._state, self._on_health = settings, state, on_health
        self._printers: dict[str, Printer] = {}
        self._wake = {printer.name: Event() for printer in settings.printers}
        self._results: list[Outcome] = []
        self._trials: dict[int, AsyncResult[str]] = {}
        # Numbers of tickets' jobs are above 0; these go on below those of earlier runs.
        self._trial_jobs = itertools.count(-time.time_ns() // 1_000_000, -1)
        self._sheets: dict[str, float] = {}  # when each printer last put out one that was no ticket
        self.rolls = Rolls(settings)
        self._greenlets: list[gevent.Greenlet[..., Any]] = []

    def start(self, desk: Desk) -> None:
        """Starts each printer's child, and asks it for what an earlier run left in doubt."""
        self._desk = desk
        self.rolls.start(desk)
        names = [config.name for config in self._settings.printers]
        desk.run(lambda tx: printing.abandon(tx, names))
        for config in self._settings.printers:
            printer = Printer(
                place_of(config, self._state), partial(self._result, config.name), self._health
            )
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

    def try_out(self, name: str, blocks: list[Block]) -> AsyncResult[str]:
        """Prints a sheet that is no ticket's; what became of it, as of a job."""
        job = next(self._trial_jobs)
        ended = self._trials[job] = AsyncResult()
        self._printers[name].submit(job, blocks)
        return ended

    def print_sheet(self, name: str | None, blocks: list[Block]) -> str:
        """Prints a sheet for somebody who asks; "no_paper", or "printing" while tickets go first.

        Not more often than each SHEETS_S: a roll must last for those who take numbers.
        """
        if name not in self._printers or self._printers[name].health.state in BLOCKING:
            return "no_paper"
        now = time.monotonic()
        if self._printers[name].busy or now - self._sheets.get(name, -SHEETS_S) < SHEETS_S:
            return "printing"
        self._sheets[name] = now
        self.try_out(name, blocks)
        return ""

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

    def papers(self) -> dict[str, str | None]:
        """What is wrong with the paper of each screen that a printer names, and of all others ("").

        None = nothing; "none" without any printer.
        """
        named = {screen for printer in self._settings.printers for screen in printer.kiosks}
        return {screen: self._trouble(self.printer_for(screen)) for screen in ("", *sorted(named))}

    def _trouble(self, printer: str | None) -> str | None:
        if printer is None:
            return "none"
        health = self.health.get(printer)
        return health.state if health and health.state in BLOCKING else None

    # --- feeding ---

    def _feed(self, name: str) -> None:
        wake = self._wake[name]
        while True:
            wake.clear()
            try:
                self._hand_over(name, self._printers[name])
            except Exception:
                # A busy writer or a full disk: what was not claimed waits where it is.
                log.exception("printer %s was not fed", name)
            wake.wait(LOOK_S)

    def _hand_over(self, name: str, printer: Printer) -> None:
        if printer.busy >= AT_ONCE:
            return
        ready = printer.health.state not in BLOCKING
        for job in self._desk.claim_prints(name, ready):
            try:
                printer.submit(job["job"], slip_blocks(self._desk.slip(job, self._link)))
            except Exception as fault:
                # It is marked, and no byte went out: it waits again, or people hear of it.
                log.exception("print job %s cannot be put together", job["job"])
                code = "not read" if isinstance(fault, MotCuaError) else "bad-blocks"
                self._result(name, job["job"], "failed", f"{code}: {fault}"[:500], 0)

    def _link(self, token: str) -> str:
        return f"{self._settings.server.public_url}/t/{token}"

    def _tried(self, printer: str, job: int, state: str, mm: int) -> None:
        self._trials.pop(job).set(state)
        if state != "failed":
            self._desk.settle_prints([], {printer: [mm]})

    def _result(self, printer: str, job: int, state: str, detail: str, mm: int) -> None:
        if job in self._trials:
            gevent.spawn(self._tried, printer, job, state, mm)
            return
        self._results.append(Outcome(printer, job, state, detail, mm))
        if len(self._results) == 1:
            gevent.spawn_later(SETTLE_S, self._settle)

    def _settle(self) -> None:
        """Several results are one command: each alone would cost a fifth of the issuing rate."""
        results, self._results = self._results, []
        if not results:
            return
        try:
            self._write_down(results)
        except MotCuaError:
            log.exception("What became of %d slips is not written down yet", len(results))
            self._results = results + self._results
            gevent.spawn_later(LOOK_S, self._settle)
            return
        if not all(result.state == "failed" for result in results):
            for wake in self._wake.values():
                wake.set()

    def _write_down(self, results: list[Outcome]) -> None:
        used: dict[str, list[int]] = defaultdict(list)
        for result in results:
            if result.state != "failed":
                used[result.printer].append(result.mm)
        self._desk.settle_prints([(r.job, r.state, r.detail) for r in results], used)

    def _health(self, name: str, health: Health) -> None:
        self._on_health(name, health)
        if health.state not in BLOCKING:
            self._wake[name].set()
        # It writes, and whoever tells this has a printer to listen to.
        gevent.spawn(self.rolls.hear, name, health)
