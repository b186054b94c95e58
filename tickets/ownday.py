"""One clerk's own day in figures: work, never people, and never what was answered at a pad."""

from __future__ import annotations

import statistics
from typing import Any

import peewee as pw

from db.models import Journal
from db.statement import Statement, hole
from office.moment import Moment
from tickets import reading

_mine = Statement(
    Journal.select(
        Journal.seq, Journal.subject, Journal.ref, Journal.action, Journal.counter, Journal.hall,
        Journal.wall, Journal.flags, Journal.clerk,
    )
    # coalesce() keeps SQLite from its index by subject: every ticket there ever was.
    .where(
        (Journal.seq >= hole("since"))
        & pw.fn.COALESCE(Journal.subject, "").in_(["ticket", "counter", "quick"])
        # Whoever takes a counter over ends the sitting there.
        & ((Journal.clerk == hole("clerk")) | (Journal.subject == "counter"))
    )
    .order_by(Journal.seq)
)  # fmt: skip
_undone = Statement(
    Journal.select(Journal.undoes).where((Journal.seq >= hole("since")) & ~Journal.undoes.is_null())
)
# Services that nobody measured, or that were forgotten, say nothing of how long one takes.
SILENT = ("unmeasured", "forgotten")


def of(clerk: str, moment: Moment) -> dict[str, Any]:
    """What this clerk has done today.

    {"served", "missed", "held", "service_s": {"usual", "longest"} | None, "walk_s" | None,
    "open_s", "paused_s", "quick": {"n", "s"}, "hours": [{"hour", "served"}], "since"}: spans in
    whole seconds, `hours` from the first to the last in which somebody was served.
    """
    since = reading.today()[3]
    told = _Day(moment)
    undone = {row[0] for row in _undone.all(since=since)}
    for seq, subject, ref, *rest, who in _mine.all(since=since, clerk=clerk):
        if seq in undone:
            continue
        if who == clerk:
            getattr(told, subject)(ref, *rest)
        else:
            told.taken_over(int(ref), rest[2])
    return told.figures()


class _Day:
    """What has been counted of a day so far; times in ms of hall time."""

    def __init__(self, moment: Moment) -> None:
        self._moment = moment
        self._n = dict.fromkeys(("finish", "miss", "hold"), 0)
        self._began: dict[str, int] = {}
        self._called: dict[str, int] = {}
        self._spent: dict[str, int] = {}
        self._services, self._walks = list[int](), list[int]()
        self._hours: dict[int, int] = {}
        self._sat = {"open": 0, "paused": 0}
        self._sitting: dict[int, tuple[str, int]] = {}
        self._quick_ms, self._quicks, self._working = 0, 0, dict[str, int]()
        self._since: int | None = None

    def ticket(self, ref: str, action: str, counter: int, hall: int, wall: int, flags: str) -> None:
        """A step of a number in this clerk's hand."""
        if action in self._n:
            self._n[action] += 1
        if action in ("call", "call-this"):
            self._called[ref] = hall
            self._spent.pop(ref, None)
        if action == "start" and (called := self._called.pop(ref, None)) is not None:
            self._walks.append(hall - called)
        if action in ("start", "resume"):
            self._began[ref] = hall
        elif action in ("hold", "finish") and ref in self._began:
            self._spent[ref] = self._spent.get(ref, 0) + hall - self._began.pop(ref)
        if action == "finish":
            self._served(ref, wall, flags)

    def _served(self, ref: str, wall: int, flags: str) -> None:
        hour = int(self._moment.iso(wall)[11:13])
        self._hours[hour] = self._hours.get(hour, 0) + 1
        spent = self._spent.pop(ref, None)
        if spent is not None and not any(silent in flags for silent in SILENT):
            self._services.append(spent)

    def counter(
        self, ref: str, action: str, counter: int, hall: int, wall: int, flags: str
    ) -> None:
        """The clerk opened, paused or closed a counter."""
        self._leave(counter, hall)
        if action != "close":
            self._sitting[counter] = ("open" if action == "open" else "paused", hall)
        if self._since is None:
            self._since = wall

    def taken_over(self, counter: int, hall: int) -> None:
        """Somebody else opened, paused or closed this counter."""
        self._leave(counter, hall)

    def _leave(self, counter: int, hall: int) -> None:
        state, since = self._sitting.pop(counter, ("open", hall))
        self._sat[state] += hall - since

    def quick(self, ref: str, action: str, counter: int, hall: int, wall: int, flags: str) -> None:
        """Work without a number began or ended."""
        if action == "begin":
            self._quicks += 1
            self._working[ref] = hall
        elif ref in self._working:
            self._quick_ms += hall - self._working.pop(ref)

    def _service(self) -> dict[str, int] | None:
        if not self._services:
            return None
        usual = statistics.median(self._services)  # cut as the longest is, or it could be more
        return {"usual": int(usual) // 1000, "longest": max(self._services) // 1000}

    def figures(self) -> dict[str, Any]:
        """What was counted, until now."""
        now = self._moment.hall
        for counter in list(self._sitting):
            self._leave(counter, now)
        hours = range(min(self._hours), max(self._hours) + 1) if self._hours else range(0)
        return {
            "served": self._n["finish"], "missed": self._n["miss"], "held": self._n["hold"],
            "service_s": self._service(),
            "walk_s": round(statistics.median(self._walks) / 1000) if self._walks else None,
            "open_s": self._sat["open"] // 1000, "paused_s": self._sat["paused"] // 1000,
            "quick": {"n": self._quicks, "s": self._quick_ms // 1000},
            "hours": [{"hour": hour, "served": self._hours.get(hour, 0)} for hour in hours],
            "since": self._moment.iso(self._since) if self._since else None,
        }  # fmt: skip
