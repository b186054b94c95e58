"""Figures for those who watch over the office from outside: none that tells of a few people.

What stands on a page beside its total is held back as the open figures are (figures/opened.py): a
row of fewer than SMALL people goes, and with it as many others as it takes that the sum leads back
to none of them. Of answers a level that fewer than SMALL gave is told by no row.
"""

from __future__ import annotations

from typing import Any

from figures.opened import held_back
from figures.scores import SMALL


def guarded(told: dict[str, Any]) -> dict[str, Any]:
    """What `figures.figures` told, without small cells; "held_back": how many rows are missing.

    Where too few came in all there are no rows, and the total says nothing but how many days.
    """
    people = {row["key"]: _people(row) for row in told["rows"]}
    hidden = held_back(people)
    few = 0 < _people(told["total"]) < SMALL
    if hidden is None or few:
        hidden = set(people)
    rows = [_row(row) for row in told["rows"] if row["key"] not in hidden]
    total = _nobody(told["total"]) if few else _row(told["total"])
    return told | {"rows": rows, "total": total, "held_back": len(hidden)}


def _people(row: dict[str, Any]) -> int:
    """Of how many people a row tells: in an hour more may be served than took a number."""
    people: int = max(row.get(name, 0) for name in ("taken", "called", "served"))
    return people


def _row(row: dict[str, Any]) -> dict[str, Any]:
    ratings = {
        name: [_score(one) for one in value] if isinstance(value, list) else value
        for name, value in row["ratings"].items()
    }
    return row | {"ratings": ratings}


def _score(one: dict[str, Any]) -> dict[str, Any]:
    """A score of which every level was given by nobody or by SMALL at least; else only its n."""
    if one["levels"] is None or not any(0 < n < SMALL for n in one["levels"]):
        return one
    return one | {"mean": None, "levels": None, "satisfied": _rough(one)}


def _rough(one: dict[str, Any]) -> dict[str, Any] | None:
    """The share that was satisfied, where neither they nor the others were a few."""
    good = sum(one["levels"][(one["scale"] + 1) // 2 :])
    few = any(0 < n < SMALL for n in (good, one["n"] - good))
    return None if few else one["satisfied"]


def _nobody(total: dict[str, Any]) -> dict[str, Any]:
    """A total of too few people: every number of it is nothing."""

    def blank(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: blank(each) for name, each in value.items()}
        if isinstance(value, list):
            return []
        return 0 if isinstance(value, int) else None

    kept = {name: total[name] for name in ("key", "label", "label_en")}
    return {name: blank(value) for name, value in total.items()} | kept
