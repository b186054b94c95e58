"""Which groups' answers may stand beside their sum: none from which a few can be worked out."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

from figures.scores import SMALL

Counts = Sequence[int]


def is_small(counts: Counts) -> bool:
    """Whether one of these counts is of one to four people."""
    return any(0 < n < SMALL for n in counts)


def tellable(groups: Mapping[Hashable, Counts], whole: Counts) -> tuple[set[Hashable], bool]:
    """The groups whose counts may stand beside their sum, and whether the sum may.

    What the reader subtracts, the sum without all groups that are told, has no small count either.
    """
    shown = {key for key, counts in groups.items() if not is_small(counts)}
    if is_small(whole):
        return shown, False
    for key in sorted(shown, key=lambda key: sum(groups[key])):
        if not is_small(_left(groups, shown, whole)):
            break
        shown.discard(key)
    return shown, True


def _left(groups: Mapping[Hashable, Counts], shown: set[Hashable], whole: Counts) -> list[int]:
    return [n - sum(groups[key][i] for key in shown) for i, n in enumerate(whole)]


def good_and_bad(levels: Counts) -> tuple[int, int]:
    """How many answers were above the middle of their scale, and how many were not."""
    good = sum(levels[(len(levels) + 1) // 2 :])
    return good, sum(levels) - good
