"""The two tones before a call: our own, computed, so that no recording need be shipped."""

from __future__ import annotations

import math
from array import array
from functools import cache

RATE = 22_050  # samples a second, those of espeak-ng
TONES = ((659.26, 0.0), (523.25, 0.38))  # E5, then C5 after 0.38 s: a falling third
LENGTH_S = 1.35
PEAK = 0.7  # of full scale at full volume: heard in a full hall, startles nobody
_DECAY_S = 0.3
_ATTACK_S = 0.008  # without it a tone begins with a click
_OVERTONES = ((1, 1.0), (2, 0.35), (3, 0.12))  # of a soft bell


@cache
def chime(volume: float) -> bytes:
    """The chime as 16-bit mono samples at RATE; `volume` from 0 to 1."""
    wave = [_sample(i / RATE) for i in range(int(LENGTH_S * RATE))]
    scale = volume * PEAK * 32_767 / max(map(abs, wave))
    return array("h", (round(sample * scale) for sample in wave)).tobytes()


def _sample(t: float) -> float:
    end = min(1.0, (LENGTH_S - t) / 0.05)  # fades out, lest it ends with a click
    return end * sum(_tone(pitch, t - start) for pitch, start in TONES if t > start)


def _tone(pitch: float, t: float) -> float:
    body = sum(part * math.sin(2 * math.pi * pitch * k * t) for k, part in _OVERTONES)
    return min(1.0, t / _ATTACK_S) * math.exp(-t / _DECAY_S) * body
