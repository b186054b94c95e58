"""Cuts a picture into the strips that cost the fewest bytes on the wire, without losing a dot.

A strip is as wide as its widest row, so rows that hold only a tone mark or a tail are cheaper
alone; a strip whose dots come in twos is sent once for both; blank rows are fed.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from PIL import Image

STRIP_ROWS = 100
"""Taller fragments come out as garbage on some network printers (python-escpos #631)."""

SEAM = 32
"""What a strip more must save, in bytes: 12 are its command, the rest the printer's patience."""

BLANK_ROWS = 4
"""No strip reaches over so many blank rows: feeding them costs less."""

STEP = 16
"""Strips begin and end at two bytes, so that one of doubled dots has whole bytes too."""

_PAIRED = bytes(
    sum((pair >> bit & 1) * 3 << 2 * bit for bit in range(4)) for pair in range(16)
)  # fmt: skip


@dataclass(frozen=True)
class Strip:
    """Rows `top` to `bottom`, dots `left` to `right`, printed after feeding `blank` rows."""

    blank: int
    top: int
    bottom: int
    left: int
    right: int
    across: bool
    """Each dot stands twice, side by side."""
    down: bool
    """Each row stands twice."""


@dataclass(frozen=True)
class _Rows:
    """Rows that are all the same; without ink `right` is 0."""

    top: int
    count: int
    left: int
    right: int
    across: bool


def cut(picture: Image.Image) -> tuple[list[Strip], int]:
    """The strips of a mode "1" picture from the top, and the blank rows below the last."""
    alike = _alike(picture)
    ends = _cheapest(alike)
    strips: list[Strip] = []
    at = blank = 0
    while at < len(alike):
        if not alike[at].right:
            blank, at = blank + alike[at].count, at + 1
            continue
        strips.append(_strip(alike[at : ends[at]], blank))
        blank, at = 0, ends[at]
    return strips, blank


def _alike(picture: Image.Image) -> list[_Rows]:
    pitch = (picture.width + 7) // 8
    dots = picture.tobytes()
    top, found = 0, []
    for row, same in groupby(dots[at : at + pitch] for at in range(0, len(dots), pitch)):
        left = len(list(same))
        while left:
            count = min(left, STRIP_ROWS)
            found.append(_measured(row, top, count, picture.width))
            top, left = top + count, left - count
    return found


def _measured(row: bytes, top: int, count: int, width: int) -> _Rows:
    inked = len(row.rstrip(b"\xff")) * 8
    left = (len(row) - len(row.lstrip(b"\xff"))) * 8 // STEP * STEP
    # A head of an odd number of bytes gives up its right edge's round number.
    right = min((inked + STEP - 1) // STEP * STEP, width)
    return _Rows(top, count, left, right, not row.translate(None, _PAIRED))


def _cheapest(alike: list[_Rows]) -> list[int]:
    """For each place where a strip may begin, the place behind its best end."""
    cost, ends = [0] * (len(alike) + 1), [0] * len(alike)
    for at in reversed(range(len(alike))):
        if not alike[at].right:
            cost[at] = cost[at + 1]
            continue
        choices = _choices(alike, at)
        cost[at], ends[at] = min((spent + cost[end], -end) for end, spent in choices)
        ends[at] *= -1
    return ends


def _choices(alike: list[_Rows], at: int) -> list[tuple[int, int]]:
    # (the place behind the end, bytes) of each strip that begins here.
    left, right, rows, across, down = alike[at].left, 0, 0, True, True
    found: list[tuple[int, int]] = []
    for end, row in enumerate(alike[at : at + STRIP_ROWS], at + 1):
        rows += row.count
        if found and (rows > STRIP_ROWS or (not row.right and row.count >= BLANK_ROWS)):
            break
        if row.right:
            left, right = min(left, row.left), max(right, row.right)
        across, down = across and row.across, down and row.count % 2 == 0
        found.append((end, SEAM + (rows * (right - left) >> (3 + across + down))))
    return found


def _strip(alike: list[_Rows], blank: int) -> Strip:
    inked = [row for row in alike if row.right]
    left, right = min(row.left for row in inked), max(row.right for row in inked)
    return Strip(
        blank, alike[0].top, alike[-1].top + alike[-1].count, left, right,
        across=all(row.across for row in alike) and (right - left) % STEP == 0,
        down=all(row.count % 2 == 0 for row in alike),
    )  # fmt: skip
