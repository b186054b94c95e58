"""How each kind of device is tried: what goes out to it, and what proves that it arrived."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import gevent
from flask import Flask
from gevent import get_hub
from gevent.event import AsyncResult

import web.trial
from config import Settings, panels_of
from display.sound import Sound
from hall.devices import Devices
from hall.speaking import PORT
from hall.trial import SHOWN_S, Trial, Way
from kiosk.trial_slip import trial_blocks
from tickets import Desk
from web import furnish
from web.live import Boards

PAPER_S = 40.0
SOUND_S = 30.0
LATE_S = 4.0
"""How much later than it is looked at a board's answer may come: thirty share a line."""

LOOK_S = 0.1
EIGHTS = "8888"
"""Lights every segment of a digit."""

PROVED = {"printed": "good", "sent": "look"}
HEARD = {"spoken": "good", "blocked": "bad-blocked", "failed": "bad-silent"}


def trial_of(app: Flask, settings: Settings, state: Path, desk: Desk, devices: Devices) -> Trial:
    """The trial of this hall's devices, for pages too."""
    boards, sound = app.extensions["Boards"], app.extensions["Sound"]
    trying = Trying(settings, desk, devices, boards, sound)
    trial = Trial(settings, state, desk, trying.ways, trying.was_played)
    furnish(app, trial, web.trial.Trial)
    return trial


class Trying:
    """Every device of one hall, and a way to try each."""

    def __init__(
        self, settings: Settings, desk: Desk, devices: Devices, boards: Boards, sound: Sound
    ) -> None:
        self._settings, self._desk = settings, desk
        self._devices, self._boards, self._sound = devices, boards, sound
        self._played: dict[int, AsyncResult[str]] = {}
        devices.on_played.append(self.was_played)

    def ways(self) -> list[Way]:
        """The hall's screens first, then paper, boards, sound, keys and pads."""
        return [*self._screens(), *self._of_devices(), *self._pads()]

    # --- devices of this machine ---

    def _of_devices(self) -> Iterator[Way]:
        acts: dict[str, Callable[[str], str]] = {
            "printer": self._print, "board": self._light, "speaker": self._speak,
            "voice": self._say, "keypad": self._is_there,
        }  # fmt: skip
        for device in self._devices.devices():
            name, kind = device["name"], device["kind"]
            yield Way(
                name, kind, lambda act=acts[kind], name=name: act(name),  # type: ignore[misc]
                lambda name=name: self._told(name),  # type: ignore[misc]
            )  # fmt: skip

    def _print(self, name: str) -> str:
        office = self._desk.setting("office")["name"]
        at = self._desk.moment().iso()
        day = f"{at[8:10]}/{at[5:7]}/{at[:4]}"
        ended = self._devices.spool.try_out(name, trial_blocks(office, name, f"{at[11:16]} {day}"))
        try:
            return PROVED.get(str(ended.get(timeout=PAPER_S)), "bad")
        except gevent.Timeout:
            return "bad"

    def _light(self, name: str) -> str:
        board = next(board for board in self._settings.boards if board.name == name)
        panel = panels_of(self._settings)[board.panel]
        bus = next(bus for bus in self._settings.buses if bus.name == board.bus)
        silent = bus.port != "virtual" and not panel.answers
        asked = time.time()
        order = {"board": name, "text": EIGHTS[: panel.width]}
        self._devices.peripherals.order(board.bus, order)
        gevent.sleep(SHOWN_S)
        verdict = self._is_there(name) if silent else self._took(name, asked)
        self._devices.wall.say_again()
        return "look" if verdict == "good" and silent else verdict

    def _took(self, name: str, asked: float) -> str:
        """A board that was well before and has said nothing since may hang on a stuck line."""
        until = time.monotonic() + LATE_S
        while (verdict := self._is_there(name)) != "bad":
            if (self._devices.peripherals.health[name].last_seen or 0.0) >= asked:
                return verdict
            if time.monotonic() > until:
                return "bad"
            gevent.sleep(LOOK_S)
        return verdict

    def _speak(self, name: str) -> str:
        path = self._sentence()
        if path is None:
            return "bad"
        id = -time.time_ns() // 1_000_000
        ended = self._played[id] = AsyncResult()
        order = {"sound": id, "path": str(path), "until": time.time() + SOUND_S}
        self._devices.peripherals.order(PORT, order)
        try:
            return "good" if ended.get(timeout=SOUND_S) == "spoken" else "bad"
        except gevent.Timeout:
            return "bad"
        finally:
            del self._played[id]

    def _say(self, name: str) -> str:
        if not self._sentence() or self._sound.trouble():
            return "bad"
        if self._settings.voice.output == "card":
            return "good-made"  # the speaker is tried by itself
        return self._say_on_screen() if self._on("hall") else "look"

    def _say_on_screen(self) -> str:
        id = time.time_ns() // 1_000_000
        ended = self._played[id] = AsyncResult()
        self._devices.tried_sound = {"id": id, "sound": "/display/sound/trial.wav"}
        self._desk.touch("hall")
        try:
            return HEARD[str(ended.get(timeout=SOUND_S))]
        except gevent.Timeout:
            return "bad-silent"
        finally:
            del self._played[id]
            self._devices.tried_sound = None
            self._desk.touch("hall")

    def _is_there(self, name: str) -> str:
        return {"good": "good", "watch": "look"}.get(self._told(name)["level"], "bad")

    def _sentence(self) -> Path | None:
        try:
            return get_hub().threadpool.apply(self._sound.trial)
        except OSError:
            return None

    def was_played(self, sound: int, outcome: str) -> None:
        """What became of a sentence, by the sound card or by the hall's screen."""
        if sound in self._played:
            self._played[sound].set(outcome)

    def _told(self, name: str) -> dict[str, Any]:
        return next(device for device in self._devices.devices() if device["name"] == name)

    # --- screens: those that are on have a socket ---

    def _screens(self) -> Iterator[Way]:
        named = {screen.kind: screen.name for screen in reversed(self._settings.screens)}
        for kind, board in (("display", "hall"), ("kiosk", "kiosk")):
            if kind in named:
                yield Way(
                    named[kind], kind,
                    lambda on=board: "good" if self._on(on) else "bad",  # type: ignore[misc]
                    at_once=True,
                )  # fmt: skip

    def _pads(self) -> Iterator[Way]:
        for screen in self._settings.screens:
            if screen.kind == "pad":
                yield Way(screen.name, "pad", lambda n=screen.counter: self._light_pad(n))  # type: ignore[misc]

    def _light_pad(self, n: int) -> str:
        board = f"pad:{n}"
        if not self._on(board):
            return "look"
        self._devices.tried_pads.add(n)
        self._desk.touch(board)
        gevent.sleep(SHOWN_S)
        self._devices.tried_pads.discard(n)
        self._desk.touch(board)
        return "good" if self._on(board) else "look"

    def _on(self, board: str) -> bool:
        return self._boards.watched(board)
