"""A screen without a browser: watches one board by Socket.IO as the pages do."""

from __future__ import annotations

import functools
import threading
from typing import Any

import socketio


class Screen:
    """Whole state first, then changes in order; a gap asks for the whole again.

    Without a board it only connects.
    """

    def __init__(self, address: str, board: str, headers: dict[str, str]) -> None:
        self.board, self.epoch, self.version = board, "", -1
        self.state: dict[str, Any] = {}
        self.wholes = self.changes = self.beats = 0
        self._address, self._headers = address, headers
        self._lock = threading.Lock()
        self._io = socketio.Client(reconnection_delay=0.1, reconnection_delay_max=0.4)
        self._io.on("connect", self._ask)
        self._io.on("change", self._change)
        self._io.on("heartbeat", self._heartbeat)

    def connect(self) -> Screen:
        """Connects, and comes back by itself until `close`. socketio's ConnectionError: refused."""
        self._io.connect(self._address, headers=self._headers, transports=["websocket"])
        return self

    def close(self) -> None:
        """Goes away for good, without the three seconds of waiting for the other side's word."""
        if line := self._io.eio.ws:
            line.close = functools.partial(line.close, timeout=0.05)
        self._io.shutdown()

    def watch(self, board: str) -> dict[str, Any]:
        """The acknowledgement of a watch, whatever it says."""
        answer: dict[str, Any] = self._io.call("watch", {"board": board}, timeout=10)
        return answer

    def _ask(self) -> None:
        if self.board:
            self._io.emit("watch", {"board": self.board}, callback=self._whole)

    def _whole(self, got: dict[str, Any]) -> None:
        assert "error" not in got, f"{self.board}: {got}"
        with self._lock:
            self.epoch, self.version, self.state = got["epoch"], got["version"], got["state"]
            self.wholes += 1

    def _change(self, got: dict[str, Any]) -> None:
        with self._lock:
            if got["epoch"] == self.epoch and got["version"] <= self.version:
                return
            if got["epoch"] == self.epoch and got["after"] == self.version:
                self.version, self.state = got["version"], self.state | got["change"]
                self.changes += 1
                return
        self._ask()

    def _heartbeat(self, got: dict[str, int]) -> None:
        self.beats += 1
        if got.get(self.board, -1) > self.version:
            self._ask()
