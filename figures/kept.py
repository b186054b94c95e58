"""The cells of any period: kept months and days added up, whatever is not kept counted now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from db.models import Figure, Rolled
from db.statement import rows
from figures.arrivals import arrivals
from figures.calls import calls
from figures.cell import Cell, Told, unpacked
from figures.counted import Cells, Counted, counted
from figures.grid import UPTO
from figures.period import Period, part
from figures.rolls import ALL, ARRIVALS, CALLS, layout
from figures.spans import Times, times

# What a group's key is, where it is no text.
_NUMBERS = {"counter", "hour", "weekday", ARRIVALS}


class _Plan(NamedTuple):
    """What is read: kept months (first day → last) and days, and stretches that are not kept."""

    months: dict[int, int]
    days: list[int]
    others: list[tuple[int, int]]


def cells(by: str, period: Period, timezone: str) -> Counted:
    """As `counted`, over years as quickly as over days."""
    plan = _plan(by, period, layout(timezone))
    told = Counted({}, Cell(), {}, 0)
    for first, last in plan.others:
        found = counted(by, part(period, first, last))
        groups = _added(told.groups, found.groups.items())
        # Nobody waits in a day that is over: only the open day, the last one, leaves somebody.
        told = Counted(groups, told.whole + found.whole, found.waiting, found.left)
    whole, kept = told.whole, list(_read(by, plan, period))
    # Days are all of a period, read but once; of other groups somebody may be in none.
    for _, cell in kept if by == "day" else _read(ALL, plan, period):
        whole += cell
    return told._replace(groups=_added(told.groups, kept), whole=whole)


def kept_calls(period: Period, timezone: str) -> Cells:
    """As `calls`, over years as quickly as over days."""
    return _beside(CALLS, calls, period, timezone)


def kept_arrivals(period: Period, timezone: str) -> Cells:
    """As `arrivals`, over years as quickly as over days."""
    return _beside(ARRIVALS, arrivals, period, timezone)


def longest_wait(period: Period, timezone: str, by: str = ALL) -> tuple[int, int] | None:
    """The first day that has the longest wait on the grid, and that wait (s); None of no waits.

    Looked for in whole months first, and then in the days of one.
    """
    plan = _plan(by, period, layout(timezone))
    longest = {first: Told(cell).wait_at(100) for first, cell in _read("day", plan, period)}
    for first, last in plan.others:
        counted_now = times("day", part(period, first, last))
        longest |= {day: _longest_of(found) for day, found in counted_now.items()}
    waited = [(-seconds, first) for first, seconds in longest.items() if seconds is not None]
    if not waited:
        return None
    seconds, first = min(waited)
    if first in plan.months:
        return longest_wait(part(period, first, plan.months[first]), timezone, "day")
    return first, -seconds


def _longest_of(found: Times) -> int | None:
    return max((UPTO[at] for at, n in found.places.get("wait", {}).items() if n), default=None)


def _beside(by: str, count: Callable[[Period], Cells], period: Period, timezone: str) -> Cells:
    """Cells that are kept beside the groups, and have no whole of their own."""
    plan = _plan(by, period, layout(timezone))
    groups: Cells = {}
    for first, last in plan.others:
        groups = _added(groups, count(part(period, first, last)).items())
    return _added(groups, _read(by, plan, period))


def _added(groups: Cells, found: Any) -> Cells:
    for key, cell in found:
        groups[key] = groups[key] + cell if key in groups else cell
    return groups


def _plan(by: str, period: Period, wanted: str) -> _Plan:
    """Months where they are kept, days where not.

    Not the month in which the week begins that the period's end cuts in two: that week's answers
    are kept under its first day, and are left out with it.
    """
    here = (Rolled.first >= period.first) & (Rolled.last <= period.last)
    found = rows(
        Rolled.select(Rolled.span, Rolled.first, Rolled.last)
        .where(here & (Rolled.layout == wanted)).order_by(Rolled.first)
    )  # fmt: skip
    months = {
        first: last for span, first, last in found
        if span == "month" and by != "day" and not first <= period.cut_week <= last
    }  # fmt: skip
    covered = {id for first, last in months.items() for id in range(first, last + 1)}
    days = [first for span, first, _ in found if span == "day" and first not in covered]
    return _Plan(months, days, list(_stretches(period, covered | {*days})))


def _stretches(period: Period, covered: set[int]) -> Iterator[tuple[int, int]]:
    """The days that are not covered, side by side as far as they are."""
    run: list[int] = []
    for id in sorted(period.days):
        if id not in covered:
            run.append(id)
        elif run:
            yield run[0], run[-1]
            run = []
    if run:
        yield run[0], run[-1]


def _read(by: str, plan: _Plan, period: Period) -> Iterator[tuple[Any, Cell]]:
    columns = Figure.select(Figure.first, Figure.key, Figure.sums, Figure.top)
    mine = Figure.by == (ALL if by == "day" else by)
    for span, firsts in (("month", [*plan.months]), ("day", plan.days)):
        for first, key, sums, top in rows(
            columns.where(mine & (Figure.span == span) & Figure.first.in_(firsts))
        ):
            cell = unpacked(sums, top)
            cut = span == "day" and first == period.cut_week
            yield _key(by, key, first), cell.without_week() if cut else cell


def _key(by: str, kept: str, first: int) -> Any:
    if by == "day":
        return first
    if kept == "":
        return None
    return int(kept) if by in _NUMBERS else kept
