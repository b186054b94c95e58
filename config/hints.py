"""Suggestions: the nearest known word, or the value as it should have been written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from difflib import get_close_matches

from config.words import (
    CLOCK,
    CLOCK_OR_NONE,
    CODE,
    LETTER,
    PIN,
    SERIES,
    SIGN_IN,
    SLUG,
    SLUG_OR_NONE,
)


def quoted(value: object) -> str:
    """The value as it stands in the file, shortened to what fits in a sentence."""
    if isinstance(value, bool):
        return str(value).lower()
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def printable(text: str) -> str:
    """The text with a sign in place of what would break a line or move the cursor."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)


def listed(values: Iterable[object]) -> str:
    """`"a", "b" or "c"`."""
    *most, last = map(quoted, values)
    return f"{', '.join(most)} or {last}" if most else last


def did_you_mean(value: object, known: Iterable[object]) -> str | None:
    """A question with the nearest of the known words, or nothing when none is near."""
    names = {plain(str(name)): name for name in known}
    near = get_close_matches(plain(str(value)), list(names), 1, 0.6)
    return f"did you mean {quoted(names[near[0]])}?" if near else None


def plain(text: str) -> str:
    """Small letters without marks: "Hộ tịch" and "ho tich" are near each other."""
    split = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(sign for sign in split if not unicodedata.combining(sign))


def _slug(text: str) -> str | None:
    slug = re.sub(r"[^a-z0-9]+", "-", plain(text)).strip("-")
    return f'write "{slug}"' if slug else None


def _sign_in(text: str) -> str | None:
    name = re.sub(r"[^a-z0-9._-]+", "", plain(text)).lstrip("._-")
    return f'write "{name}"' if name else None


def _clock(text: str) -> str | None:
    match = re.fullmatch(r"(\d{1,2})\s*[:hg.]\s*(\d{2})(:00)?", text.strip(), re.ASCII)
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        return None
    return f'write "{int(match[1]):02}:{match[2]}"'


def _letter(text: str) -> str | None:
    letter = text.strip().upper()
    return f'write "{letter}"' if len(letter) == 1 and letter in SERIES else None


def _code(text: str) -> str | None:
    code = re.sub(r"[^A-Z0-9]+", "-", plain(text).upper()).strip("-")
    return f'write "{code}"' if code[:1].isalpha() else None


def _no_repair(_: str) -> None:
    return None


PATTERNS: dict[str, tuple[str, Callable[[str], str | None]]] = {
    SLUG: ("is no id: use small letters without marks, digits and single hyphens", _slug),
    SLUG_OR_NONE: (
        "is no name: use small letters without marks, digits and single hyphens",
        _slug,
    ),
    SIGN_IN: ("is no sign-in name: use small letters without marks, digits, . _ -", _sign_in),
    CLOCK: ('is no time of day: write it in 24 hours, such as "07:30"', _clock),
    CLOCK_OR_NONE: ('is no time of day: write "15:00", or "" for none', _clock),
    PIN: ("is no PIN: write 4 to 8 digits in quotes", _no_repair),
    LETTER: (f"is no series letter: use one of {' '.join(SERIES)}", _letter),
    CODE: ("is no code: use capital letters without marks, digits and hyphens", _code),
}
"""For each pattern of words.py: what is wrong, and the repair to suggest."""
