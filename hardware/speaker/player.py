"""Sounds in the order in which they were ordered, one at a time, by ALSA's own player.

An order is {"sound": id, "path": wav, "until": Unix seconds}. aplay is a process: a card that
swallows the end of a sound costs that process, after its deadline, and not the thread.
"""

from __future__ import annotations

import queue
import subprocess
import time
import wave
from abc import abstractmethod
from contextlib import suppress
from pathlib import Path

from hardware.health import Condition
from hardware.peripherals.driver import Driver, Hall, Order, Port

LISTEN_S = 0.2
END_S = 2.0
"""How much longer than its sound a player may live: buffers drain, a card wakes up."""

LOOK_S = (30.0, 5.0)
"""How often an idle card is tried: when it was well, and when it was not."""

SILENCE = b"\0\0" * 1102  # 50 ms at 22 050 Hz: heard by nobody, and it goes the whole way
WELL = Condition("ok")


class Speaker(Driver):
    """The order of things; how a sound is begun, watched and broken off is its subclass's."""

    def __init__(self, port: Port, hall: Hall) -> None:
        super().__init__(port, hall)
        self._orders: queue.SimpleQueue[Order] = queue.SimpleQueue()
        self._now: Order | None = None
        self._deadline = 0.0
        self._condition: Condition | None = None
        self._next_look = 0.0

    @property
    def devices(self) -> list[str]:
        return [self.port.name]

    def order(self, order: Order) -> None:
        self._orders.put(order)

    def turn(self) -> None:
        if self._now is not None:
            self._go_on(self._now)
            return
        try:
            order = self._orders.get(timeout=LISTEN_S)
        except queue.Empty:
            self._look_if_due()
        else:
            self._begin(order)

    @abstractmethod
    def begin(self, path: Path) -> None:
        """Starts to play; raises OSError when there is nothing to play with."""

    @abstractmethod
    def wait(self, seconds: float) -> Condition | None:
        """How the card was once the sound has ended; None while it sounds."""

    @abstractmethod
    def stop(self) -> None:
        """Breaks off what is played, without waiting for long."""

    @abstractmethod
    def look(self) -> Condition:
        """How the card is, while nothing is played."""

    def close(self) -> None:
        if self._now is not None:
            self.stop()
            self._ended("failed")

    def _begin(self, order: Order) -> None:
        if time.time() > order["until"]:
            self.hall.played(order["sound"], "late")
            return
        self._now = order
        try:
            self._deadline = time.monotonic() + length(Path(order["path"])) + END_S
            self.begin(Path(order["path"]))
        except (OSError, EOFError, wave.Error) as fault:
            self._ended("failed", _unplayable(fault))

    def _go_on(self, order: Order) -> None:
        condition = self.wait(LISTEN_S)
        if condition is not None:
            self._ended("spoken" if condition == WELL else "failed", condition)
        elif time.monotonic() > self._deadline:
            self.stop()
            self._ended("failed", Condition("error", "hung"))

    def _ended(self, outcome: str, condition: Condition | None = None) -> None:
        assert self._now
        sound, self._now = self._now["sound"], None
        if condition is not None:
            self._told(condition)
        self.hall.played(sound, outcome)

    def _look_if_due(self) -> None:
        if time.monotonic() >= self._next_look:
            self._told(self.look())
        elif self._condition is not None:
            self.hall.health(self.port.name, self._condition)

    def _told(self, condition: Condition) -> None:
        self._condition = condition
        self._next_look = time.monotonic() + LOOK_S[condition != WELL]
        self.hall.health(self.port.name, condition)


class Card(Speaker):
    """A sound card by its ALSA name."""

    def __init__(self, port: Port, hall: Hall) -> None:
        super().__init__(port, hall)
        self._player: subprocess.Popen[bytes] | None = None

    def begin(self, path: Path) -> None:
        self._player = self._aplay(str(path), stdin=subprocess.DEVNULL)

    def wait(self, seconds: float) -> Condition | None:
        assert self._player
        try:
            self._player.wait(seconds)
        except subprocess.TimeoutExpired:
            return None
        return self._said(self._player)

    def stop(self) -> None:
        if self._player is not None:
            self._player.kill()
            with suppress(subprocess.TimeoutExpired):  # asleep in the kernel: the next one tells
                self._player.wait(END_S / 4)
            if self._player.stderr:
                self._player.stderr.close()

    def look(self) -> Condition:
        try:
            self._player = self._aplay("-t", "raw", "-f", "S16_LE", "-r", "22050", "-c", "1")
        except OSError as fault:
            return _unplayable(fault)
        with suppress(OSError):  # it did not wait for the silence: its own words say why
            assert self._player.stdin
            self._player.stdin.write(SILENCE)
            self._player.stdin.close()
        try:
            self._player.wait(END_S)
        except subprocess.TimeoutExpired:
            self.stop()
            return Condition("error", "hung")
        return self._said(self._player)

    def _aplay(self, *what: str, stdin: int = subprocess.PIPE) -> subprocess.Popen[bytes]:
        command = ["aplay", "-q", "-D", self.port.address, *what]
        return subprocess.Popen(  # noqa: S603 - one word of it is a setting: the card's name
            command, stdin=stdin, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )

    def _said(self, player: subprocess.Popen[bytes]) -> Condition:
        assert player.stderr
        with player.stderr as words:
            said = words.read().decode(errors="replace")
        return WELL if player.returncode == 0 else _trouble(said)


def driver(port: Port, hall: Hall) -> Speaker:
    """The sound card named by the port's address, or the twin."""
    if port.address == "virtual":
        from hardware.speaker.virtual import VirtualSpeaker

        return VirtualSpeaker(port, hall)
    return Card(port, hall)


def length(path: Path) -> float:
    """How long a wav sounds, in seconds; raises OSError, EOFError, wave.Error."""
    with wave.open(str(path)) as file:
        return float(file.getnframes() / file.getframerate())


def _unplayable(fault: Exception) -> Condition:
    if isinstance(fault, FileNotFoundError) and fault.filename == "aplay":
        return Condition("error", "aplay-missing")
    return Condition("error", f"unplayable: {fault}"[:200])


def _trouble(said: str) -> Condition:
    """What aplay complained of; the card's absence alone is a matter of cables."""
    known = {
        "No such file": Condition("offline", "card-missing"),
        "No such device": Condition("offline", "card-missing"),
        "Unknown PCM": Condition("offline", "card-missing"),
        "busy": Condition("error", "card-busy"),
        "Permission denied": Condition("error", "not-permitted"),
    }
    lines = said.strip().splitlines()
    last = lines[-1] if lines else "aplay failed"
    found = (trouble for sign, trouble in known.items() if sign in said)
    return next(found, Condition("error", last[:200]))
