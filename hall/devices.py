"""The wiring between print jobs and printers: claim, hand over, settle.

A job is marked `printing` on disk before a printer sees it, so that no crash prints it twice.
Knows tickets and hardware; only `hall.server` knows this file.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gevent
from gevent.event import Event

from config import Printer as PrinterConfig
from config import Settings
from hardware.health import BLOCKING, Health
from hardware.printer.driver import Place
from hardware.printer.parent import Printer
from kiosk.slip import slip_blocks
from tickets import Desk, PrintQueued, Unknown

SETTLE_S = 0.05
LOOK_S = 5.0
AT_ONCE = 2


class Voice:
    """Whether calls sound with words; `trouble` names one of `words`, or None."""

    def __init__(self, trouble: Callable[[], str | None], words: dict[str, dict[str, str]]) -> None:
        self._trouble, self._words = trouble, words
        self._known = trouble()
        self._health = self._heard()

    def has_changed(self) -> bool:
        """Listens; whether the voice went or came back since the last time."""
        before, self._known = self._known, self._trouble()
        if self._known == before:
            return False
        self._health = self._heard()
        return True

    def told(self) -> dict[str, Any]:
        """As a printer is told, with what to do in the voice's own words."""
        key = self._known
        todo = {lang: words[key] if key else "" for lang, words in self._words.items()}
        return _told("giong-doc", self._health) | {"kind": "voice", "todo": todo}

    def _heard(self) -> Health:
        return Health("error" if self._known else "ok", self._known or "", time.time(), None)


class Devices:
    """Every printer of the hall, fed from the database and heard by it; and the voice."""

    def __init__(self, settings: Settings, state: Path, changed: Callable[[], None]) -> None:
        """`changed` is called when a device goes or returns."""
        self._settings, self._state, self._changed = settings, state, changed
        self._printers: dict[str, Printer] = {}
        self._wake = {printer.name: Event() for printer in settings.printers}
        self._results: list[tuple[int, str, str]] = []
        self._greenlets: list[gevent.Greenlet[..., Any]] = []
        self._voice: Voice | None = None

    def listen_to(self, voice: Voice) -> None:
        """From now on the voice is one of the devices."""
        self._voice = voice
        self._greenlets.append(gevent.spawn(self._listen, voice))

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

    # --- what pages may know (web.paper) ---

    def printer_for(self, screen: str) -> str | None:
        """The printer that names this screen, else the first that names none."""
        printers = self._settings.printers
        own = [p.name for p in printers if screen in p.kiosks]
        return next(iter(own + [p.name for p in printers if not p.kiosks]), None)

    def state(self) -> dict[str, Any]:
        """Whether there is paper; without any printer the number is on the screen."""
        states = [printer.health.state for printer in self._printers.values()]
        trouble = next((state for state in states if state in BLOCKING), None)
        return {"ok": bool(states) and trouble is None, "trouble": trouble}

    def devices(self) -> list[dict[str, Any]]:
        """Each device's name, state, since when, when last seen, and what to do."""
        told = [_told(name, printer.health) for name, printer in self._printers.items()]
        return told + ([self._voice.told()] if self._voice else [])

    def fault(self, name: str, fault: str) -> None:
        """Makes a virtual printer play a fault. Unknown for any other name."""
        virtual = {p.name for p in self._settings.printers if p.driver == "virtual"}
        if name not in virtual:
            raise Unknown("printer")
        self._printers[name].fault(fault)

    # --- feeding ---

    def _place(self, config: PrinterConfig) -> Place:
        return Place(
            address=config.driver, name=config.name, state=self._state,
            width_px=config.width_px, timeout_s=config.timeout_s, deadline_s=config.deadline_s,
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

    def _listen(self, voice: Voice) -> None:
        while True:
            gevent.sleep(LOOK_S)
            if voice.has_changed():
                self._changed()

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
        self._changed()
        if health.state not in BLOCKING:
            self._wake[name].set()


def _told(name: str, health: Health) -> dict[str, Any]:
    def iso(at: float | None) -> str | None:
        if at is None:
            return None
        return dt.datetime.fromtimestamp(at, dt.UTC).isoformat(timespec="seconds")

    return {
        "name": name, "kind": "printer", "state": health.state, "detail": health.detail,
        "since": iso(health.since), "last_seen": iso(health.last_seen), "todo": health.todo,
    }  # fmt: skip
