"""Every device of the hall, as pages and commands know it: how it is, since when, what to do.

Printers are fed by `hall.spool`; everything else hangs on the ports of one child
(`hardware.peripherals`). A part of the hall that has such ports (boards, sound, keys) is one line
here. Only `hall.server` knows this file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import gevent

from config import Settings
from hall.keys import Keys
from hall.sealing import Sealing
from hall.speaking import PORT as SPEAKER
from hall.speaking import Speaking
from hall.spool import Spool
from hall.voice import NAME as VOICE
from hall.voice import Voice
from hall.wall import Wall
from hardware.errors import FaultUnknown
from hardware.health import Health
from hardware.peripherals.driver import Port
from hardware.peripherals.parent import Peripherals
from tickets import Bus, Changed, Desk, Moment, PrintQueued, TicketCalled, Unknown

LOOK_S = 5.0
TELL_S = 0.1

KINDS = {"board-bus": "board", "speaker": "speaker", "keypad": "keypad"}
"""What hangs on each kind of port, in the words of hardware/words.toml."""


class Part(Protocol):
    """What of the hall has devices that are no printers."""

    def ports(self, state: Path) -> list[Port]:
        """The ports that the settings name, with all that hangs on them."""
        ...

    def start(self, desk: Desk) -> None:
        """From now on its devices follow the hall."""
        ...

    def close(self) -> None:
        """Orders nothing more."""
        ...


class Devices:
    """The one face of all devices; what is pressed and played is told to whoever listens."""

    def __init__(
        self, settings: Settings, state: Path, changed: Callable[[set[str]], None]
    ) -> None:
        """`changed` is called with the names of those that have gone or returned."""
        self._state, self._changed = state, changed
        self._moved = set[str]()
        self.spool = Spool(settings, state, self._health)
        self.peripherals = Peripherals(state, self._health, self._key, self._played)
        self.keys = Keys(settings.keypads)
        self.wall = Wall(settings, self.peripherals.order)
        self.speaking = Speaking(settings.voice, self.peripherals.order)
        self.parts: list[Part] = [self.keys, self.wall, self.speaking]
        self.on_key: list[Callable[[str, str, str], None]] = [self.keys.pressed]
        """Each is called with (pad, key, press)."""
        self.on_played: list[Callable[[int, str], None]] = [self.speaking.played]
        """Each is called with (sound, outcome)."""
        self.tried_sound: dict[str, Any] | None = None
        self.tried_pads: set[int] = set()
        """The counters whose rating pads show now that they are tried."""
        self._sealing = Sealing(self)
        self._voice: Voice | None = None
        self._listening: gevent.Greenlet[..., Any] | None = None
        self._telling: gevent.Greenlet[..., Any] | None = None

    def listen(self, bus: Bus) -> None:
        """From now on what happens in the hall is handed to whom it concerns."""
        self._bus = bus
        bus.listen(PrintQueued, self.spool.queued)
        bus.listen(Changed, self.wall.changed)
        bus.listen(TicketCalled, self.speaking.called)

    def listen_to(self, voice: Voice) -> None:
        """From now on the voice is one of the devices."""
        self._voice = voice
        voice.start(self._health)
        self._listening = gevent.spawn(self._listen, voice)

    def start(self, desk: Desk) -> None:
        """Starts the children, and everything that tells them what is so now."""
        self._sealing.start(self._bus, desk)
        self.spool.start(desk)
        self.peripherals.start([port for part in self.parts for port in part.ports(self._state)])
        for part in self.parts:
            part.start(desk)

    def close(self) -> None:
        """Ends the children: printers after the job in hand."""
        self._sealing.close()
        if self._listening is not None:
            self._listening.kill()
        for part in reversed(self.parts):
            part.close()
        ending = gevent.spawn(self.peripherals.close)
        self.spool.close()
        ending.join()
        if self._telling is not None:
            self._telling.kill()

    # --- what pages and commands may know ---

    def printer_for(self, screen: str) -> str | None:
        """The printer that names this screen, else the first that names none."""
        return self.spool.printer_for(screen)

    def state(self) -> dict[str, Any]:
        """Whether there is paper; without any printer the number is on the screen."""
        return self.spool.state()

    def devices(self) -> list[dict[str, Any]]:
        """Each device's name, kind, state, since when, when last seen, and what to do."""
        told = [_told(name, "printer", health) for name, health in self.spool.health.items()]
        health = self.peripherals.health
        for port in self.peripherals.ports.values():
            told += [
                _told(name, KINDS.get(port.kind, port.kind), health[name]) for name in port.names
            ]
        if self._voice:
            told.append(_told(VOICE, "voice", self._voice.health) | {"todo": self._voice.todo})
        return told

    def papers(self) -> dict[str, str | None]:
        """What is wrong with the paper of each screen that a printer names, and of others ("")."""
        return self.spool.papers()

    def printers(self, moment: Moment) -> list[dict[str, Any]]:
        """Each printer, with what its roll still holds."""
        known = self.spool.rolls.told(moment)
        return [
            _told(name, "printer", health) | {"roll": known[name]}
            for name, health in self.spool.health.items()
        ]

    def roll_changed(self, name: str) -> None:
        """Somebody has said that a new roll is in this printer."""
        self.spool.rolls.changed(name)
        self._changed({name})

    def print_sheet(self, printer: str | None, blocks: list[dict[str, Any]]) -> str:
        """Hands a sheet that is no ticket's to a printer; "", or why not."""
        return self.spool.print_sheet(printer, blocks)

    def refused_key(self, counter: int) -> dict[str, Any] | None:
        """What the last press on this counter's key pad was refused for, if it was."""
        return self.keys.refused(counter)

    def speaker_works(self) -> bool:
        """False while the hall's own sound card cannot be heard; True also without any."""
        health = self.peripherals.health.get(SPEAKER)
        return health is None or health.state in ("ok", "unknown")

    def sound_on_trial(self) -> dict[str, Any] | None:
        """The sentence that the hall's screen is to say now."""
        return self.tried_sound

    def pad_is_tried(self, counter: int) -> bool:
        """Whether this counter's rating pad shows now that it is tried."""
        return counter in self.tried_pads

    def probe(self) -> None:
        """Looks at every device now, also at those that were left out."""
        self.spool.probe()
        self.peripherals.probe()
        if self._voice:
            self._voice.listen()

    def fault(self, name: str, fault: str) -> None:
        """Makes a virtual device play a fault. Unknown for any other name."""
        if name not in self.peripherals.health:
            self.spool.fault(name, fault)
            return
        try:
            self.peripherals.fault(name, fault)
        except FaultUnknown as real:
            raise Unknown("device") from real

    # --- what devices tell ---

    def _health(self, name: str, _health: Health) -> None:
        self._moved.add(name)
        # A line that goes takes thirty boards with it: the screens are told once.
        if self._telling is None:
            self._telling = gevent.spawn_later(TELL_S, self._tell)

    def _tell(self) -> None:
        self._telling = None
        moved, self._moved = self._moved, set()
        self._changed(moved)

    def _key(self, pad: str, key: str, press: str) -> None:
        for listener in self.on_key:
            listener(pad, key, press)

    def _played(self, sound: int, outcome: str) -> None:
        for listener in self.on_played:
            listener(sound, outcome)

    def _listen(self, voice: Voice) -> None:
        while True:
            gevent.sleep(LOOK_S)
            voice.listen()


def _told(name: str, kind: str, health: Health) -> dict[str, Any]:
    def iso(at: float | None) -> str | None:
        if at is None:
            return None
        return dt.datetime.fromtimestamp(at, dt.UTC).isoformat(timespec="seconds")

    return {
        "name": name, "kind": kind, "state": health.state, "detail": health.detail,
        "level": health.level(kind), "since": iso(health.since),
        "last_seen": iso(health.last_seen), "todo": health.todo(kind),
    }  # fmt: skip
