"""The vocabulary of a sheet of paper: plain dicts that travel as JSON from a page to a printer."""

from __future__ import annotations

from typing import Any, Literal

Block = dict[str, Any]
Align = Literal["left", "center", "right"]

BODY = 28
"""The size, in dots of 1/203 inch, below which tone marks begin to look alike (floor: 24)."""


def text(words: str, *, size: int = BODY, weight: int = 600, align: Align = "left") -> Block:
    """A paragraph, wrapped at words; `size` in dots, `weight` 400 to 800."""
    return {"block": "text", "text": words, "size": size, "weight": weight, "align": align}


def number(label: str) -> Block:
    """The one thing to recognise from a distance, as large as the paper allows."""
    return {"block": "number", "text": label}


def pair(label: str, value: str, *, size: int = BODY) -> Block:
    """A label at the left and its value at the right, on two lines when one is too narrow."""
    return {"block": "pair", "label": label, "value": value, "size": size}


def rule(thickness: int = 2) -> Block:
    """A line across the paper, `thickness` in dots."""
    return {"block": "rule", "thickness": thickness}


def qr(data: str, caption: str = "") -> Block:
    """A QR code with its caption below."""
    return {"block": "qr", "data": data, "caption": caption}


def space(height: int) -> Block:
    """Blank paper, `height` in dots."""
    return {"block": "space", "height": height}


def mark(words: str) -> Block:
    """White words on a black band: the thing a clerk must not overlook."""
    return {"block": "mark", "text": words}
