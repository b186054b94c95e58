"""How a call sounds: chime, then the sentence twice, as one wav file that is kept for a while.

Who says it: a person's recordings, else espeak-ng, else nobody: the chime and the text remain.
Everything here blocks; a page's view runs it in a thread.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import wave
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from config import Voice
from display import espeak
from display.chime import RATE, chime
from display.clips import Pack, clips_of, louder
from display.voice import sentence_en, sentence_vi

KEEP = 64  # files of about 0.7 MB
_FORM = 2  # changes when the same words would give another file
_GAP_S = 0.4


class Call(NamedTuple):
    """What is announced: a ticket's number, where to, the calls before this one, the language."""

    number: str
    counter: int
    recall: int = 0
    language: str = "vi"


class Sentence(NamedTuple):
    """One of a call's sentences, and the recordings that it consists of; English has none."""

    language: str
    text: str
    clips: tuple[str, ...] = ()


class Sound:
    """Announcements as files in `folder`, made when first asked for."""

    def __init__(
        self,
        voice: Voice,
        folder: Path,
        voices: Path | None = None,
        volume: Callable[[], int] | None = None,
    ) -> None:
        """`voices` holds the packs of recordings; `volume` is what holds now, in percent."""
        self.voice = voice
        self.folder = folder
        self.pack = Pack(voices / voice.clips) if voices and voice.clips else None
        self._volume = volume or (lambda: voice.volume)
        self._failed = self._fell = False

    def trouble(self) -> str | None:
        """Why calls sound with another voice or none: a key of display/words.toml, or None."""
        if self.voice.engine != "none":
            if shutil.which(espeak.PROGRAM) is None:
                return "voice-missing"
            if self._failed:
                return "voice-failed"
        if self.pack and (self._fell or self.pack.speaker() is None):
            return "clips-missing"
        return None

    def render(self, call: Call, *, once: bool = False) -> Path | None:
        """The file of `call`, None when there is nothing to play; English follows Vietnamese.

        `once` leaves out the repetition, for a hall where others wait to be announced. Raises
        OSError when the file cannot be written.
        """
        volume = self._volume()
        if not volume:
            return None
        plain = (call.number, call.counter, call.recall)
        said = Sentence("vi", sentence_vi(*plain, aloud=True), tuple(clips_of(*plain)))
        sentences = [said] * (1 if once else self.voice.repeat)
        if call.language == "en":
            sentences.append(Sentence("en", sentence_en(*plain)))
        return self._kept(sentences, volume) or self._made(sentences, volume)

    def trial(self) -> Path | None:
        """The file of a sentence that calls nobody, by the engine; as `render` otherwise."""
        volume = self._volume()
        if not volume:
            return None
        said = [Sentence("vi", "Đây là câu thử loa. Xin cảm ơn.")]
        return self._kept(said, volume) or self._made(said, volume)

    def _path(self, sentences: list[Sentence], volume: int) -> Path:
        manner = self.voice.model_dump(exclude={"output", "card", "volume", "volumes"})
        recipe = repr((_FORM, manner, volume, self.pack and self.pack.stamp(), sentences))
        return self.folder / f"{hashlib.sha256(recipe.encode()).hexdigest()}.wav"

    def _kept(self, sentences: list[Sentence], volume: int) -> Path | None:
        path = self._path(sentences, volume)
        try:
            os.utime(path)  # used now: the last to be cleared away
        except FileNotFoundError:
            return None
        return path

    def _made(self, sentences: list[Sentence], volume: int) -> Path | None:
        spoken = {said: self._speak(said, volume) for said in dict.fromkeys(sentences)}
        if not all(spoken.values()):
            sentences = []  # half a call is worse than the chime and the text on the screen
        parts = [chime(volume / 100)] if self.voice.chime else []
        parts += [spoken[said] for said in sentences]
        if not parts:
            return None
        path = self._path(sentences, volume)
        write(path, (b"\0\0" * int(_GAP_S * RATE)).join(parts))
        _clear(self.folder)
        return path

    def _speak(self, said: Sentence, volume: int) -> bytes:
        """The whole sentence by one voice: the first that can say all of it."""
        if self.pack and said.clips:
            samples = self.pack.say(list(said.clips))
            self._fell = not samples
            if samples:
                return louder(samples, volume / 100)
        if self.voice.engine == "none":
            return b""
        samples = espeak.speak(self.voice, said.language, said.text, volume)
        self._failed = not samples
        return samples


def write(path: Path, samples: bytes) -> None:
    """A wav of 16-bit mono samples at RATE, whole or not at all; raises OSError."""
    # Two screens may ask for the same file at the same moment.
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
