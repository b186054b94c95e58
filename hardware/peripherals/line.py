"""One port's thread in the child: its lock, its driver, and turn after turn.

A driver that raises is said once, ended, and made anew after a while; what should be so now is
told to each new one. A sound is never told twice.
"""

from __future__ import annotations

import contextlib
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from hardware.errors import FaultUnknown
from hardware.health import Condition
from hardware.lock import hold
from hardware.mouth import ParentGone
from hardware.peripherals.driver import ONCE, Driver, Hall, Order, Port

DRIVERS = {
    "board-bus": "hardware.boards.bus",
    "speaker": "hardware.speaker.player",
    "keypad": "hardware.keypads.pad",
}
"""Where each kind's `driver(port, hall)` is; imported only when there is such a port."""

AGAIN_S = (1.0, 60.0)
STEADY_S = 10.0


class Line(threading.Thread):
    """Runs one driver; `order`, `fault`, `try_now` and `lasted` come from other threads."""

    def __init__(self, port: Port, hall: Hall) -> None:
        super().__init__(name=port.name, daemon=True)
        self._port, self._hall = port, hall
        self._driver: Driver | None = None
        self._turn = threading.RLock()
        self._so_now: dict[str, Order] = {}
        self._unsaid: list[Order] = []
        self._faults: dict[str, str] = {}
        self._calls: dict[int, float] = {}
        self._tries = 0
        self._broken = False
        self._ending = False
        self._wake = threading.Event()

    @property
    def devices(self) -> tuple[str, ...]:
        """The names of what hangs on this port."""
        driver = self._driver
        return tuple(driver.devices) if driver is not None else self._port.names

    def run(self) -> None:
        """Turn after turn, until the end."""
        port = self._port
        lock = f"virtual-{port.name}" if port.address == "virtual" else port.address
        with contextlib.suppress(ParentGone):
            while not self._ending:
                try:
                    self._hold_and_serve(lock)
                except OSError as fault:  # the disk is full, or no more files are to be had
                    self._failed(f"driver-failed: {fault}"[:200])

    def order(self, order: Order) -> None:
        """Hands over what should be so now; a sound that finds a failed driver has failed."""
        with self._turn:
            if "board" in order:
                self._so_now[order["board"]] = order
            if self._driver is not None:
                self._do(self._driver.order, order)
            elif "sound" in order:
                self._unsaid.append(order)
                if self._broken:
                    self._say_unsaid_failed()

    def fault(self, device: str, name: str) -> None:
        """Makes a virtual device play `name`, also when its driver is made anew."""
        with self._turn:
            if not name.startswith(ONCE):
                self._faults[device] = name
            if self._driver is not None:
                self._do(self._driver.fault, device, name)
            if name in {"ok", "reset"}:
                self._faults.pop(device, None)
        self.try_now()

    def try_now(self) -> None:
        """Makes a driver that failed anew at once."""
        self._tries = 0
        self._wake.set()

    def end(self) -> None:
        """No turn after this one."""
        self._ending = True
        self._wake.set()

    def lasted(self, step: float) -> float:
        """Seconds that the longest call into the driver has lasted, `step` more than before."""
        for call in list(self._calls):
            with contextlib.suppress(KeyError):  # it may end while we count
                self._calls[call] += step
        return max(list(self._calls.values()), default=0.0)

    # -- the thread itself

    def _hold_and_serve(self, lock: str) -> None:
        with hold(self._port.state, lock, self._held_elsewhere):
            while not self._ending:
                self._serve_until_it_fails()

    def _serve_until_it_fails(self) -> None:
        try:
            self._serve()
        except ParentGone:
            raise
        except ModuleNotFoundError as fault:
            self._failed(f"driver-missing: {fault.name}")
        except Exception as fault:  # noqa: BLE001  one port's trouble is never another's
            self._failed(f"driver-failed: {fault}"[:200])

    def _serve(self) -> None:
        module = import_module(DRIVERS[self._port.kind])
        with self._called():
            driver: Driver = module.driver(self._port, self._hall)
        try:
            self._introduce(driver)
            begun = time.monotonic()
            while not self._ending:
                with self._called():
                    driver.turn()
                if self._tries and time.monotonic() - begun > STEADY_S:
                    self._tries = 0
        finally:
            with self._turn:
                self._driver = None
            with self._called():
                driver.close()

    def _introduce(self, driver: Driver) -> None:
        with self._turn:
            for device, name in self._faults.items():
                self._do(driver.fault, device, name)
            for order in [*self._so_now.values(), *self._unsaid]:
                self._do(driver.order, order)
            self._unsaid.clear()
            self._driver, self._broken = driver, False

    def _failed(self, detail: str) -> None:
        if not self._tries:
            traceback.print_exc(limit=-4)
        self._in_trouble(detail)
        self._wake.wait(min(AGAIN_S[0] * 2**self._tries, AGAIN_S[1]))
        self._wake.clear()
        self._tries += 1

    def _do(self, what: Any, *values: Any) -> None:
        try:
            with self._called():
                what(*values)
        except ParentGone:
            raise
        except FaultUnknown as fault:
            print(fault, file=sys.stderr)  # noqa: T201
        except Exception:  # noqa: BLE001  whatever was ordered, the other ports live on
            traceback.print_exc(limit=-4)

    @contextlib.contextmanager
    def _called(self) -> Iterator[None]:
        call = threading.get_ident()
        self._calls[call] = 0.0
        try:
            yield
        finally:
            del self._calls[call]

    def _held_elsewhere(self) -> None:
        if self._ending:
            raise ParentGone("ended")
        self._in_trouble("held-elsewhere")

    def _in_trouble(self, detail: str) -> None:
        for device in self._port.names:
            self._hall.health(device, Condition("error", detail))
        with self._turn:
            self._broken = True
            self._say_unsaid_failed()

    def _say_unsaid_failed(self) -> None:
        while self._unsaid:
            self._hall.played(self._unsaid.pop(0)["sound"], "failed")
