"""Boards, speaker and key pads as the server sees them: runs on the hub, never waits for one.

The hall says what should be so now; a child that is started anew hears the newest of it again. A
sound is never told twice: what a dead child had of them is told as failed.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import gevent
from gevent.event import Event

from hardware.errors import FaultUnknown
from hardware.health import Health
from hardware.peripherals.driver import TURN_S, Order, Port
from hardware.peripherals.strikes import Strikes
from hardware.peripherals.wants import Wants
from hardware.spawn import Message
from hardware.upkeep import Upkeep
from hardware.vigil import OnHealth, Vigil, tell

log = logging.getLogger(__name__)

SILENT_S = 4.0
START_S = 20.0
"""A child that says nothing for so long is stopped as a whole; its first word may take longer."""

WATCH_S = 0.5

OnKey = Callable[[str, str, str], None]
OnPlayed = Callable[[int, str], None]


class Peripherals:
    """Every port that is no printer's, in one child.

    `on_health(device, health)` when a device goes or returns, `on_key(pad, key, press)` for each
    press, `on_played(sound, outcome)` once for each sound ordered. All run on the hub and may
    switch.
    """

    module = "hardware.peripherals.child"

    def __init__(
        self, state: Path, on_health: OnHealth, on_key: OnKey, on_played: OnPlayed
    ) -> None:
        self._on_health, self._on_key, self._on_played = on_health, on_key, on_played
        self._ports: dict[str, Port] = {}
        self._vigils: dict[str, Vigil] = {}
        self._wants = Wants()
        self._sounds: set[int] = set()
        self._strikes = Strikes()
        self._heard = 0.0
        self._patience = START_S
        self._condemned = False
        self._wake = Event()
        self._greenlets: list[gevent.Greenlet[..., Any]] = []
        self._upkeep = Upkeep(self.module, ["--state", state], self._born, self._hear, self._lost)

    # -- what the hall asks of it; none of these waits or switches, except close

    def start(self, ports: Iterable[Port]) -> None:
        """Starts the child for these ports; without any there is none."""
        self._ports = {port.name: port for port in ports}
        for port in self._ports.values():
            for device in port.names:
                self._vigils[device] = Vigil(device, self._on_health, lambda _: None)
                self._vigils[device].expect()
        if self._ports:
            self._upkeep.start()
            self._greenlets = [gevent.spawn(self._feed), gevent.spawn(self._watch)]

    def order(self, port: str, order: Order) -> None:
        """Says what should be so now: the newest for each board wins, a sound is said once."""
        if "sound" in order:
            self._sounds.add(order["sound"])
        self._wants.order(port, order)
        self._wake.set()

    def fault(self, device: str, name: str) -> None:
        """Makes a virtual device play `name`, over restarts too; FaultUnknown for a real one."""
        port = self._port_of(device)
        if port.address != "virtual":
            raise FaultUnknown(f"{device} is not virtual")
        self._wants.fault(device, name)
        if name in {"ok", "reset"}:
            self._forgive(port.name)
        self._wake.set()

    def probe(self) -> None:
        """Looks at every device now; a port that was left out is let in again."""
        for port in self._ports:
            self._forgive(port)
        self._wants.probe()
        self._wake.set()

    @property
    def health(self) -> dict[str, Health]:
        """How each device is, since when, and when it was last seen."""
        return {device: vigil.health for device, vigil in self._vigils.items()}

    @property
    def ports(self) -> dict[str, Port]:
        """Every port by its name."""
        return dict(self._ports)

    def close(self, wait_s: float = 5.0) -> None:
        """Ends the child within `wait_s`; a sound that has not been played is told as failed."""
        self._upkeep.close(wait_s)
        gevent.killall(self._greenlets)
        for vigil in self._vigils.values():
            vigil.heard()
        self._sounds_failed()

    # -- the child's life

    def _born(self) -> None:
        self._heard, self._patience = time.monotonic(), START_S
        self._condemned = False
        ports = self._ports.values()
        self._wants.begin(port for port in ports if not self._strikes.is_out(port.name))
        self._wake.set()

    def _feed(self) -> None:
        while True:
            self._wake.wait()
            self._wake.clear()
            while (child := self._upkeep.child) and (message := self._wants.take()):
                if not self._is_for_nobody(message):
                    child.send(message)

    def _is_for_nobody(self, message: Message) -> bool:
        if not self._strikes.is_out(message.get("port", "")):
            return False
        if "sound" in message["order"]:
            self._played(message["order"]["sound"], "failed")
        return True

    def _lost(self, status: int | None) -> None:
        if self._upkeep.closing.is_set():
            return
        log.warning("peripherals: their driver process ended (wait status %s)", status)
        self._expect_all()
        self._sounds_failed()

    def _watch(self) -> None:
        before = time.monotonic()
        while True:
            gevent.sleep(WATCH_S)
            now = time.monotonic()
            if now - before > 2 * WATCH_S:
                self._heard = now  # we were held up ourselves; what it said may still wait for us
            before = now
            child = self._upkeep.child
            if child is not None and now - self._heard > self._patience:
                log.error("peripherals: their driver process is silent, it is killed")
                self._heard = now
                self._kill()

    # -- what the child says

    def _hear(self, message: Message) -> None:
        self._heard, self._patience = time.monotonic(), SILENT_S
        if "beat" in message or "health" in message:
            # What a child that is killed said before may still be in the pipe: no turn hangs
            # twice, and what was left out is not well.
            if not self._condemned:
                self._look(message)
        elif "key" in message:
            pressed = message["key"]
            tell(self._on_key, pressed["pad"], pressed["key"], pressed["press"])
        elif "played" in message:
            self._played(message["played"]["sound"], message["played"]["outcome"])

    def _look(self, message: Message) -> None:
        if "beat" in message:
            self._beat(message["beat"])
        elif (said := message["health"])["device"] in self._vigils:
            self._vigils[said["device"]].set(said["state"], said["detail"])

    def _beat(self, lasted: dict[str, float]) -> None:
        for name in lasted:
            for device in self._ports[name].names:
                self._vigils[device].heard()
        hung = [name for name, seconds in lasted.items() if seconds > TURN_S]
        for name in hung:
            self._hung(name)
        if hung:
            self._kill()

    def _kill(self) -> None:
        self._condemned = True
        if self._upkeep.child is not None:
            self._upkeep.child.kill()
        self._expect_all()

    def _expect_all(self) -> None:
        for port in self._ports.values():
            if not self._strikes.is_out(port.name):
                for device in port.names:
                    self._vigils[device].expect()

    def _hung(self, name: str) -> None:
        out_s = self._strikes.hung(name)
        log.error("%s: its driver hangs, all drivers are started anew", name)
        if out_s:
            log.error("%s: left out for %.0f s, so that the others work", name, out_s)
            for device in self._ports[name].names:
                self._vigils[device].heard()
                self._vigils[device].set("error", "left-out")
            gevent.spawn_later(out_s + 1, self._let_in, name)

    def _let_in(self, name: str) -> None:
        if self._upkeep.closing.is_set() or self._strikes.is_out(name):
            return
        self._wants.let_in(self._ports[name])
        self._wake.set()

    def _forgive(self, name: str) -> None:
        if self._strikes.is_out(name):
            self._strikes.forgive(name)
            self._let_in(name)

    def _played(self, sound: int, outcome: str) -> None:
        if sound in self._sounds:
            self._sounds.discard(sound)
            tell(self._on_played, sound, outcome)

    def _sounds_failed(self) -> None:
        for sound in sorted(self._sounds):
            self._wants.no_sound(sound)
            self._played(sound, "failed")

    def _port_of(self, device: str) -> Port:
        for port in self._ports.values():
            if device in port.names:
                return port
        raise FaultUnknown(f"no device is called {device}")
