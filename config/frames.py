"""The words in which config.toml writes down what a board wants to be sent.

A frame is a line of words with spaces between them:

    02 FF            bytes, two hex digits each
    "A{num:>4}"      ASCII text; values in braces as Python formats them
    {u8:addr}        one byte; {u16:n} two, high first; {u16le:n} two, low first
    {bcd2:n}         so many bytes of packed decimal digits, 1 to 4
    {seg4:text}      so many bytes of seven segments each, 1 to 8, bit 0 = a … bit 6 = g
    ( … )            what a sum is taken over; without ( ) all that stands before it
    {sum8}           the sum: sum8 neg8 xor8, sum16 (high first), crc16 (Modbus, low first), or in
                     capital hex digits sum8hex xor8hex sum16hex

Values: text and text2 (the lines as the board can show them), num (its digits), n (num as a number,
0 without one), addr. `hardware.boards.template` makes the bytes.
"""

from __future__ import annotations

import re
from typing import NamedTuple

VALUES = {"text": "", "text2": "", "num": "", "n": 0, "addr": 0}
SUMS = ("sum8", "neg8", "xor8", "sum16", "crc16", "sum8hex", "xor8hex", "sum16hex")
NUMBERS = ("u8", "u16", "u16le", "bcd1", "bcd2", "bcd3", "bcd4")
SEGMENTS = tuple(f"seg{n}" for n in range(1, 9))
KINDS = (*NUMBERS, *SEGMENTS, *SUMS)

_WORD = re.compile(r'"[^"]*"|\S+')
_FIELD = re.compile(r"\{(?P<kind>[a-z0-9]+)(?::(?P<value>[a-z0-9]+))?\}")


class Piece(NamedTuple):
    """One word: kind is hex, quote, open, close, or one of KINDS."""

    kind: str
    text: str


class NoFrame(ValueError):
    """A frame that cannot be read; the sentence says what to write instead."""


def pieces(frame: str) -> tuple[Piece, ...]:
    """The words of a frame; NoFrame with a sentence about the first that is none."""
    found = tuple(_piece(match.group()) for match in _WORD.finditer(frame))
    depth = 0
    for piece in found:
        depth += (piece.kind == "open") - (piece.kind == "close")
        if depth not in (0, 1):
            raise NoFrame(
                "( and ) stand once around what a sum is taken over, never within another"
            )
    if depth:
        raise NoFrame("a ( without its )")
    return found


def _piece(word: str) -> Piece:
    if word in "()":
        return Piece("open" if word == "(" else "close", "")
    if re.fullmatch(r"[0-9A-Fa-f]{2}", word):
        return Piece("hex", word)
    if word.startswith('"'):
        return _quote(word)
    field = _FIELD.fullmatch(word)
    if field is None:
        raise NoFrame(f'{word} is no word of a frame: write two hex digits, "text" or {{u8:addr}}')
    return _field(field["kind"], field["value"])


def _quote(word: str) -> Piece:
    if len(word) < 2 or not word.endswith('"'):
        raise NoFrame(f"{word} is a text without its closing quote")
    if not word.isascii():
        raise NoFrame(f"{word} holds a letter that no board knows: ASCII alone")
    try:
        word[1:-1].format(**VALUES)
    except (KeyError, IndexError, ValueError, AttributeError):
        known = ", ".join(f"{{{name}}}" for name in VALUES)
        raise NoFrame(f"{word} cannot be filled in: the values are {known}") from None
    return Piece("quote", word[1:-1])


def _field(kind: str, value: str | None) -> Piece:
    if kind in SUMS and value is None:
        return Piece(kind, "")
    wanted = ("addr", "n") if kind in NUMBERS else ("text", "text2", "num")
    if kind in (*NUMBERS, *SEGMENTS) and value in wanted:
        return Piece(kind, str(value))
    if kind in (*NUMBERS, *SEGMENTS):
        raise NoFrame(f"{{{kind}}} wants {' or '.join(f'{{{kind}:{name}}}' for name in wanted)}")
    raise NoFrame(f"there is no {{{kind}}}: known are {', '.join(KINDS)}")
