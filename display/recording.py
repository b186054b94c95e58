"""One recording made fit for the pack: read, judged, cut to the words, brought to one loudness.

What a person says into a telephone or a microphone differs in rate, distance and room; what lies in
a pack is 16-bit mono at chime.RATE, begins with the word, and is as loud as its neighbours.
"""

from __future__ import annotations

import math
import wave
from array import array
from pathlib import Path
from typing import Final, NamedTuple

from display.chime import RATE
from display.clips import louder

LOUDNESS_DB: Final = -18.0  # of the words, as espeak-ng's own; the peaks stay below PEAK_DB
PEAK_DB: Final = -1.0
QUIETEST_DB: Final = -38.0  # words weaker than this bring the room's noise up with them
CLEAR_DB: Final = 15.0  # the words must stand out of the room by so much
FILE_S: Final = 60.0  # nothing longer is read: an hour of a telephone would fill the hall's memory
FASTEST: Final = 192_000  # samples a second that any device makes
LONGEST_S: Final = 4.0  # "Mời công dân có số" takes 1.6 s; a recording is one clip, not several
_FRAME = RATE // 100
_CUT_AT = 32_700
_CUT_RUN = 3  # so many samples at full scale in a row are a wave whose top is missing
_EDGE_S = 0.015
_LOBES = 8  # of the sinc that resamples: its error is below 16 bits of speech


class Heard(NamedTuple):
    """A recording's words, ready to be kept, and its faults: keys of FAULTS."""

    samples: bytes
    faults: tuple[str, ...]
    level_db: float
    room_db: float


FAULTS: Final = {
    "silent": "nobody speaks in it: check the microphone",
    "quiet": "it is too quiet: come closer to the microphone",
    "clipped": "it is cut off at the top: move away, or turn the microphone down",
    "noisy": "the room is too loud: close the window, and wait for silence",
    "cut": "it begins or ends within a word: leave half a second before and after",
    "long": f"it is longer than {LONGEST_S:g} s: read this clip alone",
}


class NoRecording(Exception):
    """The file is no wav that can be read; the message says why."""


def heard_in(path: Path) -> Heard:
    """The words in a wav of 16 bits, any rate, any channels; raises NoRecording."""
    return judged(_read(path))


def judged(samples: bytes) -> Heard:
    """The words in 16-bit mono samples at RATE, trimmed and levelled, with what is wrong."""
    levels: array[int] = array("h", samples)
    frames = [_rms(levels[at : at + _FRAME]) for at in range(0, len(levels) - _FRAME, _FRAME)]
    if not frames or max(frames) < 2 * _linear(-60):
        return Heard(b"", ("silent",), -99.0, -99.0)
    room = sorted(frames)[len(frames) // 10]
    # A tenth of the loudest, or well above the room: a final «t» is quiet, a fan is steady.
    border = max(max(frames) / 20, min(4 * room, max(frames) / 3))
    loud = [at for at, level in enumerate(frames) if level >= border]
    level = _rms([s for at in loud for s in levels[at * _FRAME : (at + 1) * _FRAME]])
    margin = round(_EDGE_S * RATE)
    words = levels[max(0, loud[0] * _FRAME - margin) : (loud[-1] + 1) * _FRAME + margin]
    noisy = _db(level) - _db(room) < CLEAR_DB
    faults = {
        "quiet": _db(level) < QUIETEST_DB,
        "clipped": _is_clipped(levels),
        "noisy": noisy,
        # In a loud room nobody can tell where the word begins.
        "cut": not noisy and (loud[0] == 0 or loud[-1] == len(frames) - 1),
        "long": len(words) > LONGEST_S * RATE,
    }
    found = tuple(name for name, wrong in faults.items() if wrong)
    return Heard(_faded(_levelled(words, level)), found, _db(level), _db(room))


def _read(path: Path) -> bytes:
    try:
        with wave.open(str(path)) as file:
            channels, width, rate = file.getnchannels(), file.getsampwidth(), file.getframerate()
            if not rate or file.getnframes() > FILE_S * min(rate, FASTEST):
                raise NoRecording(f"{path} is longer than {FILE_S:g} s: save each clip alone")
            frames = file.readframes(file.getnframes())
    except (OSError, EOFError, wave.Error) as fault:
        raise NoRecording(f"{path} is no wav file: {fault}") from fault
    if width != 2:
        raise NoRecording(f"{path} has {8 * width} bits a sample: save it as 16-bit PCM")
    levels: array[int] = array("h", frames[: len(frames) // (2 * channels) * 2 * channels])
    mono = [sum(levels[at : at + channels]) / channels for at in range(0, len(levels), channels)]
    return array("h", map(round, mono if rate == RATE else _resampled(mono, rate))).tobytes()


def _resampled(levels: list[float], rate: int) -> list[float]:
    """At RATE, by a windowed sinc that lets nothing fold back."""
    step, cut = rate / RATE, min(1.0, RATE / rate)
    reach = _LOBES / cut
    made = []
    for n in range(int(len(levels) / step)):
        middle = n * step
        near = range(max(0, math.ceil(middle - reach)), min(len(levels), int(middle + reach) + 1))
        value = sum(levels[at] * _weight(at - middle, cut, reach) for at in near)
        made.append(max(-32_768.0, min(32_767.0, value)))
    return made


def _weight(distance: float, cut: float, reach: float) -> float:
    window = 0.5 + 0.5 * math.cos(math.pi * distance / reach)
    turn = math.pi * distance * cut
    return cut * window * (math.sin(turn) / turn if turn else 1.0)


def _levelled(words: array[int], level: float) -> bytes:
    peak = max(map(abs, words))
    times = min(_linear(LOUDNESS_DB) / level, _linear(PEAK_DB) / peak)
    return louder(words.tobytes(), times)


def _faded(samples: bytes) -> bytes:
    """In and out of the margin around the words: a step would be heard as a click."""
    levels: array[int] = array("h", samples)
    edge = min(round(_EDGE_S * RATE) // 2, len(levels) // 2)
    for at in range(edge):
        levels[at] = levels[at] * at // edge
        levels[-1 - at] = levels[-1 - at] * at // edge
    return levels.tobytes()


def _is_clipped(levels: array[int]) -> bool:
    run = 0
    for level in levels:
        run = run + 1 if abs(level) >= _CUT_AT else 0
        if run >= _CUT_RUN:
            return True
    return False


def _rms(levels: array[int] | list[int]) -> float:
    return math.sqrt(sum(level * level for level in levels) / len(levels)) if levels else 0.0


def _db(level: float) -> float:
    return 20 * math.log10(max(level, 1.0) / 32_767)


def _linear(db: float) -> float:
    return float(32_767 * 10 ** (db / 20))
