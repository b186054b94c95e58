"""What is wrong with a setting, in the reader's language.

The configuration speaks English, to whoever writes its file; what its sentences are in Vietnamese
stands in faults.toml. A sentence that is new there is told as it is: better English than nothing.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from config import Fault

Sayings = list[tuple[re.Pattern[str], str]]


def told(fault: Fault, lang: str) -> str:
    """The sentence, and in brackets what to write instead where that is known."""
    if lang != "vi":
        return f"{fault.message} ({fault.suggestion})" if fault.suggestion else fault.message
    said = _said("sentence", fault.message) or fault.message
    hint = fault.suggestion and _said("hint", fault.suggestion)
    return f"{said} ({hint})" if hint else said


def _said(kind: str, sentence: str) -> str | None:
    for pattern, vietnamese in _sayings()[kind]:
        if found := pattern.fullmatch(sentence):
            return vietnamese.format(**found.groupdict())
    return None


@cache
def _sayings() -> dict[str, Sayings]:
    known = tomllib.loads(Path(__file__).with_name("faults.toml").read_text("utf-8"))
    return {
        kind: [(re.compile(entry["said"], re.DOTALL), entry["vi"]) for entry in entries]
        for kind, entries in known.items()
    }
