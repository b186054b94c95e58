"""What a pad sends: a face, and for a short while what may follow it, under the same random key."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from db.errors import Refused
from db.transaction import Transaction
from ratings import checks, question

MORE_WITHIN_MS = 15_000


class Pads:
    """For 15 s, which answer belongs to which question, so that axes and reasons may follow.

    In memory only: nothing on disk may lead from a question to its answer.
    """

    def __init__(self) -> None:
        self._kept: dict[str, tuple[bytes, tuple[int, int], int]] = {}

    def press(
        self, n: int, rating: str, level: int, more: question.More, own: str | None, now: int
    ) -> tuple[Callable[[Transaction], dict[str, Any]], Callable[[], None]]:
        """The command of a press at this counter's pad at `now` (hall ms); what to do once done.

        `own` is how it shows that the press is the clerk's own (tickets.checks).
        """
        known = self._of(rating, n, level, now)
        key = known or secrets.token_bytes(16)

        def command(tx: Transaction) -> dict[str, Any]:
            if known:
                return question.add(tx, rating, key, more)
            if own:
                checks.from_own_side(tx, rating, own)
            told = question.answer(tx, rating, n, level, key)
            return question.add(tx, rating, key, more) if any(more) else told

        def keep() -> None:
            self._kept[rating] = (key, (n, level), now)

        return command, keep

    def _of(self, rating: str, n: int, level: int, now: int) -> bytes | None:
        """The answer's key, if it was given lately; Refused when it was another level or pad."""
        self._kept = {i: k for i, k in self._kept.items() if now - k[2] < MORE_WITHIN_MS}
        if rating not in self._kept:
            return None
        key, answered, _ = self._kept[rating]
        if answered != (n, level):
            raise Refused("rating_closed")
        return key
