"""Cases of low ratings: opened by what the answers say and by nothing else, and settled in turn."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from audit.evidence import Evidence, Row
from audit.promise import Promise
from audit.replay import Replay

KINDS = """SELECT day, half = 'week', clerk, 'pad', scale, level, reasons, count(*),
count(excluded) FROM rating GROUP BY 1, 2, 3, 5, 6, 7
UNION ALL SELECT day, 1, clerk, channel, scale, level, reasons, count(*), count(excluded)
FROM answer WHERE day IS NOT NULL GROUP BY 1, 3, 4, 5, 6, 7"""
KEPT = """SELECT id, clerk, rule, period, channel, first, last, scale, n, low, total, reasons,
state, asked, opened_wall, explained, measure, decided, staff, closed_wall FROM low_case"""
REMINDERS = "SELECT id, clerk, low_case, staff, at_wall FROM reminder"
# From which states, into which, and by the clerk alone or by anybody else alone.
STEPS = {
    "explain": (("open",), "explained", True),
    "ask": (("open",), "open", False),
    "decide": (("open", "explained"), "decided", False),
    "close": (("decided",), "closed", False),
    "read": (("open", "explained", "decided", "closed"), "", False),
}


class Kind(NamedTuple):
    """Answers of one clerk, channel and scale that say the same; `left` of them are left out."""

    week: int
    level: int
    codes: frozenset[str]
    n: int
    left: int


class Span(NamedTuple):
    """Days whose answers were judged at one close; `week` of those gathered, None for both.

    What has `grown` since can be judged again by nobody.
    """

    period: str
    days: range
    week: int | None
    grown: bool = False


Group = tuple[str, str, int]
Law = dict[str, Any]


class LowCases(Promise):
    """By the thresholds that stand in the row of each close."""

    says = "Each case of low ratings is one that its answers ask for, and went the way of cases."
    subjects = frozenset({"case", "reminder", "day"})

    def __init__(self, evidence: Evidence, hall: Replay) -> None:
        super().__init__(evidence, hall)
        self._cases: dict[int, list[Any]] = {}
        self._reminders: dict[int, tuple[Any, ...]] = {}
        self._decided: dict[int, tuple[Any, ...]] = {}
        self._laws: dict[int, Law] = {}
        self._again: set[int] = set()

    def see(self, row: Row) -> None:
        if row.subject == "day":
            law = json.loads(row.detail or "{}").get("cases") if row.action == "close" else None
            if law and int(row.ref) in self._laws:
                self._again.add(int(row.ref))
            elif law:
                self._laws[int(row.ref)] = law
        elif row.subject == "reminder":
            self._reminders[row.seq] = (row.clerk, None, row.actor, row.wall)
            if row.actor in (row.clerk, "hall"):
                self.broken(f"sequence {row.seq}: {row.actor} reminded {row.clerk}")
        elif row.action == "open":
            self._open(row)
        else:
            self._step(row, int(row.ref))

    def _open(self, row: Row) -> None:
        told = json.loads(row.detail or "")
        if row.actor != "hall" or int(row.ref) != row.seq:
            self.broken(f"sequence {row.seq}: a case was opened by {row.actor}")
        self._cases[row.seq] = [
            row.clerk, row.reason, told["period"], told["channel"], told["first"], told["last"],
            told["scale"], told["n"], told["low"], told["total"], told["reasons"], "open",
            int(row.reason != "secret"), row.wall, None, None, None, None, None,
        ]  # fmt: skip

    def _step(self, row: Row, id: int) -> None:
        case = self._cases[id]
        before, after, by_clerk = STEPS[row.action]
        state = case[11]
        if state not in before or (row.before, row.after) != (state, after or state):
            self.broken(f"sequence {row.seq}: {row.action} of case {id}, which was {state}")
        if (row.actor == case[0]) != by_clerk or row.clerk != case[0]:
            self.broken(f"sequence {row.seq}: {row.action} of case {id} by {row.actor}")
        case[11] = row.after
        if row.action == "explain":
            case[14] = row.seq
        elif row.action == "ask":
            case[12] = 1
        elif row.action == "decide":
            case[15:18] = row.reason, row.seq, row.actor
            self._decided[row.seq] = (row.clerk, id, row.actor, row.wall)
        elif row.action == "close":
            case[18] = row.wall

    def end(self) -> None:
        found = {id: _read(rest) for id, *rest in self.evidence.all(KEPT)}
        for id in sorted(self._cases.keys() | found.keys()):
            if self._cases.get(id) != found.get(id):
                self.broken(f"case {id} is not what was written down")
        told = {id: tuple(rest) for id, *rest in self.evidence.all(REMINDERS)}
        for id in sorted(self._reminders.keys() | told.keys()):
            if told.get(id) != self._reminders.get(id, self._decided.get(id)):
                self.broken(f"reminder {id} is not what was written down")
        self._recount()

    def _recount(self) -> None:
        """What each close must have opened, by the answers as they lie now."""
        kinds: dict[int, dict[Group, list[Kind]]] = defaultdict(lambda: defaultdict(list))
        for day, week, clerk, channel, scale, level, codes, n, left in self.evidence.all(KINDS):
            said = Kind(week, level, frozenset({*codes.split(",")} - {""}), n, left)
            kinds[day][clerk, channel, scale].append(said)
        opened = {
            (c[0], c[3], c[6], c[2], c[1]): (c[7], c[8], c[9], c[10]) for c in self._cases.values()
        }
        for day, law in self._laws.items():
            for span in self._spans(day, law):
                for group in sorted({g for d in span.days if d in kinds for g in kinds[d]}):
                    mine = [kind for d in span.days if d in kinds for kind in kinds[d][group]]
                    mine = [kind for kind in mine if span.week in (None, kind.week)]
                    self._compare(law, span, group, mine, opened)
        for clerk, _, _, period, rule in sorted(opened):
            self.broken(f"clerk {clerk}: a case ({rule}, {period}) was opened without cause")

    def _compare(
        self, law: Law, span: Span, group: Group, mine: list[Kind], opened: dict[Any, Any]
    ) -> None:
        """Takes out of `opened` what is as it must be, or what nobody can tell any more."""
        due = dict(_due(law, span, group[2], mine))
        unsure = any(kind.left for kind in mine)  # left out since, or before: both may be
        unsure |= span.grown or (span.week == 0 and span.days[0] in self._again)
        for rule in ("often", "month", "grave", "secret"):
            told = opened.pop((*group, span.period, rule), None)
            if told != due.get(rule) and not unsure and (told is not None or rule in due):
                self.broken(
                    f"clerk {group[0]}: the answers of {span.period} make {due.get(rule)} "
                    f"({rule}), and the case says {told}"
                )

    def _spans(self, day: int, law: Law) -> Iterator[Span]:
        dates = {id: dt.date.fromisoformat(d.date) for id, d in self.hall.days.items()}
        if self.hall.days[day].state == "open":
            return
        yield Span(dates[day].isoformat(), range(day, day + 1), 0)
        before = max((id for id in dates if id < day), default=None)
        if before is None:
            return
        was, now = dates[before], dates[day]
        ended, whole = {was.isoformat()[:7]}, law.get("whole_weeks")
        goes_on = was.isocalendar()[:2] == now.isocalendar()[:2]
        if goes_on and whole:
            return
        if not goes_on:
            year, week, _ = was.isocalendar()
            first = min(i for i in dates if dates[i].isocalendar()[:2] == (year, week))
            yield Span(f"{year}-W{week:02}", range(first, first + 1), 1)
            ended |= {dates[first].isoformat()[:7]} if whole else set()
        for month in sorted(ended - {now.isoformat()[:7]}):
            inside = [i for i in dates if dates[i].isoformat()[:7] == month]
            yield Span(month, range(min(inside), max(inside) + 1), None, grown=goes_on)


def _due(law: Law, span: Span, scale: int, mine: list[Kind]) -> Iterator[tuple[str, Any]]:
    others = {*law["not_clerks"]}
    counted = Counter[int]()
    for kind in mine:
        if not kind.codes or not kind.codes <= others:
            counted[kind.level] += kind.n
    n, total = counted.total(), sum(level * many for level, many in counted.items())
    low = sum(many for level, many in counted.items() if level < (scale + 1) / 2)
    if span.week is None:
        mean = 1 + (total / n - 1) * 4 / (scale - 1) if n else 5
        poor = 100 * low >= law["month_low_percent"] * n or mean < law["month_mean"]
        if n >= law["month_n"] > 0 and poor:
            yield "month", (n, low, total, {})
        return
    if low >= law["day_low_n"] > 0:
        yield "often", (n, low, total, {})
    for rule, route in (("grave", "head"), ("secret", "head-only")):
        named = Counter[str]()
        for kind in mine if law["grave"] else ():
            named.update(dict.fromkeys(kind.codes & {*law[route]}, kind.n))
        if named:
            yield rule, (n, low, total, dict(named))


def _read(rest: list[Any]) -> list[Any]:
    return [*rest[:10], json.loads(rest[10]), *rest[11:]]
