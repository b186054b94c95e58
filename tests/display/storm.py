"""A hundred calls in a minute: what was called, heard and shown, and every fault of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import NamedTuple

CALLS = 100
MINUTE_S = 60.0
SENTENCE_S = 6.0


class Heard(NamedTuple):
    """One announcement as a loudspeaker gave it; seconds."""

    id: int
    began: float
    ended: float
    length: float


def faults(
    called: Sequence[int],
    heard: Sequence[Heard],
    shown: Sequence[int],
    unheard: Collection[int],
    renewed: Collection[int] = (),
) -> list[str]:
    """What is wrong with a storm of calls.

    `shown` stood large in this order; of `unheard` the screen said that they were not read aloud;
    `renewed` were called once more before that, and need not be shown a second time. One of either
    that grew too old in the moment it was taken up has stood large all the same.
    """
    ids = [one.id for one in heard]
    found = [
        f"{id} was heard {ids.count(id)} times" for id in sorted(set(ids)) if ids.count(id) > 1
    ]
    found += [f"{b} was heard after {a}" for a, b in pairwise(ids) if b < a]
    found += [f"{one.id} was cut off" for one in heard if one.ended - one.began < one.length]
    found += [f"{b.id} began within {a.id}" for a, b in pairwise(heard) if b.began < a.ended]
    found += [f"{id} was lost" for id in called if id not in {*ids, *unheard, *renewed}]
    found += [f"{id} was heard and called unheard" for id in ids if id in unheard]
    found += [f"{id} was never called" for id in ids if id not in called]
    stood = [id for id in shown if id in ids or id not in {*unheard, *renewed}]
    return found + ([] if stood == ids else [f"shown {stood}, heard {ids}"])
