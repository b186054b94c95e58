"""One closed day's figures, counted from its rows in plain Python: nothing of figures/ is known."""

from __future__ import annotations

import datetime as dt
import itertools
import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from audit.evidence import Row

BY = ("service", "field", "counter", "clerk", "hour", "weekday", "class", "channel", "all")
SIDES = ("level", "way", "manner")
ASKED = ("opened", "answered", "unanswered", "withdrawn")
PLACED = ("take", "rejoin", "transfer", "add-service", "return", "release")
CALLED = ("call", "call-this")
STEPS = (*PLACED, *CALLED, "start", "hold", "resume", "finish")
COUNTED = {
    "take": "taken", "call": "called", "call-this": "called", "finish": "served",
    "leave": "left", "transfer": "transferred", "void": "voided", "reprint": "reprints",
}  # fmt: skip
# To the next second, from so many seconds on to the next of so many.
GRID = ((7_200, 300), (1_800, 60), (600, 15), (60, 5), (0, 1))
MOST = 43_200

# (count), (span, seconds), (week or not, side, scale, level) or ("top",) → how many.
Tally = Counter[tuple[Any, ...]]
Groups = dict[tuple[str, str], Tally]


def rounded(ms: int) -> int:
    """A time as it is kept: seconds, rounded up to the step it stands in."""
    for since, step in GRID:
        if ms > since * 1000:
            return min(-(-ms // (step * 1000)) * step, MOST)
    return 0


class Known(NamedTuple):
    """What is known beside the rows: fields by service, roles by actor, when a service is long.

    `breaks` are [[from, to]] in wall ms; a service in time takes no longer than its `long_ms`.
    """

    date: dt.date
    zone: ZoneInfo
    fields: dict[str, str]
    roles: dict[str, str]
    breaks: list[list[int]]
    long_ms: dict[str, float]


class Recounted:
    """Everything that the rows of one business day say, in each group."""

    def __init__(self, rows: list[Row], known: Known) -> None:
        self._known = known
        noon = dt.datetime.combine(known.date, dt.time(12), known.zone)
        self._shift = noon.utcoffset() or dt.timedelta()
        undone = {row.undoes for row in rows}
        self._taken = {row.ref: row for row in rows if row.action == "take"}
        self._services = {(r.ref, r.leg): r.service for r in rows if r.action == "finish"}
        self.groups: Groups = defaultdict(Counter)
        holding = [row for row in rows if row.undoes is None and row.seq not in undone]
        self._calls(holding)
        self._tickets([row for row in holding if row.subject == "ticket"])
        self._works([row for row in holding if row.subject == "quick"])
        self._questions([row for row in rows if row.subject == "rating"])

    def answers(self, found: Iterable[tuple[Any, ...]], spared: set[str]) -> None:
        """Adds the day's answers: (clerk, counter, field, half, scale, reasons, levels, how many).

        `spared` are the codes that are nothing a clerk can help; the levels those of SIDES.
        """
        for clerk, counter, field, half, scale, reasons, *levels, n in found:
            about = {*reasons.split(",")} - {""}
            helped = clerk if not about or not about <= spared else None
            kept = {
                "clerk": helped, "counter": counter or None, "field": field or None, "all": "",
                "weekday": str(self._weekday()),
            }  # fmt: skip
            for by, key in kept.items():
                if key is not None:
                    for side, level in zip(SIDES, levels, strict=True):
                        if level is not None:
                            self.groups[by, str(key)][half == "week", side, scale, level] += n

    def _weekday(self) -> int:
        return (self._known.date.weekday() + 1) % 7

    def _keys(self, row: Row, service: str | None, ticket: str) -> Iterable[tuple[str, str]]:
        """The groups of a row."""
        taken, fields = self._taken.get(ticket), self._known.fields
        wall = dt.datetime.fromtimestamp(row.wall / 1000, dt.UTC) + self._shift
        keys: dict[str, Any] = {
            "service": service, "field": fields.get(service or ""), "counter": row.counter,
            "clerk": row.clerk, "hour": wall.hour, "weekday": self._weekday(), "all": "",
            "class": taken and (json.loads(taken.detail or "")["priority"] or "-"),
            "channel": taken and self._channel(taken),
        }  # fmt: skip
        return [(by, "" if key is None else str(key)) for by, key in keys.items()]

    def _channel(self, taken: Row) -> str:
        if taken.reason == "paper-list":
            return "paper"
        if "appointment" in json.loads(taken.detail or ""):
            return "appointment"
        role = self._known.roles.get(taken.actor, "")
        return role if role in ("kiosk", "api") else "staff"

    def _add(self, keys: Iterable[tuple[str, str]], *told: tuple[Any, ...]) -> None:
        for key in keys:
            for each in told:
                self.groups[key][each] += 1

    def _calls(self, rows: list[Row]) -> None:
        """Every call by its rule or reason, and how many it passed."""
        for row in rows:
            if row.subject == "ticket" and row.action in (*CALLED, "resume"):
                # Who has no head start passed only those who had stepped back themselves.
                back = row.reason == "head-start" and row.head_start == 0
                reason = "other" if back else row.reason or ""
                group = self.groups["call", f"{row.action}|{reason}|{row.clerk or ''}"]
                group["called",] += 1
                if passed := json.loads(row.detail)["passed"] if row.detail else ():
                    group["passed",] += len(passed)

    def _tickets(self, rows: list[Row]) -> None:
        steps: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            told = [(name,) for name in _names(row)]
            self._add(self._keys(row, row.service, row.ref), *told)
            if row.action == "take":
                self._add(self._came(row), ("taken",))
            if row.action in STEPS and (row.action != "release" or row.before == "held"):
                steps[row.ref].append(row)
        for visit in steps.values():
            self._visit(visit)
        self._most(rows)

    def _visit(self, steps: list[Row]) -> None:
        spent = 0
        for before, row in itertools.pairwise(steps):
            took, flags = row.hall - before.hall, row.flags.split()
            if row.action in PLACED:
                spent = 0
            elif row.action == "hold":
                spent += took
            elif (span := _span(row, flags)) is not None:
                took += spent if span == "service" else 0
                told: list[tuple[Any, ...]] = [(span, rounded(took))]
                if span == "wait":
                    told.append(("wait_open", rounded(max(0, took - self._in_breaks(before, row)))))
                elif span == "service" and took <= self._known.long_ms[str(row.service)]:
                    told.append(("in_time",))
                self._add(self._keys(row, row.service, row.ref), *told)
                if span == "wait":
                    self._add(self._came(before), *told)

    def _came(self, row: Row) -> list[tuple[str, str]]:
        """The hour from which somebody waited."""
        wall = dt.datetime.fromtimestamp(row.wall / 1000, dt.UTC) + self._shift
        return [("arrival", str(wall.hour))]

    def _in_breaks(self, before: Row, row: Row) -> int:
        """How much (ms) of the time from one row to the other lay between two sessions."""
        return sum(
            max(0, min(row.wall, end) - max(before.wall, begin))
            for begin, end in self._known.breaks
        )

    def _most(self, rows: list[Row]) -> None:
        """The most that waited at once: of each line, class, channel; of the whole in an hour."""
        for by in BY:
            if by in ("counter", "clerk"):
                continue
            now: Counter[str] = Counter()
            for row in rows:
                step = (row.after == "waiting") - (row.before == "waiting")
                if step:
                    key = dict(self._keys(row, row.service, row.ref))[by]
                    line = "" if by in ("hour", "weekday") else key
                    group = self.groups[by, key]
                    group["top",] = max(group["top",], now[line], now[line] + step)
                    now[line] += step

    def _works(self, rows: list[Row]) -> None:
        begun: dict[str, int] = {}
        for row in rows:
            keys = self._keys(row, row.service, "")
            if row.action == "end":
                measured = [] if row.reason else [("work", rounded(row.hall - begun[row.ref]))]
                self._add(keys, ("quick",), *measured)
            else:
                begun[row.ref] = row.hall

    def _questions(self, rows: list[Row]) -> None:
        opened = {row.ref: row for row in rows if row.action == "opened"}
        for row in rows:
            asked = opened.get(row.ref)
            if row.action in ASKED and asked is not None:
                ticket = str(json.loads(asked.detail or "")["ticket"])
                service = self._services.get((ticket, asked.leg))
                self._add(self._keys(asked, service, ticket), (row.action,))


def _names(row: Row) -> list[str]:
    """What a row counts as."""
    flags = row.flags.split()
    if row.action in ("expire", "void") and "unconfirmed" in flags:
        return ["unconfirmed"]
    if row.action == "expire":
        return ["missed" if row.before == "missed" else "expired"]
    names = [COUNTED[row.action]] if row.action in COUNTED else []
    if row.action == "finish":
        names += [flag for flag in ("unmeasured", "forgotten") if flag in flags]
    if row.action in CALLED and row.detail and json.loads(row.detail)["passed"]:
        names.append("overtakes")
    return names


def _span(row: Row, flags: list[str]) -> str | None:
    """What the time up to this step was, if it is a measurement."""
    if row.action in CALLED:
        return None if "unconfirmed" in flags else "wait"
    if row.action == "start":
        return None if "unmeasured" in flags else "walk"
    if row.action == "finish":
        return None if {"unmeasured", "forgotten"} & {*flags} else "service"
    return None
