"""A person's voice without a person: one tone a recording, so that a sentence can be read back."""

from __future__ import annotations

import math
import random
import wave
from array import array
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

from display.chime import RATE
from display.clips import needed

ABOUT = 'speaker = "Nguyễn Thị Thử"\nrecorded = 2026-11-20\nconsent = "Cho bản thử nghiệm này."\n'
LENGTH_S = 0.1


def tone(pitch: float, seconds: float, loud: float = 0.3, rate: int = RATE) -> array[int]:
    turn = 2 * math.pi * pitch / rate
    return array(
        "h", (round(32_767 * loud * math.sin(turn * n)) for n in range(int(seconds * rate)))
    )


def noise(seconds: float, loud: float, seed: int = 1, rate: int = RATE) -> array[int]:
    chance = random.Random(seed)
    return array("h", (round(chance.gauss(0, 32_767 * loud)) for _ in range(int(seconds * rate))))


def save(path: Path, levels: array[int], rate: int = RATE, channels: int = 1) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(levels.tobytes())
    return path


def pitch_of(name: str, more: Iterable[str] = ()) -> float:
    """Each recording, those of calls and then `more`, has a tone: 300 Hz and up, 40 Hz apart."""
    return 300.0 + 40 * [*needed(), *more].index(name)


def pack(folder: Path, without: Iterable[str] = ()) -> Path:
    """A folder with every recording but some."""
    for name in needed():
        if name not in set(without):
            save(folder / f"{name}.wav", tone(pitch_of(name), LENGTH_S))
    (folder / "voice.toml").write_text(ABOUT, "utf-8")
    return folder


def read_back(samples: bytes, more: Iterable[str] = ()) -> list[str]:
    """The recordings heard in a sentence, by their tones (crossings of zero)."""
    levels: array[int] = array("h", samples)
    by_pitch = {pitch_of(name, more): name for name in [*needed(), *more]}
    heard = []
    for start, end in sounding(levels):
        part = levels[start:end]
        crossings = sum(a < 0 <= b for a, b in pairwise(part))
        pitch = crossings * RATE / len(part)
        heard.append(by_pitch[min(by_pitch, key=lambda known: abs(known - pitch))])
    return heard


def sounding(levels: array[int]) -> list[tuple[int, int]]:
    """Where it is not silent: from, to; silences shorter than 20 ms are part of a tone."""
    found: list[tuple[int, int]] = []
    for at, level in enumerate(levels):
        if level == 0:
            continue
        if found and at - found[-1][1] < 0.02 * RATE:
            found[-1] = (found[-1][0], at + 1)
        else:
            found.append((at, at + 1))
    return found
