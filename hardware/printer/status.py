"""What an ESC/POS printer says, told apart by its form, and what it means.

Sources: Epson's DLE EOT, GS r and GS ( H, with the bits that clones share. python-escpos 3.1 is
not used here: silent printers are "plenty of paper" to it, and one stale byte shifts every later
answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from hardware.health import Condition

QUERIES = {n: b"\x10\x04" + bytes([n]) for n in (1, 2, 3, 4)}
"""Real-time: answered at once, out of order, by a printer that is busy or has no paper too."""

COMPLETION = b"\x1dr\x01"
"""In order (GS r): answered only when everything before it has been printed."""

PAPER_ENDED = 0x0C
_PROOFS = (0x00, 0x03, 0x0C, 0x0F)
"""GS r 1: two sensors, each with both of its bits; bits 5 and 6 are undefined."""

_FLOW = (0x11, 0x13)
_ASB_BYTES = 4
_TAG = b"\x37\x22"
_TAG_BYTES = 7
_SIGNS = 95
"""A tag is made of the signs 32 to 126."""


def tagged_completion(tag: bytes) -> bytes:
    """In order too (GS ( H function 48): answered with this very tag of four signs."""
    return b"\x1d(H\x06\x0000" + tag


def tag_of(job: int) -> bytes:
    """Four signs that no other of the last 81 million jobs has."""
    return bytes(32 + job // _SIGNS**place % _SIGNS for place in range(4))


@dataclass
class Heard:
    """What a printer has said since it was asked, by the form of each word."""

    states: list[int] = field(default_factory=list)
    """Answers to DLE EOT: 0xx1xx10."""
    proofs: list[int] = field(default_factory=list)
    """What has the form of an answer to GS r: 0xx0xxxx."""
    tags: list[bytes] = field(default_factory=list)
    """The tags of answers to GS ( H: 37 22 d1 d2 d3 d4 00."""
    noise: int = 0
    """Bytes that are no word at all."""

    @property
    def state(self) -> int | None:
        """The one answer to the one DLE EOT; None when more was said, or something else."""
        alone = len(self.states) == 1 and not (self.proofs or self.tags or self.noise)
        return self.states[0] if alone else None


def sort(received: bytes) -> Heard:
    """Tells words apart; flow control and status unasked (ASB, four bytes) are none of them."""
    heard, at = Heard(), 0
    while at < len(received):
        at += _word(received[at : at + _TAG_BYTES], heard)
    return heard


def _word(ahead: bytes, heard: Heard) -> int:
    # How many bytes the first word takes; a word that is still arriving takes them all.
    first = ahead[0]
    if first & 0x93 == 0x10 and all(byte & 0x90 == 0 for byte in ahead[1:_ASB_BYTES]):
        return _ASB_BYTES
    if _begins_tag(ahead):
        if len(ahead) == _TAG_BYTES:
            heard.tags.append(ahead[2:6])
        return _TAG_BYTES
    if first & 0x93 == 0x12:
        heard.states.append(first)
    elif first & 0x90 == 0:
        heard.proofs.append(first)
    elif first not in _FLOW:
        heard.noise += 1
    return 1


def _begins_tag(ahead: bytes) -> bool:
    signs = all(32 <= sign <= 126 for sign in ahead[2:6])
    return ahead[:2] == _TAG[: len(ahead)] and signs and ahead[6:] in (b"", b"\x00")


def proved(heard: Heard, asked: int, owed: int) -> int | None:
    """The answer to the last of `asked` GS r when `owed` earlier ones may still have come first.

    None while it has not come, or when what came is not what a printer says.
    """
    answers = {byte & 0x0F for byte in heard.proofs}
    in_form = not heard.noise and not heard.tags and answers <= set(_PROOFS)
    if in_form and asked <= len(heard.proofs) <= asked + owed:
        return heard.proofs[-1]
    return None


def condition(answers: Mapping[int, int]) -> Condition:
    """What the answers to QUERIES mean together, the most useful thing to say first."""
    if not answers:
        return Condition("unknown", "no answer")
    for (query, mask), meaning in _MEANINGS.items():
        if answers.get(query, 0) & mask:
            return meaning
    return Condition("ok")


_MEANINGS = {
    (2, 0x04): Condition("cover-open"),
    (4, 0x60): Condition("paper-out"),
    (2, 0x20): Condition("paper-out"),
    (3, 0x08): Condition("error", "cutter"),
    (3, 0x20): Condition("error", "unrecoverable"),
    (2, 0x40): Condition("error"),
    (1, 0x08): Condition("offline", "says it is offline"),
    (4, 0x0C): Condition("ok", "paper-low"),
}
