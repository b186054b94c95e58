"""Asks an ESC/POS printer how it is, and understands the answer.

Sources: Epson's DLE EOT and GS r, with the bits that clones share. python-escpos 3.1 is not used
here: silent printers are "plenty of paper" to it, and one stale byte shifts every later answer.
"""

from __future__ import annotations

from collections.abc import Mapping

from hardware.health import Condition

QUERIES = {n: b"\x10\x04" + bytes([n]) for n in (1, 2, 3, 4)}
"""Real-time: answered at once, out of order, by a printer that is busy or has no paper too."""

COMPLETION = b"\x1dr\x01"
"""In order: answered only when everything before it has been printed."""

PAPER_ENDED = 0x0C


def status_byte(received: bytes) -> int | None:
    """The last DLE EOT answer (0xx1xx10) among `received`; None if there is none."""
    answers = [byte for byte in received if byte & 0x93 == 0x12]
    return answers[-1] if answers else None


def completion_byte(received: bytes) -> int | None:
    """The first GS r answer (0xx0xxxx) among `received`; None if there is none."""
    return next((byte for byte in received if byte & 0x90 == 0), None)


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
