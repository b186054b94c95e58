"""Whose turn it is on a line that many boards share, and who is left out for a while.

A line of thirty boards says a new number within a few hundredths of a second, unless it waits for
boards that are not there: five of them, asked in turn, hold up each call for seconds. A board that
has missed MISSES times is therefore asked once in PROBE_S, and one that missed at all comes after
those that did not.
"""

from __future__ import annotations

from collections.abc import Iterable

from hardware.boards.units import Unit

MISSES = 3
PROBE_S = 30.0
AGAIN_S = 0.25


class Place:
    """One board of the line: what it should show, what it shows, and when it is next asked.

    Times are monotonic seconds, given by the caller.
    """

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.wanted: str | None = None
        """None until the hall has said what this board should show."""
        self.asked = 0.0
        self.forget()

    def forget(self) -> None:
        """Nothing is known of the board any more: the line was away."""
        self._shows: str | None = None
        self.misses = 0
        self._next_at = 0.0

    @property
    def fresh(self) -> bool:
        """Whether it does not show yet what it should."""
        return self.wanted != self._shows

    @property
    def out(self) -> bool:
        """Whether it is left out, but for a try now and then."""
        return self.misses >= MISSES

    def order(self, text: str, now: float) -> None:
        """What it should show from now on: the newest counts, and nothing is sent twice."""
        if text != self.wanted:
            self.wanted, self.asked = text, now

    def shown(self, text: str, now: float, refresh_s: float) -> None:
        """It shows this, and is told again after `refresh_s`: boards lose it with their power."""
        self._shows, self.misses, self._next_at = text, 0, now + refresh_s

    def missed(self, now: float) -> None:
        """It did not answer, or did not take it."""
        self._shows = None
        self.misses += 1
        self._next_at = now + (PROBE_S if self.out else AGAIN_S * 2**self.misses)

    def rank(self, now: float) -> tuple[int, float] | None:
        """Where it stands among those who wait, least first; None when it is not its turn."""
        if self.wanted is None:
            return None
        if self.fresh and not self.misses:
            return (0, self.asked)
        if now < self._next_at:
            return None
        return (1 if self.fresh and not self.out else 2, self._next_at)


def whose_turn(places: Iterable[Place], now: float) -> Place | None:
    """The board that is spoken to next, if any is to be."""
    ranked = [(rank, place) for place in places if (rank := place.rank(now)) is not None]
    return min(ranked, key=lambda pair: pair[0])[1] if ranked else None
