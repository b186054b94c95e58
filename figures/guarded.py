"""Figures for those who watch over the office from outside: none that tells of a few people.

Whole months side by side, as everybody reads them (figures/opened.py): no period that may be asked
for lies within another, so no two can be subtracted. Within a month the groupings are those of
which none is a part of another, and in each of them no count of one to four people stands in a
cell or is what the others leave of the sum; where `/public/` shows a row, that is reckoned with.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from figures.grouped import figures
from figures.opened import ENOUGH_FOR_P90, days_of, held_back, hours_held_back, months
from figures.passages import COUNTS
from figures.period import between
from figures.scores import SIDES, SMALL, good_and_bad
from figures.tellable import is_small, tellable
from tickets import Moment

# Services lie within fields, days within weekdays: what one leaves out the other would give away.
BY = ("field", "hour", "weekday", "class", "channel")
# The people of whom a row tells.
PEOPLE = ("taken", "called", "served")
TIMED = ("wait", "walk", "service")
AIMED = ("wait", "service")

Row = dict[str, Any]
Column = Mapping[Any, int]
# What belongs to no row of a table, but to its sum.
REST = object()


def watched(begin: dt.date, end: dt.date, by: str, moment: Moment) -> Row:
    """What an observer may read of a published month; ValueError for any other days or grouping.

    As `figures.figures`, with None for what is held back, "held_back": how many rows are, and
    "months": what may be asked for, newest first.
    """
    known = months(moment)
    if by not in BY or (begin, end) not in [days_of(month) for month in known]:
        raise ValueError((begin, end, by))
    hours = hours_held_back(between(begin, end, moment), moment) if by == "hour" else set()
    return guarded(figures(begin, end, by, moment), hours) | {"months": known}


def unwatched(by: str, moment: Moment) -> Row:
    """The same where no month is published yet: nothing."""
    today = dt.date.fromisoformat(moment.iso()[:10])
    told = figures(today, today, by, moment)
    total = _nobody(told["total"])
    return told | {"days": 0, "rows": [], "total": total, "held_back": 0, "months": []}


def guarded(told: Row, unread: Collection[Any] | None = ()) -> Row:
    """What `figures.figures` told, without small cells; "held_back": how many rows are missing.

    `unread` are rows that everybody reads nothing about, though of another count; None are all.
    Where too few came in all there are no rows, and the total says nothing but how many days.
    """
    rows, total = {row["key"]: row for row in told["rows"]}, told["total"]
    people: list[Callable[[Row], int]] = [
        *(lambda row, name=name: row[name] for name in PEOPLE),
        *(lambda row, span=span: row[span]["n"] for span in TIMED),
    ]
    if is_small([n(total) for n in people]):
        return told | {"rows": [], "total": _nobody(total), "held_back": len(rows)}
    public = held_back({key: row["wait"]["n"] for key, row in rows.items()})
    known = rows if public is None or unread is None else {*public, *unread}
    hidden = _hidden([_column(rows, total, n) for n in people], known)
    shown = {key: _copied(row) for key, row in rows.items() if key not in hidden}
    sum_of_all = _copied(total)
    for name in set(COUNTS) - {*PEOPLE}:
        _blank(rows, shown, sum_of_all, name)
    for span in AIMED:
        _aim(rows, shown, sum_of_all, span)
    _rate(rows, shown, sum_of_all, total, scored=told["by"] == "field")
    return told | {
        "rows": [*shown.values()], "total": sum_of_all, "held_back": len(rows) - len(shown),
    }  # fmt: skip


def _column(rows: Mapping[Any, Row], total: Row, n: Callable[[Row], int]) -> dict[Any, int]:
    """The count of each row, and of what no row has."""
    found = {key: n(row) for key, row in rows.items()}
    return found | {REST: n(total) - sum(found.values())}


def _hidden(columns: list[dict[Any, int]], known: Collection[Any] = ()) -> set[Any]:
    """The keys of which nothing is told: all, where no fewer will do.

    Who subtracts what is told from the sum learns of no cell that it is of a few.
    """
    small = {key for column in columns for key, n in column.items() if 0 < n < SMALL}
    hidden = {REST, *known, *small}
    keys = [key for key in columns[0] if key not in hidden]
    for key in sorted(keys, key=lambda key: max(column[key] for column in columns)):
        if all(_leads_nowhere(hidden, column) for column in columns):
            break
        hidden.add(key)
    safe = all(_leads_nowhere(hidden, column) for column in columns)
    return hidden if safe else set(columns[0])


def _leads_nowhere(hidden: Iterable[Any], column: Column) -> bool:
    """Whether any of the hidden ones may be of SMALL at least, for all that one knows."""
    counts = [n for key in hidden if (n := column.get(key, 0))]
    return not counts or sum(counts) - (len(counts) - 1) >= SMALL


def _copied(row: Row) -> Row:
    """A row with its own times and ratings; without the p90 of a few, which is somebody's own."""
    times = {span: dict(row[span]) for span in (*TIMED, "wait_open", "work")}
    for found in times.values():
        if found["n"] < ENOUGH_FOR_P90:
            found["p90_s"] = None
    if 0 < times["work"]["n"] < SMALL:
        times["work"] |= {"n": None, "median_s": None}
    most = None if 0 < (row["waiting_max"] or 0) < SMALL else row["waiting_max"]
    return row | times | {"ratings": dict(row["ratings"]), "waiting_max": most}


