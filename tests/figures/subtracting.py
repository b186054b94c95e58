"""Somebody who reads tables of figures and subtracts: what they learn of one to four people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from figures.passages import COUNTS
from figures.scores import SIDES, SMALL

Table = dict[str, Any]
Cells = dict[str, int]
SPANS = ("wait", "wait_open", "walk", "service", "work")


def cells(row: Table) -> Cells:
    """Every count of people or answers that a row tells, also those that its shares tell."""
    ratings = row["ratings"]
    found = {name: row[name] for name in COUNTS}
    found |= {f"{span} n": row[span]["n"] for span in SPANS}
    found |= {name: ratings[name] for name in ("opened", "n", "unanswered", "withdrawn")}
    if None not in (ratings["opened"], ratings["n"]):
        found["not answered"] = ratings["opened"] - ratings["n"]
    for span in ("wait", "service"):
        n, within = row[span]["n"], row[span]["within"]
        if n and within is not None:
            found |= {f"{span} within": round(n * within), f"{span} beyond": n - round(n * within)}
    for side in ("scores", *SIDES[1:]):
        for one in ratings[side]:
            name = f"{side} {one['scale']}"
            found |= {f"{name} level {i}": n for i, n in enumerate(one["levels"] or (), 1)}
            found[f"{name} n"] = one["n"]
            if one["satisfied"]:
                good = round(one["n"] * one["satisfied"]["share"])
                found |= {f"{name} good": good, f"{name} bad": one["n"] - good}
    return {name: n for name, n in found.items() if n is not None}


def small(found: Cells) -> Iterator[str]:
    return (f"{name}: {n}" for name, n in found.items() if 0 < n < SMALL)


def learned(table: Table) -> list[str]:
    """What one table tells of a few: in a cell, or as what the rows leave of the sum."""
    rows = [cells(row) for row in table["rows"]]
    told = [f"in a row: {each}" for row in rows for each in small(row)]
    told += [f"in the sum: {each}" for each in small(cells(table["total"]))]
    left = {
        name: n - sum(row.get(name, 0) for row in rows) for name, n in cells(table["total"]).items()
    }
    return told + [f"left of the sum: {each}" for each in small(left)]


def subtracted(wide: Table, narrow: Table) -> list[str]:
    """What a period tells of a few when another that lies within it is taken away."""
    inner = {row["key"]: cells(row) for row in (*narrow["rows"], narrow["total"])}
    told: list[str] = []
    for row in (*wide["rows"], wide["total"]):
        if (taken := inner.get(row["key"])) is not None:
            outer = cells(row)
            told += small({name: outer[name] - taken[name] for name in outer.keys() & taken})
    return told


def lies_within(wide: Table, narrow: Table) -> bool:
    same = (wide["from"], wide["to"]) == (narrow["from"], narrow["to"])
    return not same and wide["from"] <= narrow["to"] and narrow["from"] <= wide["to"]


def everything(tables: list[Table]) -> list[str]:
    """What all of them tell together: each alone, and each two of which one meets the other."""
    told = [each for table in tables for each in learned(table)]
    for wide in tables:
        for narrow in tables:
            if wide["by"] == narrow["by"] and lies_within(wide, narrow):
                told += subtracted(wide, narrow)
    return told


def without(table: Table, hide: Callable[[Table], bool]) -> Table:
    """The rule that leaves small rows out and does nothing besides."""
    return table | {"rows": [row for row in table["rows"] if not hide(row)]}
