"""The words people see, kept beside each room in `<room>/words.toml`: `[key] vi = "…" en = "…"`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("vi", "en")
_HOUSE = Path(__file__).resolve().parent.parent


class WordsMissing(Exception):
    """A catalogue lacks a word in one of the languages, or has one that nobody asked for."""


@cache
def load(room: str) -> dict[str, dict[str, str]]:
    """The words of `room` over those that all rooms share, as {"vi": {key: text}, "en": {…}}."""
    entries = _read("web") | _read(room)
    return {lang: {key: entry[lang] for key, entry in entries.items()} for lang in LANGUAGES}


def _read(room: str) -> dict[str, dict[str, str]]:
    path = _HOUSE / room / "words.toml"
    entries: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    for key, entry in entries.items():
        if not isinstance(entry, dict) or set(entry) != set(LANGUAGES):
            raise WordsMissing(f"{room}/words.toml: [{key}] needs {' and '.join(LANGUAGES)}")
    return entries
