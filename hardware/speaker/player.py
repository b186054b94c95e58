"""A sound card, played by ALSA's own player.

aplay is a process: a card that swallows the end of a sound costs that process, after its deadline,
and not the thread.
"""

from __future__ import annotations

import subprocess
from contextlib import suppress
from pathlib import Path

from hardware.health import Condition
from hardware.peripherals.driver import Hall, Port
from hardware.speaker import base
from hardware.speaker.base import WELL, Speaker, unplayable
from hardware.speaker.virtual import VirtualSpeaker

SILENCE = b"\0\0" * 1102  # 50 ms at 22 050 Hz: heard by nobody, and it goes the whole way


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
                self._player.wait(base.END_S / 4)
            if self._player.stderr:
                self._player.stderr.close()

    def look(self) -> Condition:
        try:
            self._player = self._aplay("-t", "raw", "-f", "S16_LE", "-r", "22050", "-c", "1")
        except OSError as fault:
            return unplayable(fault)
        with suppress(OSError):  # it did not wait for the silence: its own words say why
            assert self._player.stdin
            self._player.stdin.write(SILENCE)
            self._player.stdin.close()
        try:
            self._player.wait(base.END_S)
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
        return VirtualSpeaker(port, hall)
    return Card(port, hall)


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
