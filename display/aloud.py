"""A kiosk's screen read to somebody; nothing of it is kept anywhere.

What the office has recorded is said by that person, every other sentence by the machine, and none
by both. It blocks; a page's view runs it in a thread.
"""

from __future__ import annotations

import re
import shutil
import wave
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Final

from config import Voice
from display import espeak
from display.chime import RATE
from display.clips import Pack, louder, spelt
from display.voice import LETTERS, number_en, spelt_vi

_TICKET: Final = re.compile(rf"\b[{''.join(LETTERS)}]\d{{2,5}}\b")
_PHONE: Final = re.compile(r"\+?\b\d(?:[ .-]?\d){6,}\b")
_RANGE: Final = re.compile(r"(?<=\d)\s*–\s*(?=\d)")
_CLOCK: Final = re.compile(r"\b(\d{1,2}):(\d{2})\b")
_PAUSE: Final = re.compile(r"\s*(?:·|\||–|\n)+\s*")
# What a synthesiser would read sign by sign.
_WRITTEN: Final = {
    "vi": (("Ông/Bà", "Ông Bà"), ("UBND", "Ủy ban nhân dân"), ("@", " a còng "), ("QR", "quy-rờ")),
    "en": (("@", " at "),),
}


class Reader:
    """web.aloud.Aloud by recordings and espeak-ng, as loud as its hour asks."""

    def __init__(
        self,
        voice: Voice,
        volume: Callable[[], int],
        pack: Pack | None = None,
        recordings: Mapping[str, str] | None = None,
    ) -> None:
        """`recordings` are the names in `pack` of what a screen says, each with its words."""
        self.voice, self._volume, self._pack = voice, volume, pack
        self._named = {words: name for name, words in (recordings or {}).items()}

    def able(self) -> bool:
        """There is an engine, and it is there."""
        return self.voice.engine != "none" and shutil.which(espeak.PROGRAM) is not None

    def read(self, language: str, text: str) -> bytes | None:
        """`text` as a wav of 16-bit mono samples at RATE; None when nobody can say it now."""
        volume = self._volume()
        if not volume or not self.able():
            return None
        samples = self._recorded(text, volume) if language == "vi" else b""
        samples = samples or espeak.speak(self.voice, language, spoken(text, language), volume)
        return _file(samples) if samples else None

    def _recorded(self, text: str, volume: int) -> bytes:
        """By the person: a fixed sentence, or one with a ticket's number at its end."""
        text = text.replace("\u00a0", " ")
        head, _, number = text.rpartition(", ")
        if text in self._named:
            clips = [self._named[text]]
        elif head in self._named and _TICKET.fullmatch(number):
            clips = [self._named[head], *spelt(number)]
        else:
            return b""
        return louder(self._pack.say(clips), volume / 100) if self._pack else b""


def spoken(text: str, language: str) -> str:
    """The words for what stands there: tickets and telephones digit by digit, hours as hours."""
    text = text.replace("\u00a0", " ")
    for sign, words in _WRITTEN[language]:
        text = text.replace(sign, words)
    text = _TICKET.sub(lambda found: _digits(found[0], language), text)
    text = _CLOCK.sub(lambda found: _hour(found, language), text)
    text = _RANGE.sub(" đến " if language == "vi" else " to ", text)
    text = _PHONE.sub(lambda found: _digits(re.sub(r"\D", "", found[0]), language), text)
    return _PAUSE.sub(", ", text).strip().lstrip("-")  # espeak-ng takes a dash for an option


def _digits(number: str, language: str) -> str:
    if language == "vi":
        return spelt_vi(number)
    return ", ".join(number_en(int(sign)) if sign.isdigit() else sign for sign in number)


def _hour(found: re.Match[str], language: str) -> str:
    hour, minute = int(found[1]), int(found[2])
    if language == "en":
        return f"{hour} {minute:02d}" if minute else f"{hour} o'clock"
    return f"{hour} giờ {minute}" if minute else f"{hour} giờ"


def _file(samples: bytes) -> bytes:
    written = BytesIO()
    with wave.open(written, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples)
    return written.getvalue()
