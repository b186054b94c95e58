"""Knows no database, no device and no other room: the hall's screen and its voice.

Public words: `blueprint` (the pages and the sounds), `Sound` (calls as wav files, its health),
`Pictures` (of the media area), `sentence_vi` and `sentence_en` (a call in words).
"""

from __future__ import annotations

from display import slides  # noqa: F401 - hangs itself onto the blueprint
from display.pictures import Pictures
from display.sound import Sound
from display.views import blueprint
from display.voice import sentence_en, sentence_vi

__all__ = ["Pictures", "Sound", "blueprint", "sentence_en", "sentence_vi"]
