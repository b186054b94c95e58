"""What of the figures may leave the office: nothing that tells of one to four people.

A report goes to whoever it is sent to, the Fatherland Front among them. So groups of few visits
are gathered into one, and what people answered is told of a group only where no answer stands
nearly alone: neither in the group, nor in what the groups that are told leave of the sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from figures.scores import SMALL

Row = dict[str, Any]
# Not the sums of the groups: a median of medians is none.
GATHERED = ("taken", "served", "missed", "left", "expired")
NO_TIMES = {"n": 0, "median_s": None, "p90_s": None, "within": None}
NO_ANSWERS = {"opened": 0, "n": 0, "response": None, "scores": list[Any]()}


def starred(counts: Mapping[Any, int], total: int, others: Iterable[Any] = ()) -> set[Any]:
    """The groups whose count is not told beside the total: the small ones and `others`.

    With them the smallest of those that are left, until no count of a few follows from the total.
    """
    small = {key for key, n in counts.items() if 0 < n < SMALL}
    hidden = {key for key in {*others, *small} if counts.get(key)}
    if not hidden:
        return set()
    nowhere = total - sum(counts.values())  # what is of no group is in no row either
    for key in sorted(counts.keys() - hidden, key=lambda key: counts[key]):
        left = [n for n in (nowhere, *(counts[key] for key in hidden)) if n]
        # Each is of one at least: so many may the largest of them be, for all that one knows.
        if len(left) > 1 and sum(left) - (len(left) - 1) >= SMALL:
            break
        if counts[key]:
            hidden.add(key)
    return hidden


def few_of(rows: Sequence[Row]) -> list[Row]:
    """The rows of fewer than SMALL visits, and with them the next, if they are few together."""
    few = [row for row in rows if 0 < visits(row) < SMALL]
    if not few:
        return []
    others = sorted((row for row in rows if visits(row) >= SMALL), key=visits)
    # Of a single one it would be known which it is.
    while others and (len(few) < 2 or sum(map(visits, few)) < SMALL):
        few.append(others.pop(0))
    return few


def visits(row: Row) -> int:
    """How many people a row tells of: at a counter nobody takes a number, in some hours few do."""
    return max(int(row[name]) for name in GATHERED)


def few_gathered(rows: Sequence[Row], label: str) -> list[Row]:
    """The rows of visits, those of `few_of` as one."""
    few = few_of(rows)
    if not few:
        return list(rows)
    gathered = {
        "key": None, "label": label, "label_en": label, "wait": NO_TIMES, "service": NO_TIMES,
        "ratings": NO_ANSWERS, **{name: sum(row[name] for row in few) for name in GATHERED},
    }  # fmt: skip
    return [*(row for row in rows if row not in few), gathered]
