"""Drivers as they should not be: they hang, raise, die and cannot be made. A kind for each."""

from __future__ import annotations

import os
import threading
import time

from hardware.health import Condition
from hardware.peripherals.driver import Driver, Hall, Order, Port


def driver(port: Port, hall: Hall) -> Driver:
    if port.options.get("cannot") == "be made":
        raise ValueError("the address means nothing")
    return Odd(port, hall)


class Odd(Driver):
    """Does as its orders say, and tells each text as its health, so that a test can see it."""

    def __init__(self, port: Port, hall: Hall) -> None:
        super().__init__(port, hall)
        self._todo: list[Order] = []
        self._fault = "ok"
        self._wake = threading.Event()

    @property
    def devices(self) -> list[str]:
        return list(self.port.names)

    def order(self, order: Order) -> None:
        self._todo.append(order)
        self._wake.set()

    def fault(self, device: str, name: str) -> None:
        self._fault = name
        self._wake.set()

    def turn(self) -> None:
        self._break_down()
        for device in self.devices:
            if not self._todo:
                self.hall.health(device, Condition("ok"))
        while self._todo:
            self._break_down()
            order = self._todo.pop(0)
            if "sound" in order:
                self.hall.played(order["sound"], "spoken")
            else:
                self.hall.health(order["board"], Condition("ok", order["text"]))
                self.hall.key(self.port.name, order["text"], f"{self.port.name}-{order['text']}")
                self._wake.wait(0.05)  # so that the next health is not the same look
        self._wake.wait(0.1)
        self._wake.clear()

    def _break_down(self) -> None:
        if self._fault in {"hang", "press:hang"}:
            time.sleep(3600)
        if self._fault == "raise":
            raise RuntimeError("broken wire")
        if self._fault == "die":
            os._exit(3)
