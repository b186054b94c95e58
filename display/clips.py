"""A person's voice: about 45 recordings in a folder, joined into the sentences of calls.

A sentence with one recording missing is not said at all here: nobody should hear a number begun by
a colleague and ended by a machine. The recordings are made and looked after by `recording`.
"""

from __future__ import annotations

import datetime as dt
import tomllib
import wave
from array import array
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from display.chime import RATE
from display.voice import LETTERS, number_vi

GAP_S = 0.04
PAUSE_S = 0.2  # before where to go, and before which time it is: commas of the sentence
ABOUT = "voice.toml"
COUNTERS = 30
_INVITE, _TO, _TIME, _FOURTH = "moi", "den-quay", "lan-thu", "thu-tu"
_PHRASES: Final = {
    _INVITE: "Mời công dân có số",
    _TO: "đến quầy số",
    _TIME: "lần thứ",
    _FOURTH: "tư",
}


class Speaker(NamedTuple):
    """Whose voice it is, recorded on what day, and the words with which it was lent."""

    name: str
    recorded: dt.date
    consent: str


def needed(counters: Iterable[int] = ()) -> dict[str, str]:
    """Every recording by its name, with the words to be read; 31 and more only if a counter is."""
    numbers = sorted({*range(COUNTERS + 1), *counters})
    letters = {f"chu-{letter.lower()}": name for letter, name in LETTERS.items()}
    return _PHRASES | letters | {f"so-{n}": number_vi(n) for n in numbers}


def clips_of(number: str, counter: int, recall: int = 0) -> list[str]:
    """The recordings of one call in the order of its sentence (voice.sentence_vi, read aloud)."""
    # "tư" is how a fourth time is said, and no counter: "lần thứ tư", "quầy số bốn".
    again = [_TIME, _FOURTH if recall == 3 else f"so-{recall + 1}"] if recall else []
    return [_INVITE, *spelt(number), _TO, f"so-{counter}", *again]


def spelt(number: str) -> list[str]:
    """The recordings of a ticket's number alone."""
    return [f"so-{sign}" if sign.isdigit() else f"chu-{sign.lower()}" for sign in number]


class Pack:
    """The recordings in one folder; every question looks at the disk again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def speaker(self) -> Speaker | None:
        """Whose voice it is; None when voice.toml does not say who lent it, and with what words."""
        try:
            about = tomllib.loads((self.folder / ABOUT).read_text("utf-8"))
        except (OSError, ValueError):
            return None
        name, recorded, consent = (about.get(key) for key in ("speaker", "recorded", "consent"))
        if not isinstance(name, str) or not isinstance(consent, str) or not name or not consent:
            return None
        return Speaker(name, recorded, consent) if isinstance(recorded, dt.date) else None

    def stamp(self) -> int:
        """Another number whenever a recording was changed (ns)."""
        try:
            return max((path.stat().st_mtime_ns for path in self.folder.iterdir()), default=0)
        except OSError:
            return 0

    def missing(self, counters: Iterable[int] = ()) -> list[str]:
        """The names of the recordings that are not there, or not as `recording` leaves them."""
        return [name for name in needed(counters) if not self.samples(name)]

    def say(self, clips: list[str]) -> bytes:
        """The sentence as 16-bit mono samples at RATE; nothing if any recording is missing."""
        parts = {name: self.samples(name) for name in set(clips)}
        if not all(parts.values()) or self.speaker() is None:
            return b""
        said = parts[clips[0]]
        for name in clips[1:]:
            said += _silence(PAUSE_S if name in (_TO, _TIME) else GAP_S) + parts[name]
        return said

    def samples(self, name: str) -> bytes:
        """One recording; nothing when it is missing or in another form than ours."""
        try:
            with wave.open(str(self.path(name))) as file:
                ours = (file.getnchannels(), file.getsampwidth(), file.getframerate())
                frames: bytes = file.readframes(file.getnframes())
        except (OSError, EOFError, wave.Error):
            return b""
        return frames if ours == (1, 2, RATE) else b""

    def path(self, name: str) -> Path:
        """Where a recording lies."""
        return self.folder / f"{name}.wav"


def louder(samples: bytes, times: float) -> bytes:
    """The samples `times` as loud; what would pass full scale stays at it."""
    levels: array[int] = array("h", samples)
    return array(
        "h", (max(-32_768, min(32_767, round(level * times))) for level in levels)
    ).tobytes()


def _silence(seconds: float) -> bytes:
    return b"\0\0" * int(seconds * RATE)
