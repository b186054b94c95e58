"""From a key pad to its counter: what is pressed there is pressed as on the clerk's page.

A press acts once, by its own name; never at a closed counter, never when it comes so late that
somebody has looked and pressed again. What the law refuses is told on the counter's page.
"""

from __future__ import annotations

import logging
import time
from pathlib import Path
from typing import Any, NamedTuple

import gevent
from gevent.queue import Queue

import office
from config import Keypad
from db.errors import MotCuaError, Refused, Unknown
from db.transaction import Transaction
from hardware.peripherals.driver import Port
from tickets import Desk, counters, hands, rows, verbs
from tickets.rows import CounterRow
from web.errors import both

log = logging.getLogger(__name__)

LATE_S = 5.0
"""A press that waited longer is not done: whoever made it does not stand there any more."""

ACTIONS = {"next": "next", "recall": "recall", "start": "start", "finish": "finish", "miss": "miss"}
"""Key → verb of `tickets.verbs`; "pause" is none of them."""


class Press(NamedTuple):
    """One press: of which pad, which key, its own name, and when it arrived (monotonic)."""

    pad: str
    key: str
    name: str
    at: float

    def must_be_in_time(self) -> None:
        """Refused `pressed_late` when it has waited too long."""
        if time.monotonic() - self.at > LATE_S:
            raise Refused("pressed_late")


class Keys:
    """Every key pad of the hall, as `hall.devices.Part`; `pressed` is told each press."""

    def __init__(self, keypads: list[Keypad]) -> None:
        self._keypads = {keypad.name: keypad for keypad in keypads}
        self._refused: dict[int, dict[str, Any]] = {}
        self._presses: Queue[Press] = Queue()
        self._last: dict[tuple[str, str], str] = {}
        self._greenlet: gevent.Greenlet[..., Any] | None = None

    def ports(self, state: Path) -> list[Port]:
        """One port for each pad."""
        return [
            Port(
                name, "keypad", pad.port,
                {"keys": pad.meanings, "baud": pad.baud, "sends": pad.sends}, state,
            )
            for name, pad in self._keypads.items()
        ]  # fmt: skip

    def start(self, desk: Desk) -> None:
        """From now on a press acts."""
        self._greenlet = gevent.spawn(self._serve, desk)

    def close(self) -> None:
        """Takes no more presses."""
        if self._greenlet is not None:
            self._greenlet.kill()

    def pressed(self, pad: str, key: str, press: str) -> None:
        """Hears a press; returns at once. A key that flutters is not worth the writer's time."""
        if pad in self._keypads and self._last.get((pad, key)) != press:
            self._last[pad, key] = press
            self._presses.put(Press(pad, key, press, time.monotonic()))

    def refused(self, counter: int) -> dict[str, Any] | None:
        """{"press", "key", "code", "text"} of the last press at this counter, if refused."""
        return self._refused.get(counter)

    def _serve(self, desk: Desk) -> None:
        while True:
            press = self._presses.get()
            try:
                self._told(desk, press, self._done(desk, press))
            except Exception:
                log.exception("%s: a press was not taken", press.pad)

    def _done(self, desk: Desk, press: Press) -> dict[str, Any] | None:
        """What refused it, as {"code", …}, or None."""
        n = self._keypads[press.pad].counter
        key = (f"keypad:{press.pad}", press.name, f"{n} {press.key}")

        def command(tx: Transaction) -> None:
            # Once more: a disk that stood still may have kept it longer than the way here.
            press.must_be_in_time()
            act(tx, n, press.key, press.pad)

        try:
            press.must_be_in_time()
            # Before the verb tells the page that something has changed.
            self._refused.pop(n, None)
            desk.at_counter(n, command, key)
        except Refused as fault:
            return {"code": fault.code, **fault.fields}
        except Unknown:
            return {"code": "unknown"}
        except MotCuaError:
            return {"code": "not_done"}
        return None

    def _told(self, desk: Desk, press: Press, refused: dict[str, Any] | None) -> None:
        n = self._keypads[press.pad].counter
        if refused is None:
            return
        log.info("%s: %s at counter %s: %s", press.pad, press.key, n, refused["code"])
        code = refused["code"]
        self._refused[n] = {
            "press": press.name, "key": press.key, "code": code, "text": both(**refused),
        }  # fmt: skip
        if code != "unknown":
            desk.touch(f"counter:{n}")


def act(tx: Transaction, n: int, key: str, pad: str) -> None:
    """What this key means at this counter now, done by whoever sits there."""
    counter = rows.existing(n)
    if counter.state == "closed":
        raise Refused("counter_not_open", state=counter.state, allowed=hands.allowed(counter))
    actor = counter.clerk or f"keypad:{pad}"
    if key == "pause":
        _pause(tx, counter, actor)
    else:
        verbs.press(tx, n, ACTIONS[key], actor)


def _pause(tx: Transaction, counter: CounterRow, actor: str) -> None:
    """Pauses for the office's first reason; once more ends the pause, unless it is locked."""
    if counter.state == "paused":
        counters.open_counter(tx, counter.n, counter.clerk, pin_ok=False, actor=actor)
        return
    reasons = office.setting("pauses")
    if not reasons:
        raise Refused("not_allowed", state=counter.state, allowed=hands.allowed(counter))
    counters.pause_counter(tx, counter.n, reasons[0]["code"], lock=False, actor=actor)
