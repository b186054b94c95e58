"""Low ratings: at the day's close the thresholds of `[hall.cases]` open cases about a clerk.

Nothing is opened at the moment of an answer, or the case would tell when it was given. A day is
judged when it closes, and only by the answers that stay under it; those that were too few, and
went to their week, when the next week's first day closes. A month waits for its last week, which
counts where it begins: judged sooner, it would leave out what that week still gathers. What comes
of a case is a person's to say (tickets/cases.py): no grade is computed here or anywhere.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

import peewee as pw

import office
from db.models import Answer, Day, LowCase, Rating
from db.statement import Statement, hole, rows
from db.transaction import OpenDay, Transaction
from ratings import reasons

PAD, PHONE, PAPER = "pad", "phone", "paper"
DAY, WEEK, MONTH = "day", "week", "month"
# Rules: too many low ones of a day, or of a month; a reason for the head; one for the head alone.
OFTEN, BY_MONTH, GRAVE, SECRET = "often", "month", "grave", "secret"
ROUTES = {GRAVE: "head", SECRET: "head-only"}

# Whoever reads an older journal: a month was once judged before its last week was over.
WHOLE_WEEKS = True
LAW = ("grave", "day_low_n", "month_n", "month_low_percent", "month_mean")

_insert = Statement(
    LowCase.insert(
        id=hole("id"), clerk=hole("clerk"), rule=hole("rule"), period=hole("period"),
        channel=hole("channel"), first=hole("first"), last=hole("last"), scale=hole("scale"),
        n=hole("n"), low=hole("low"), total=hole("total"), reasons=hole("reasons"),
        state="open", asked=hole("asked"), opened_wall=hole("now"),
    )
)  # fmt: skip


class Span(NamedTuple):
    """A period whose answers are complete: business days `first` to `last`, called `period`."""

    kind: str
    period: str
    first: int
    last: int


class Found(NamedTuple):
    """A threshold that was met: by `low` of `n` answers with the sum `total`, or by reasons."""

    rule: str
    n: int
    low: int
    total: int
    reasons: dict[str, int]


# One kind of answer: its level, the codes kept with it, how many there are.
Kind = tuple[int, str, int]


def is_low(scale: int, level: int) -> bool:
    """Below the middle: 1 and 2 of five or of four, 1 of three."""
    return level * 2 < scale + 1


def open_cases(tx: Transaction, today: OpenDay) -> dict[str, Any]:
    """At the close of `today`, after its small cells were gathered: what is to be looked into.

    Gives the law by which it was judged, for the row of the close.
    """
    limits = office.setting("cases")
    for span in _complete(today):
        for channel in (PAD, PHONE, PAPER):
            for (clerk, scale), kinds in _counted(span, channel).items():
                for found in judge(span.kind, scale, kinds, limits):
                    _open(tx, span, channel, clerk, scale, found)
    return {name: limits[name] for name in LAW} | {
        "whole_weeks": WHOLE_WEEKS,
        "not_clerks": [r["code"] for r in reasons.known() if not r["of_clerk"]],
        **{route: _routed(route) for route in ROUTES.values()},
    }


def _routed(route: str) -> list[str]:
    return [r["code"] for r in reasons.known() if r["route"] == route]


def judge(span: str, scale: int, kinds: list[Kind], limits: dict[str, Any]) -> Iterator[Found]:
    """The thresholds that one clerk's answers of a period meet; each answer on the same scale.

    What is not the clerk's (a long wait, a broken machine) is not counted against anybody.
    """
    told = _tally(OFTEN, scale, kinds)
    if span == MONTH:
        if 0 < limits["month_n"] <= told.n and _is_poor(scale, told, limits):
            yield told._replace(rule=BY_MONTH)
        return
    if 0 < limits["day_low_n"] <= told.low:
        yield told
    for rule, route in ROUTES.items():
        named = _named(kinds, route) if limits["grave"] else {}
        if named:
            yield told._replace(rule=rule, reasons=named)


def _tally(rule: str, scale: int, kinds: list[Kind]) -> Found:
    mine = [(level, n) for level, codes, n in kinds if reasons.of_clerk(codes)]
    low = sum(n for level, n in mine if is_low(scale, level))
    return Found(rule, sum(n for _, n in mine), low, sum(level * n for level, n in mine), {})


def recounted(case: dict[str, Any]) -> Found:
    """The answers that made a case, counted again as they are now: some may be left out since."""
    span, who = span_of(case), (case["clerk"], case["scale"])
    return _tally(case["rule"], case["scale"], _counted(span, case["channel"]).get(who, []))


def span_of(case: dict[str, Any]) -> Span:
    """The period of a case that is kept."""
    period = case["period"]
    kind = WEEK if period[5:6] == "W" else MONTH if len(period) == len("2026-11") else DAY
    return Span(kind, period, case["first"], case["last"])


def where_of(table: Any, span: Span, channel: str) -> Any:
    """The answers of a period that count, of `table_of(channel)`."""
    mine = table.day.between(span.first, span.last) & table.excluded.is_null()
    if channel != PAD:
        return mine & (table.channel == channel)
    if span.kind == MONTH:
        return mine
    return mine & ((table.half == WEEK) == (span.kind == WEEK))


def table_of(channel: str) -> Any:
    """Where answers of this channel are."""
    return Rating if channel == PAD else Answer


def _complete(today: OpenDay) -> Iterator[Span]:
    """The periods that end with this close."""
    yield Span(DAY, today.date, today.id, today.id)
    last = Day.select(Day.date).where(Day.id < today.id).order_by(Day.id.desc()).limit(1)
    for (date,) in rows(last):
        before, now = dt.date.fromisoformat(date), dt.date.fromisoformat(today.date)
        monday = before - dt.timedelta(before.weekday())
        if monday == now - dt.timedelta(now.weekday()):
            return
        begin, first = _ends(monday.isoformat(), date)[0]
        yield Span(WEEK, before.strftime("%G-W%V"), begin, begin)
        for month in sorted({first[:7], date[:7]} - {today.date[:7]}):
            (begin, _), (end, _) = _ends(f"{month}-01", f"{month}-31")
            yield Span(MONTH, month, begin, end)


def _ends(begin: str, end: str) -> tuple[tuple[int, str], tuple[int, str]]:
    """The first and the last business day, (id, date), of dates with at least one."""
    found = rows(Day.select(Day.id, Day.date).where(Day.date.between(begin, end)).order_by(Day.id))
    return found[0], found[-1]


def _counted(span: Span, channel: str) -> dict[tuple[str, int], list[Kind]]:
    table = table_of(channel)
    if span.kind == DAY and channel != PAD:
        return {}  # they are under their week from the beginning
    what = (table.clerk, table.scale, table.level, table.reasons)
    found = table.select(*what, pw.fn.COUNT(table.key)).where(where_of(table, span, channel))
    told: dict[tuple[str, int], list[Kind]] = defaultdict(list)
    for clerk, scale, *kind in rows(found.group_by(*what)):
        told[clerk, scale].append((kind[0], kind[1], kind[2]))
    return told


def _is_poor(scale: int, told: Found, limits: dict[str, Any]) -> bool:
    mean = 1 + (told.total / told.n - 1) * 4 / (scale - 1)  # as it would be on five levels
    often = told.low * 100 >= limits["month_low_percent"] * told.n
    return often or mean < float(limits["month_mean"])


def _named(kinds: list[Kind], route: str) -> dict[str, int]:
    told: Counter[str] = Counter()
    for _, codes, n in kinds:
        for code in codes.split(","):
            if code and reasons.route(code) == route:
                told[code] += n
    return dict(sorted(told.items()))


def _open(tx: Transaction, span: Span, channel: str, clerk: str, scale: int, found: Found) -> None:
    """Once: a day that was opened again is judged again, and its cases are there already."""
    same = (LowCase.clerk == clerk) & (LowCase.rule == found.rule) & (LowCase.scale == scale)
    same &= (LowCase.period == span.period) & (LowCase.channel == channel)
    if LowCase.select(LowCase.id).where(same).exists():
        return
    told = {
        "period": span.period, "channel": channel, "first": span.first, "last": span.last,
        "scale": scale, "n": found.n, "low": found.low, "total": found.total,
        "reasons": found.reasons,
    }  # fmt: skip
    id = tx.append(
        "case", tx.seq + 1, "open", "hall", clerk=clerk, reason=found.rule, after="open",
        detail=json.dumps(told, separators=(",", ":")),
    )  # fmt: skip
    kept = told | {"reasons": json.dumps(found.reasons, separators=(",", ":"))}
    asked = int(found.rule != SECRET)
    _insert(id=id, clerk=clerk, rule=found.rule, asked=asked, now=tx.wall, **kept)
