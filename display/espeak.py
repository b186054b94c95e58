"""The machine's voice: espeak-ng, a process of its own with a deadline.

It is started by the system's own posix_spawn and read from a pipe: subprocess, and posix_spawn as
gevent patches it, work on the hub's thread only.
"""

from __future__ import annotations

import os
import wave
from array import array
from contextlib import suppress
from io import BytesIO

from gevent import monkey

from config import Voice

PROGRAM = "espeak-ng"
DEADLINE_S = 5  # it takes 20 ms; one that hangs must not hold the hall's voice
_spawn = monkey.get_original("os", "posix_spawnp")
_wait = monkey.get_original("os", "waitpid")
_QUIET = 200  # of 32 767: below it the synthesiser's lead-in and tail are silence
_LOUDEST = 0.92  # of espeak-ng's 100, where some calls would pass full scale and be cut (by 0.7 dB)
_VOICES = {"north": "vi", "central": "vi-vn-x-central", "south": "vi-vn-x-south"}
_ENGLISH = "en-gb"


def speak(voice: Voice, language: str, text: str, volume: int) -> bytes:
    """`text` as 16-bit mono samples at chime.RATE; nothing when the synthesiser is not there."""
    who = _VOICES[voice.region] if language == "vi" else _ENGLISH
    manner = f"-s {voice.rate} -p {voice.pitch} -g {voice.gap} -a {round(volume * _LOUDEST)}"
    return _trimmed(_samples(_run([PROGRAM, "-v", who, *manner.split(), "--stdout", text])))


def _run(command: list[str]) -> bytes:
    """What `command` wrote before it ended or its deadline came; nothing when it is missing."""
    ours, theirs = os.pipe()
    silence = (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)
    limited = ["timeout", "--signal=KILL", str(DEADLINE_S), *command]
    with os.fdopen(ours, "rb") as pipe:
        try:
            child = _spawn(
                limited[0],
                limited,
                os.environ,
                file_actions=[(os.POSIX_SPAWN_DUP2, theirs, 1), silence],
            )
        finally:
            os.close(theirs)
        output = pipe.read()
    with suppress(ChildProcessError):  # the server's own watcher of children was quicker
        _wait(child, 0)
    return output


def _samples(output: bytes) -> bytes:
    # The header of a streamed wav promises 2 GB; what is there is what counts.
    try:
        with wave.open(BytesIO(output)) as file:
            frames: bytes = file.readframes(len(output))
    except (EOFError, wave.Error):
        return b""
    return frames


def _trimmed(samples: bytes) -> bytes:
    levels: array[int] = array("h", samples[: len(samples) // 2 * 2])
    loud = (i for i in range(len(levels)) if abs(levels[i]) > _QUIET)
    first = next(loud, None)
    if first is None:
        return b""
    last = next(i for i in reversed(range(len(levels))) if abs(levels[i]) > _QUIET)
    return levels[first : last + 1].tobytes()