def _blank(rows: Mapping[Any, Row], shown: Mapping[Any, Row], total: Row, name: str) -> None:
    """Takes one count out of the rows of which it is small, or would lead to such a one."""
    column = _column(rows, total, lambda row: row[name])
    hidden = _hidden([column], rows.keys() - shown.keys())
    for key in shown.keys() & hidden:
        shown[key][name] = None
    if 0 < total[name] < SMALL:
        total[name] = None


def _aim(rows: Mapping[Any, Row], shown: Mapping[Any, Row], total: Row, span: str) -> None:
    """Tells the share within the target where neither those within nor the others are few."""

    def parts(row: Row) -> tuple[int, int]:
        n, within = row[span]["n"], row[span]["within"]
        good = round(n * within) if within is not None else 0
        return good, n - good

    told, whole = tellable({key: parts(rows[key]) for key in shown}, parts(total))
    for key in shown.keys() - told:
        shown[key][span]["within"] = None
    if not whole:
        total[span]["within"] = None


def _rate(
    rows: Mapping[Any, Row], shown: Mapping[Any, Row], sum_of_all: Row, total: Row, *, scored: bool
) -> None:
    """Leaves of the ratings what tells of no answer that stands nearly alone."""
    asked: list[Callable[[Row], int]] = [
        lambda row: row["ratings"]["opened"], lambda row: row["ratings"]["n"],
        lambda row: row["ratings"]["opened"] - row["ratings"]["n"],
    ]  # fmt: skip
    hidden = _hidden([_column(rows, total, n) for n in asked], rows.keys() - shown.keys())
    for key, row in shown.items():
        row["ratings"] |= {"unanswered": None, "withdrawn": None, "way": [], "manner": []}
        row["ratings"]["scores"] = []
        if key in hidden:
            row["ratings"] |= {"opened": None, "n": None, "response": None}
    mine = sum_of_all["ratings"]
    if is_small([n(total) for n in asked[1:]]):
        mine |= {"opened": None, "response": None}
        mine["n"] = None if 0 < mine["n"] < SMALL else mine["n"]
    if is_small([mine["unanswered"], mine["withdrawn"]]):
        mine |= {"unanswered": None, "withdrawn": None}
    for side in ("scores", *SIDES[1:]):
        mine[side] = [_level(one) for one in mine[side] if one["n"] >= SMALL]
    if scored:
        for one in total["ratings"]["scores"]:
            _score(rows, shown, one)


def _score(rows: Mapping[Any, Row], shown: Mapping[Any, Row], whole: Row) -> None:
    """Tells of the rows the answers on one scale, as far as `tellable` lets it."""
    if whole["levels"] is None:
        return
    of = {key: _on(whole["scale"], row) for key, row in rows.items()}
    column = {key: one["n"] if one else 0 for key, one in of.items()}
    column[REST] = whole["n"] - sum(column.values())
    silent = [key for key in rows if key not in shown or shown[key]["ratings"]["n"] is None]
    hidden = _hidden([column], silent)
    known = {key: one for key, one in of.items() if one and one["levels"] and key not in hidden}
    halves = {key: good_and_bad(one["levels"]) for key, one in known.items()}
    shared, _ = tellable(halves, good_and_bad(whole["levels"]))
    levels, _ = tellable({key: known[key]["levels"] for key in shared}, whole["levels"])
    for key, one in known.items():
        told = dict(one) if key in levels else one | {"mean": None, "levels": None}
        shown[key]["ratings"]["scores"].append(
            told if key in shared else told | {"satisfied": None}
        )


def _on(scale: int, row: Row) -> Row | None:
    found: Iterable[Row] = row["ratings"]["scores"]
    return next((one for one in found if one["scale"] == scale and one["n"]), None)


def _level(one: Row) -> Row:
    """A score of which every level was given by nobody or by SMALL at least; else what is left."""
    if not is_small(one["levels"]):
        return one
    satisfied = None if is_small(good_and_bad(one["levels"])) else one["satisfied"]
    return one | {"mean": None, "levels": None, "satisfied": satisfied}


def _nobody(total: Row) -> Row:
    """A total of too few people: every number of it is nothing."""

    def blank(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: blank(each) for name, each in value.items()}
        if isinstance(value, list):
            return []
        return 0 if isinstance(value, int) else None

    kept = {name: total[name] for name in ("key", "label", "label_en")}
    return {name: blank(value) for name, value in total.items()} | kept
