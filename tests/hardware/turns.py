"""A driver at work without its child: its turns run until the block ends."""

from __future__ import annotations

import threading
from typing import Self

from hardware.peripherals.driver import Driver


class Turns:
    """Gives the driver its turns, in a thread of their own, and closes it behind them."""

    driver: Driver

    def __init__(self) -> None:
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._turns, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join(5)
        assert not self._thread.is_alive(), "a turn does not end"
        self.driver.close()

    def _turns(self) -> None:
        while not self._over.is_set():
            self.driver.turn()
