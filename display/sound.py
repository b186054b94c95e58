"""How a call sounds: chime, then the sentence twice, as one wav file that is kept for a while.

Everything here blocks; a page's view runs it in a thread. The synthesiser is a process of its own
with a deadline. It is started by the system's own posix_spawn and read from a pipe: subprocess, and
posix_spawn as gevent patches it, work on the hub's thread only.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import wave
from array import array
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from gevent import monkey

from config import Voice
from display.chime import RATE, chime
from display.voice import sentence_en, sentence_vi

DEADLINE_S = 5  # espeak-ng takes 20 ms; one that hangs must not hold the hall's voice
KEEP = 64  # files of about 0.7 MB
_spawn = monkey.get_original("os", "posix_spawnp")
_wait = monkey.get_original("os", "waitpid")
_FORM = 1  # changes when the same words would give another file
_GAP_S = 0.4
_QUIET = 200  # of 32 767: below it the synthesiser's lead-in and tail are silence
_LOUDEST = 0.92  # of espeak-ng's 100, where some calls would pass full scale and be cut (by 0.7 dB)
_VOICES = {"vi": "vi", "en": "en-gb"}


class Call(NamedTuple):
    """What is announced: a ticket's number, where to, the calls before this one, the language."""

    number: str
    counter: int
    recall: int = 0
    language: str = "vi"


class Sound:
    """Announcements as files in `folder`, made when first asked for."""

    def __init__(self, voice: Voice, folder: Path) -> None:
        self.voice = voice
        self.folder = folder
        self._failed = False

    def trouble(self) -> str | None:
        """Why calls sound without words: a key of display/words.toml, or None."""
        if self.voice.engine == "none":
            return None
        if shutil.which("espeak-ng") is None:
            return "voice-missing"
        return "voice-failed" if self._failed else None

    def render(self, call: Call, *, once: bool = False) -> Path | None:
        """The file of `call`, None when there is nothing to play; English follows Vietnamese.

        `once` leaves out the repetition, for a hall where others wait to be announced. Raises
        OSError when the file cannot be written.
        """
        plain = (call.number, call.counter, call.recall)
        sentences = [("vi", sentence_vi(*plain, aloud=True))] * (1 if once else self.voice.repeat)
        if call.language == "en":
            sentences.append(("en", sentence_en(*plain)))
        return self._kept(sentences) or self._made(sentences)

    def _path(self, sentences: list[tuple[str, str]]) -> Path:
        recipe = repr((_FORM, self.voice.model_dump(), sentences))
        return self.folder / f"{hashlib.sha256(recipe.encode()).hexdigest()}.wav"

    def _kept(self, sentences: list[tuple[str, str]]) -> Path | None:
        path = self._path(sentences)
        try:
            os.utime(path)  # used now: the last to be cleared away
        except FileNotFoundError:
            return None
        return path

    def _made(self, sentences: list[tuple[str, str]]) -> Path | None:
        spoken = {said: self._speak(*said) for said in dict.fromkeys(sentences)}
        if not all(spoken.values()):
            sentences = []  # half a call is worse than the chime and the text on the screen
        parts = [chime(self.voice.volume / 100)] if self.voice.chime else []
        parts += [spoken[said] for said in sentences]
        if not parts:
            return None
        path = self._path(sentences)
        _write(path, (b"\0\0" * int(_GAP_S * RATE)).join(parts))
        _clear(self.folder)
        return path

    def _speak(self, language: str, text: str) -> bytes:
        if self.voice.engine == "none":
            return b""
        loud = round(self.voice.volume * _LOUDEST)
        manner = f"-s {self.voice.rate} -p {self.voice.pitch} -g {self.voice.gap} -a {loud}"
        output = _run(["espeak-ng", "-v", _VOICES[language], *manner.split(), "--stdout", text])
        samples = _trimmed(_samples(output))
        self._failed = not samples
        return samples


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


def _write(path: Path, samples: bytes) -> None:
    # Whole or not at all: two screens may ask for the same file at the same moment.
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(descriptor, "wb") as raw, wave.open(raw, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples)
    Path(name).replace(path)


def _clear(folder: Path) -> None:
    """Only what is whole: a file that another thread still writes is its own."""
    ages = []
    for path in folder.glob("*.wav"):
        with suppress(FileNotFoundError):
            ages.append((path.stat().st_mtime, path))
    for _, old in sorted(ages, reverse=True)[KEEP:]:
        old.unlink(missing_ok=True)
