"""What the day's close named as worth a look: counted again, by other code."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from itertools import pairwise
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from audit.evidence import Evidence, Row
from audit.promise import Promise
from audit.replay import Replay

CELLS = """SELECT day, clerk, half, count(*), sum(level = scale) FROM rating
WHERE half <> 'week' GROUP BY day, clerk, half"""
OWN = "SELECT day, clerk, kind, n FROM own_press"
Limits = dict[str, int]
# Clerk, check, how many of what it counts, of how many answers.
Said = tuple[str, str, int, int]


class Press(NamedTuple):
    """An answer: when (hall ms), where, in which half-day, after how long a service (ms)."""

    at: int
    counter: int | None
    half: str
    service: int


class Closed(NamedTuple):
    """What is known of a clerk's day once it is closed."""

    asked: int
    answered: int
    short: dict[str, int]
    burst: int
    equal: int


class Named(Promise):
    """By the thresholds that stand in the row of the close."""

    says = "Every pattern of ratings that is to be looked at was named, and nothing else."
    subjects = frozenset({"ticket", "rating", "check", "day"})

    def __init__(self, evidence: Evidence, hall: Replay) -> None:
        super().__init__(evidence, hall)
        self._zone = ZoneInfo(evidence.settings.day.timezone)
        self._services: dict[str, list[tuple[int, str, int]]] = defaultdict(list)
        self._asked: dict[str, tuple[str, int]] = {}
        self._presses: dict[str, list[Press]] = defaultdict(list)
        self._said: set[Said] = set()
        self._days: dict[int, tuple[Limits, dict[str, Closed], set[Said]]] = {}

    def see(self, row: Row) -> None:
        getattr(self, f"_{row.subject}")(row)

    def _ticket(self, row: Row) -> None:
        steps = self._services[row.ref]
        if row.action == "undo":
            self._services[row.ref] = [step for step in steps if step[0] != row.undoes]
        elif row.action in ("start", "hold", "resume", "finish"):
            steps.append((row.seq, row.action, row.hall))

    def _rating(self, row: Row) -> None:
        if row.action == "opened":
            ticket = str(json.loads(row.detail or "")["ticket"])
            self._asked[row.ref] = (str(row.clerk), _took(self._services[ticket]))
        elif row.action == "withdrawn":
            self._asked.pop(row.ref, None)
        elif row.action == "answered" and row.ref in self._asked:
            date = dt.date.fromisoformat(self.hall.days[row.day].date)
            noon = dt.datetime.combine(date, dt.time(12), self._zone).timestamp() * 1000
            half = "am" if row.wall < noon else "pm"
            clerk, service = self._asked[row.ref]
            self._presses[clerk].append(Press(row.hall, row.counter, half, service))

    def _check(self, row: Row) -> None:
        told = json.loads(row.detail or "")
        self._said.add((row.ref, str(row.reason), told["n"], told["of"]))
        if row.action != "named" or row.actor != "hall" or row.clerk != row.ref:
            self.broken(f"sequence {row.seq}: {row.ref} was {row.action} by {row.actor}")

    def _day(self, row: Row) -> None:
        if row.action == "open":
            self._services.clear()
            self._asked.clear()
            self._presses.clear()
        elif row.action == "close":
            limits = json.loads(row.detail or "").get("checks")
            if limits is None:
                self._days.pop(int(row.ref), None)  # closed before there were any checks
            else:
                self._days[int(row.ref)] = (limits, self._closed(limits), self._said)
            self._said = set()

    def _closed(self, limits: Limits) -> dict[str, Closed]:
        asked: dict[str, int] = defaultdict(int)
        for clerk, _ in self._asked.values():
            asked[clerk] += 1
        return {
            clerk: _close(many, self._presses.get(clerk, []), limits)
            for clerk, many in asked.items()
        }

    def end(self) -> None:
        cells: dict[int, dict[str, dict[str, tuple[int, int]]]] = defaultdict(dict)
        for day, clerk, half, n, best in self.evidence.all(CELLS):
            cells[day].setdefault(clerk, {})[half] = (n, best)
        own: dict[int, dict[tuple[str, str], int]] = defaultdict(dict)
        for day, clerk, kind, n in self.evidence.all(OWN):
            own[day][clerk, kind] = n
        for day, (limits, clerks, said) in self._days.items():
            if self.hall.days[day].state == "open":
                continue
            due = _due(limits, clerks, cells[day]) | _from_own_side(limits, clerks, own[day])
            for clerk, check, n, of in sorted(due ^ said):
                how = "not named" if (clerk, check, n, of) in due else "named without cause"
                self.broken(f"day {day}, clerk {clerk}: {check} ({n} of {of}) was {how}")


def _took(steps: list[tuple[int, str, int]]) -> int:
    """The service that ended last, without the time in which somebody was held (ms)."""
    took, began = 0, 0
    for _, action, hall in steps:
        if action == "start":
            took = 0
        if action in ("start", "resume"):
            began = hall
        else:
            took += hall - began
    return took


def _close(asked: int, presses: list[Press], limits: Limits) -> Closed:
    short: dict[str, int] = defaultdict(int)
    for press in presses:
        if press.service < limits["short_s"] * 1000:
            short[press.half] += 1
    times = sorted((press.at, press.counter) for press in presses)
    window = limits["burst_min"] * 60_000
    burst = max(
        (sum(at <= later <= at + window and there == counter for later, there in times[i:])
         for i, (at, counter) in enumerate(times)), default=0,
    )  # fmt: skip
    gaps = [later[0] - earlier[0] for earlier, later in pairwise(times)]
    return Closed(asked, len(presses), short, burst, _longest(gaps, limits["equal_s"] * 1000))


def _longest(gaps: list[int], spread: int) -> int:
    """The longest stretch in which no two gaps differ by more."""
    longest = 0
    for begin in range(len(gaps)):
        low = high = gaps[begin]
        for end in range(begin, len(gaps)):
            low, high = min(low, gaps[end]), max(high, gaps[end])
            if high - low > spread:
                break
            longest = max(longest, end - begin + 1)
    return longest


def _due(limits: Limits, clerks: dict[str, Closed], cells: dict[str, Any]) -> set[Said]:
    due: set[Said] = set()
    for clerk, told in clerks.items():
        kept: dict[str, tuple[int, int]] = cells.get(clerk, {})
        share = 0.0
        for half, (n, best) in kept.items():
            short = sum(told.short.values()) if half == "day" else told.short.get(half, 0)
            share += min(short, n) * best / n
        n, best = (sum(cell[i] for cell in kept.values()) for i in (0, 1))
        counted = {
            "short": int(share) if share >= limits["short_n"] > 0 else 0,
            "burst": told.burst if told.burst > limits["burst_n"] > 0 else 0,
            "perfect": n if n == told.asked == best and n >= limits["perfect_n"] > 0 else 0,
            "equal": told.equal if told.equal >= limits["equal_n"] > 0 else 0,
        }
        due |= {(clerk, check, n, told.answered) for check, n in counted.items() if n}
    return due


def _from_own_side(
    limits: Limits, clerks: dict[str, Closed], own: dict[tuple[str, str], int]
) -> set[Said]:
    return {
        (clerk, kind, n, clerks[clerk].answered)
        for (clerk, kind), n in own.items() if clerk in clerks and n >= limits["own_n"] > 0
    }  # fmt: skip
