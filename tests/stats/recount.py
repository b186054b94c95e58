"""The figures once more, by plain Python over the rows: imports nothing of the house.

Give `journal` (dicts, in order), `ratings` and `services` (dicts), and the ids of the days; the
answer has the form of `stats.figures`, without labels.
"""

from __future__ import annotations

import datetime as dt
import json
import math
from collections import defaultdict
from typing import Any

Row = dict[str, Any]
COUNTS = ("taken", "called", "served", "missed", "left", "expired", "unmeasured", "forgotten")
ZONE = dt.timezone(dt.timedelta(hours=7))


class Recount:
    """Days `days` of a hall; `open_day` runs still and may be told by clerk before `turn`."""

    def __init__(
        self, journal: list[Row], ratings: list[Row], services: dict[str, str],
        days: dict[int, str], open_day: int = 0, turn: int = 0,
    ) -> None:  # fmt: skip
        self.services, self.days, self.open_day, self.turn = services, days, open_day, turn
        self.rows = [row for row in journal if row["day"] in days]
        self.ratings = [row for row in ratings if row["day"] in days]
        self.takes = {row["ref"]: row for row in journal if row["action"] == "take"}

    def by(self, how: str) -> dict[str, Any]:
        """{"total": figures, "rows": {key: figures}}."""
        rows = [r for r in self.rows if how != "clerk" or self._turned(r)]
        groups: dict[Any, _Group] = defaultdict(_Group)
        self._follow_tickets(how, rows, groups)
        self._follow_questions(how, rows, groups)
        self._read_answers(how, groups)
        whole = _Group.all(groups.values())
        whole.top = _most(rows, lambda _: None).get(None, 0)
        tops = _most(rows, lambda r: self._key(how, r), by_day=how == "hour")
        for key, group in groups.items():
            group.top = tops.get(key, 0)
        return {"total": whole.told(), "rows": {k: g.told() for k, g in groups.items() if g.seen}}

    def _turned(self, row: Row) -> bool:
        return bool(row["day"] != self.open_day or row["wall"] < self.turn)

    def _key(self, how: str, row: Row) -> Any:
        if how == "hour":
            return dt.datetime.fromtimestamp(row["wall"] / 1000, ZONE).hour
        if how == "field":
            return self.services[row["service"]]
        return self.days[row["day"]] if how == "day" else row[how]

    def _follow_tickets(self, how: str, rows: list[Row], groups: Any) -> None:
        visits: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            if row["subject"] == "ticket":
                visits[row["ref"]].append(row)
        for visit in visits.values():
            joined = called = started = 0
            for row in visit:
                group, flags = groups[self._key(how, row)], row["flags"].split()
                group.seen = True
                match row["action"]:
                    case "take" | "rejoin":
                        joined = row["hall"]
                        group.counts["taken"] += row["action"] == "take"
                    case "call":
                        called = row["hall"]
                        group.counts["called"] += 1
                        group.times["wait"].append(called - joined)
                    case "start":
                        started = row["hall"]
                        if "unmeasured" not in flags:
                            group.times["walk"].append(started - called)
                    case "finish":
                        group.counts["served"] += 1
                        group.counts["unmeasured"] += "unmeasured" in flags
                        group.counts["forgotten"] += "forgotten" in flags
                        if not flags:
                            group.times["service"].append(row["hall"] - started)
                    case "expire" if row["before"] == "missed":
                        group.counts["missed"] += 1
                    case "expire":
                        group.counts["expired"] += 1
                    case "leave":
                        group.counts["left"] += 1

    def _follow_questions(self, how: str, rows: list[Row], groups: Any) -> None:
        questions: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            if row["subject"] == "rating":
                questions[row["ref"]].append(row)
        for asked in questions.values():
            opened = asked[0]
            assert opened["action"] == "opened"
            ticket = str(json.loads(opened["detail"])["ticket"])
            at = opened | {"service": self.takes[ticket]["service"]}
            group = groups[self._key(how, at)]
            group.seen = True
            for row in asked:
                group.asked[row["action"]] += 1

    def _read_answers(self, how: str, groups: Any) -> None:
        for row in self.ratings:
            early = row["half"] == "am" and self.turn
            if row["excluded"] or (row["day"] == self.open_day and not early):
                continue
            key = row[how] if how in ("counter", "clerk", "field") else "nowhere"
            if how == "day" and row["half"] != "week":
                key = self.days[row["day"]]
            groups[key].seen |= key != "nowhere"
            groups[key].levels[row["scale"]].append(row["level"])


class _Group:
    def __init__(self) -> None:
        self.seen, self.top = False, 0
        self.counts = dict.fromkeys(COUNTS, 0)
        self.times: dict[str, list[int]] = {"wait": [], "walk": [], "service": []}
        self.asked = {"opened": 0, "answered": 0, "unanswered": 0, "withdrawn": 0}
        self.levels: dict[int, list[int]] = defaultdict(list)

    @classmethod
    def all(cls, groups: Any) -> _Group:
        whole = cls()
        for group in groups:
            for name, n in group.counts.items():
                whole.counts[name] += n
            for name, n in group.asked.items():
                whole.asked[name] += n
            for name, times in group.times.items():
                whole.times[name] += times
            for scale, levels in group.levels.items():
                whole.levels[scale] += levels
        return whole

    def told(self) -> dict[str, Any]:
        opened, n = self.asked["opened"], self.asked["answered"]
        return {
            **self.counts, "waiting_max": self.top,
            **{name: _times(times) for name, times in self.times.items()},
            "ratings": {
                "opened": opened, "n": n, "unanswered": self.asked["unanswered"],
                "withdrawn": self.asked["withdrawn"],
                "response": round(n / opened, 3) if opened else None,
                "scores": {scale: _score(levels) for scale, levels in self.levels.items()},
            },
        }  # fmt: skip


def _times(times: list[int]) -> dict[str, Any]:
    """Nearest rank: sorted, the ceil(n·p)-th."""
    if not times:
        return {"n": 0, "median_s": None, "p90_s": None}
    at = sorted(times)
    median, p90 = (at[math.ceil(len(at) * tenths / 10) - 1] for tenths in (5, 9))
    return {"n": len(at), "median_s": round(median / 1000, 1), "p90_s": round(p90 / 1000, 1)}


def _score(levels: list[int]) -> tuple[int, float | None]:
    mean = round(sum(levels) / len(levels), 2) if len(levels) >= 5 else None
    return len(levels), mean


def _most(rows: list[Row], key: Any, *, by_day: bool = False) -> dict[Any, int]:
    """The most that ever waited at once, by walking through everything in order."""
    now: dict[Any, int] = defaultdict(int)
    top: dict[Any, int] = defaultdict(int)
    for row in rows:
        step = (row["after"] == "waiting") - (row["before"] == "waiting")
        if row["subject"] == "ticket" and step:
            line = row["day"] if by_day else key(row)
            top[key(row)] = max(top[key(row)], now[line], now[line] + step)
            now[line] += step
    return top
