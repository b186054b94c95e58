"""What each board on the wall should show, from the rows that the hall's screen shows too.

After a commit that changes the screen the counters are read and what is new goes to the boards;
after a restart all of it does. Knows tickets and hardware; only `hall.devices` knows this file.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gevent
from gevent.event import Event

from config import Board, Settings, panels_of
from hardware.peripherals.driver import Order, Port
from tickets import Changed, Desk, reading, showing

log = logging.getLogger(__name__)

LOOK_S = 30.0
"""How often the rows are read without an event: what a failed read has missed comes then."""


MERGE_S = 0.05
"""What is committed within it is read once, as for the screens; many a press changes no board."""


class Wall:
    """The boards of one hall; `order(port, order)` hands over and returns at once."""

    def __init__(self, settings: Settings, order: Callable[[str, Order], None]) -> None:
        self._settings, self._order = settings, order
        self._said: dict[str, str] = {}
        self._wake = Event()
        self._greenlet: gevent.Greenlet[..., Any] | None = None

    def ports(self, state: Path) -> list[Port]:
        """Each bus with its boards; one without any needs no driver."""
        found = [self._port(bus.name, state) for bus in self._settings.buses]
        return [port for port in found if port.devices]

    def start(self, desk: Desk) -> None:
        """Says all that is so now, and from then on what changes."""
        if self._settings.boards:
            self._desk = desk
            self._wake.set()
            self._greenlet = gevent.spawn(self._follow)

    def changed(self, event: Changed) -> None:
        """Something was committed; the boards follow what the hall's screen shows."""
        if event.board == "hall":
            self._wake.set()

    def say_again(self) -> None:
        """Says all of it again, after somebody has ordered a board to show something else."""
        self._said.clear()
        self._wake.set()

    def close(self) -> None:
        """Says nothing more; the boards keep what they show."""
        if self._greenlet is not None:
            self._greenlet.kill()

    def _follow(self) -> None:
        while True:
            self._wake.wait(LOOK_S)
            gevent.sleep(MERGE_S)
            self._wake.clear()
            try:
                self._say(self._desk.ask(texts, self._settings.boards))
            except Exception:
                log.exception("the boards were not told")

    def _say(self, now: dict[str, str]) -> None:
        for board in self._settings.boards:
            text = now[board.name]
            if self._said.get(board.name) != text:
                self._said[board.name] = text
                self._order(board.bus, {"board": board.name, "text": text})

    def _port(self, name: str, state: Path) -> Port:
        bus = next(bus for bus in self._settings.buses if bus.name == name)
        panels = panels_of(self._settings)
        boards = [board for board in self._settings.boards if board.bus == name]
        options = {
            "baud": bus.baud, "form": bus.form, "refresh_s": bus.refresh_s,
            "answer_ms": bus.answer_ms,
            "boards": [
                {"name": board.name, "address": board.address,
                 "panel": panels[board.panel].plain()}
                for board in boards
            ],
        }  # fmt: skip
        names = tuple(board.name for board in boards)
        return Port(name, "board-bus", bus.port, options, state, names)


def texts(boards: list[Board]) -> dict[str, str]:
    """What each board should show now, by its name, read from the hall's rows."""
    counters = {row[0]: (row[3], row[5] or "") for row in reading.counters()}
    newest = _newest()
    return {
        board.name: text(board, *counters.get(board.counter, ("", "")), board.counter)
        if board.counter
        else text(board, *newest)
        for board in boards
    }


def text(board: Board, state: str, number: str, counter: int) -> str:
    """What a board shows of its counter, or of the newest call: "" is dark.

    A number is shown whatever the state: a counter that pauses still serves whom it has. A counter
    that the office has given up has no state.
    """
    said = {"open": board.idle, "paused": board.paused, "closed": board.closed}.get(state, "")
    return (board.called if number else said).format(number=number, counter=counter)


def _newest() -> tuple[str, str, int]:
    """(state of the day, number, counter) of the call at the head of the hall's screen."""
    day, _, state, _ = reading.today()
    calls = showing.calls(day) if state == "open" else []
    return (state, calls[0][1], calls[0][2]) if calls else (state, "", 0)
