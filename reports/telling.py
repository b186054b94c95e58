"""What people answered, in groups, as a table tells it: inside the office, or passed on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from figures.scores import good_and_bad
from figures.tellable import is_small, range_of_good, tellable
from letters import shown
from reports.passed_on import Row, few_of, starred

HELD = "*"


class Telling:
    """The answers of some groups on one scale; `alone` when no other scale was in use."""

    def __init__(
        self, rows: Sequence[Row], total: Row, scale: int, lang: str, *, inside: bool, alone: bool
    ) -> None:
        self._total, self._scale, self._lang = total, scale, lang
        self._inside, self._alone, self._held = inside, alone, False
        self._gone, self._starred = (set[Any](), set[Any]()) if inside else _held(rows, total)
        levels = {
            row["key"]: told for row in rows
            if row["key"] not in self._starred and (told := self._levels_of(row))
        }  # fmt: skip
        whole = self._levels_of(total) or [0] * scale
        halves = {key: good_and_bad(told) for key, told in levels.items()}
        self._levels = tellable(levels, whole)
        self._shares = tellable(halves, good_and_bad(whole))

    def has(self, row: Row) -> bool:
        """Whether the group has a row of its own."""
        if row["key"] in self._gone:
            self._held = True
            return False
        return bool(row["ratings"]["opened"])

    def all(self, row: Row) -> list[Any]:
        """How many were asked and answered, the levels, the share of the satisfied."""
        asked = row["ratings"]
        told = [asked["opened"], self.answers(row), self._response(row)]
        return [*told, *self._told_levels(row), self.known(row), *self.satisfied(row)]

    def _response(self, row: Row) -> float | str | None:
        """The share of those asked who answered: with how many were asked it says how many."""
        response: float | None = row["ratings"]["response"]
        return HELD if self._is_starred(row) and response is not None else response

    def _is_starred(self, row: Row) -> bool:
        """Whether nothing is told from which it follows how many of the group answered."""
        held = not self._inside and (
            is_small([*_answered(row).values()]) if row is self._total
            else row["key"] in self._starred
        )  # fmt: skip
        self._held |= held
        return held

    def known(self, row: Row) -> int | str | None:
        """Of how many answers the level is known with the group: on these stands the share."""
        if self._is_starred(row):
            return HELD
        levels = self._levels_of(row)
        return sum(levels) if levels else None

    def answers(self, row: Row) -> int | str | None:
        """How many answered; None where that is kept without its group."""
        score = self.score(row)
        # On two scales only those counted as levels are known apart.
        n: int = row["ratings"]["n"] if self._alone else score["n"] if score else 0
        return HELD if self._is_starred(row) and n else n

    def satisfied(self, row: Row) -> list[Any]:
        """The share and its interval; of the whole at least what it lies between."""
        score = self.score(row)
        if not score or not score["satisfied"]:
            return [None, None]
        if self._is_starred(row):
            return [HELD, None]
        if self._may(self._shares, row):
            return share_of(score, self._lang)
        self._held = True
        return [between(score, self._lang) if row is self._total else HELD, None]

    def notes(self) -> list[str]:
        """What stands below the table: once something was held back, why."""
        return ["how_held"] if self._held else []

    def score(self, row: Row) -> Row | None:
        """The group's answers on this scale."""
        scores: list[Row] = row["ratings"]["scores"]
        return next((score for score in scores if score["scale"] == self._scale), None)

    def _levels_of(self, row: Row) -> list[int] | None:
        score = self.score(row)
        return score["levels"] if score else None

    def _told_levels(self, row: Row) -> list[Any]:
        levels = self._levels_of(row)
        if not levels:
            return [None] * self._scale
        if not self._is_starred(row) and self._may(self._levels, row):
            return list(levels)
        self._held = True
        return [HELD] * self._scale

    def _may(self, told: tuple[set[Any], bool], row: Row) -> bool:
        groups, whole = told
        return self._inside or (whole if row is self._total else row["key"] in groups)


def _answered(row: Row) -> dict[Any, int]:
    """How many answered in all, and of how many the level is known with the group, by scale."""
    found = {score["scale"]: score["n"] for score in row["ratings"]["scores"]}
    return {"n": row["ratings"]["n"], **found}


def _held(rows: Sequence[Row], total: Row) -> tuple[set[Any], set[Any]]:
    """The groups without a row, and all of which it is not told how many answered."""
    asked = {row["key"]: row["ratings"]["opened"] for row in rows}
    # Who is served is asked: a row here would tell what is gathered in the table of visits.
    gathered = [row["key"] for row in few_of(rows)]
    gone = starred(asked, total["ratings"]["opened"], gathered)
    hidden = gone
    whole = _answered(total)
    for name, n in whole.items():
        counts = {row["key"]: _answered(row).get(name, 0) for row in rows}
        hidden = hidden | starred(counts, n, hidden)
    return gone, hidden


def share_of(score: Row, lang: str) -> list[Any]:
    """The share of the satisfied and its interval, as cells of a table."""
    satisfied = score["satisfied"]
    return [satisfied["share"], span(satisfied["low"], satisfied["high"], lang)]


def between(score: Row, lang: str) -> str | None:
    """The share where only a few were satisfied, or were not: what it lies between; else None."""
    few = range_of_good(score["levels"])
    return span(few[0] / score["n"], few[1] / score["n"], lang) if few else None


def later(score: Row, lang: str, *, inside: bool) -> list[Any]:
    """The share and interval of answers that stand beside no sum."""
    if not score["satisfied"]:
        return [None, None]
    few = None if inside else between(score, lang)
    return [few, None] if few else share_of(score, lang)


def span(low: float, high: float, lang: str) -> str:
    """From one share to another; a word joiner on either side, so that it is not torn apart."""
    first, last = (shown(share, "share", lang) for share in (low, high))
    return f"{first.rstrip('%').rstrip()}\u2060–\u2060{last}"
