"""Vietnamese as a printer's own letters: which code pages hold it, and what stands in for the rest.

The code pages are those of python-escpos, checked before they are used: it writes "?" for a letter
that a page lacks and says nothing. Here a word that cannot be written whole loses all its marks, so
that nobody reads a wrong letter; a half-marked word would be another word (tiền, tiên, tien).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

TEXTS = ("unaccented", "tcvn3", "cp1258")
"""How a printer writes: plain letters; TCVN 5712-3, small letters on one page and capitals on the
next; Windows 1258, a letter and then its tone mark on top of it."""

NUMBERS = {"tcvn3": (30,), "cp1258": (52, 27, 94, 35)}
"""After ESC t, as printers number them (escpos-printer-db); the first is the usual one."""

SELECT = b"\x1bt"
TONES = "\u0300\u0301\u0303\u0309\u0323"
_PLAIN = {
    "đ": "d", "Đ": "D", "–": "-", "—": "-", "·": "-", "…": "...", "“": '"', "”": '"',
    "‘": "'", "’": "'", "\xa0": " ", "№": "No.",
}  # fmt: skip
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def unaccented(text: str) -> str:
    """The same in ASCII: without marks, typographic signs as typewriters have them, else "?"."""
    apart = unicodedata.normalize("NFD", _clean(text))
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    plain = "".join(_PLAIN.get(letter, letter) for letter in bare)
    return "".join(letter if letter.isascii() else "?" for letter in plain)


def shown(text: str, mode: str) -> str:
    """What the paper will say: the words that `mode` can write, the others unaccented."""
    words = re.split(r"([ \xa0]+)", _clean(text))
    return "".join(word if _can(word, mode) else unaccented(word) for word in words)


def written(text: str, mode: str, number: int) -> bytes:
    """The bytes of `shown`, with the page switches they need; `number` is the page after ESC t."""
    text = shown(text, mode)
    if mode == "unaccented":
        return text.encode("ascii")
    if mode == "cp1258":
        return _select(number) + _apart(text).encode("cp1258")
    return _two_pages(text, number)


def _can(word: str, mode: str) -> bool:
    if word.isascii():
        return True
    if mode == "cp1258":
        try:
            return bool(_apart(word).encode("cp1258"))
        except UnicodeEncodeError:
            return False
    return mode == "tcvn3" and all(letter.isascii() or letter in _tcvn() for letter in word)


def _apart(text: str) -> str:
    """Each tone mark behind its letter, which keeps its own shape: ế is ê and an acute."""
    return "".join(map(_with_tone_behind, text))


def _with_tone_behind(letter: str) -> str:
    parts = unicodedata.normalize("NFD", letter)
    tone = [part for part in parts if part in TONES]
    base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES))
    return base + "".join(tone)


def _two_pages(text: str, number: int) -> bytes:
    job, now = bytearray(_select(number)), 0
    for letter in text:
        if letter.isascii():
            job += letter.encode("ascii")
            continue
        page, code = _tcvn()[letter]
        if page != now:
            job += _select(number + page)
            now = page
        job.append(code)
    return bytes(job)


@cache
def _tcvn() -> dict[str, tuple[int, int]]:
    """Each letter's page, 0 or 1, and its code there."""
    # The profiles of every printer come with it, and few printers are told to write so.
    from escpos.codepages import CodePages

    found = {
        letter: (page, code)
        for page, name in enumerate(("TCVN-3-1", "TCVN-3-2"))
        for code, letter in enumerate("".join(CodePages.get_encoding(name)["data"]), 128)
        if letter != " "
    }
    # python-escpos has the Icelandic eth there, which looks the same and is another letter.
    found["Đ"] = found.pop("Ð")
    return found


def _select(number: int) -> bytes:
    return SELECT + bytes([number])


def _clean(text: str) -> str:
    # A control character would be a command.
    return _UNPRINTABLE.sub(" ", unicodedata.normalize("NFC", text))
