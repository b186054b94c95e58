"""Which groups' answers may stand beside their sum: none from which a few can be worked out."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

from figures.scores import SMALL, Counts, good_and_bad


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


def range_of_good(levels: Counts) -> tuple[int, int] | None:
    """What the number of the satisfied lies between, where only a few were or were not; else None.

    Where both are few it says no more than that there were some of each.
    """
    good, bad = good_and_bad(levels)
    if not is_small((good, bad)):
        return None
    n = good + bad
    least = 1 if 0 < good < SMALL else n - SMALL + 1
    most = n - 1 if 0 < bad < SMALL else SMALL - 1
    return least, most
