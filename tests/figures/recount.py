"""The figures once more, by plain Python over the rows: imports nothing of the house.

Give `journal` (dicts, in order), `ratings`, `services` (id → field and usual minutes), and the ids
of the days; the answer has the form of `figures.figures`, without labels.
"""

from __future__ import annotations

import datetime as dt
import json
import math
from collections import defaultdict
from typing import Any

Row = dict[str, Any]
COUNTS = (
    "taken", "called", "served", "missed", "left", "expired", "unmeasured", "forgotten",
    "transferred", "voided", "unconfirmed", "quick", "overtakes", "reprints",
)  # fmt: skip
# Reasons that the shipped office calls nothing a clerk can help.
NOT_THE_CLERKS = {"R1", "R9", "R10"}
ZONE = dt.timezone(dt.timedelta(hours=7))


class Recount:
    """Days `days` of a hall; `open_day` runs still and may be told by clerk before `turn`."""

    def __init__(
        self, journal: list[Row], ratings: list[Row], services: dict[str, tuple[str, int]],
        days: dict[int, str], open_day: int = 0, turn: int = 0,
        tokens: dict[str, str] | None = None,
    ) -> None:  # fmt: skip
        self.taken = {row["ref"]: row for row in journal if row["action"] == "take"}
        self.tokens = tokens or {}
        self.services = {id: field for id, (field, _) in services.items()}
        self.minutes = {id: minutes for id, (_, minutes) in services.items()}
        self.days, self.open_day, self.turn = days, open_day, turn
        opened = [r for r in journal if r["subject"] == "day" and r["action"] == "open"]
        self.breaks = {r["day"]: json.loads(r["detail"])["breaks"] for r in opened}
        undone = {row["undoes"] for row in journal}
        self.rows = [
            row for row in journal
            if row["day"] in days and row["undoes"] is None and row["seq"] not in undone
        ]  # fmt: skip
        self.ratings = [row for row in ratings if row["day"] in days]
        # What was finished by a command, undone or not: about that its question asks.
        finishes = [r for r in journal if r["action"] == "finish"]
        self.finished = {r["command"]: (r["service"], r["ref"]) for r in finishes}

    def by(self, how: str) -> dict[str, Any]:
        """{"total": figures, "rows": {key: figures}}."""
        rows = [r for r in self.rows if how != "clerk" or self._turned(r)]
        groups: dict[Any, _Group] = defaultdict(_Group)
        self._follow_tickets(how, rows, groups)
        self._follow_work(how, rows, groups)
        self._follow_questions(how, rows, groups)
        self._read_answers(how, groups)
        whole = _Group.all(groups.values())
        whole.top = _most(rows, lambda _: None).get(None, 0)
        tops = _most(rows, lambda r: self._key(how, r), by_day=how in ("hour", "weekday"))
        for key, group in groups.items():
            group.top = tops.get(key, 0)
        return {"total": whole.told(), "rows": {k: g.told() for k, g in groups.items() if g.seen}}

    def _turned(self, row: Row) -> bool:
        return bool(row["day"] != self.open_day or row["wall"] < self.turn)

    def _key(self, how: str, row: Row) -> Any:
        if how == "hour":
            return dt.datetime.fromtimestamp(row["wall"] / 1000, ZONE).hour
        if how == "field":
            return self.services.get(row["service"])
        if how == "weekday":
            return (dt.date.fromisoformat(self.days[row["day"]]).weekday() + 1) % 7
        if how in ("class", "channel"):
            taken = self.taken.get(row.get("ticket", row["ref"]))
            return taken and (_class(taken) if how == "class" else self._channel(taken))
        return self.days[row["day"]] if how == "day" else row[how]

    def _channel(self, taken: Row) -> str:
        if taken["reason"] == "paper-list":
            return "paper"
        if "appointment" in json.loads(taken["detail"]):
            return "appointment"
        role = self.tokens.get(taken["actor"])
        return role if role in ("kiosk", "api") else "staff"

    def _follow_tickets(self, how: str, rows: list[Row], groups: Any) -> None:
        visits: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            if row["subject"] == "ticket":
                visits[row["ref"]].append(row)
        for visit in visits.values():
            at = {"joined": 0, "joined_wall": 0, "called": 0, "started": 0, "spent": 0}
            for row in visit:
                group = groups[self._key(how, row)]
                group.seen = True
                self._count(group, row, row["flags"].split())
                self._measure(group, row, row["flags"].split(), at)

    def _count(self, group: _Group, row: Row, flags: list[str]) -> None:
        end = "unconfirmed" if "unconfirmed" in flags else None
        names = {
            "take": "taken", "call": "called", "call-this": "called", "finish": "served",
            "transfer": "transferred", "leave": "left", "void": end or "voided",
            "expire": end or ("missed" if row["before"] == "missed" else "expired"),
            "reprint": "reprints",
        }  # fmt: skip
        if row["action"] in names:
            group.counts[names[row["action"]]] += 1
        if row["action"] in ("call", "call-this") and row["detail"]:
            group.counts["overtakes"] += bool(json.loads(row["detail"])["passed"])
        if row["action"] == "finish":
            group.counts["unmeasured"] += "unmeasured" in flags
            group.counts["forgotten"] += "forgotten" in flags

    def _measure(self, group: _Group, row: Row, flags: list[str], at: dict[str, int]) -> None:
        now = row["hall"]
        match row["action"]:
            case "take" | "rejoin" | "transfer" | "add-service" | "return":
                at["joined"], at["joined_wall"], at["spent"] = now, row["wall"], 0
            case "release" if row["before"] == "held":
                at["joined"], at["joined_wall"], at["spent"] = now, row["wall"], 0
            case "call" | "call-this":
                at["called"] = now
                if "unconfirmed" not in flags:
                    group.times["wait"].append(now - at["joined"])
                    closed = self._closed(row["day"], at["joined_wall"], row["wall"])
                    group.times["wait_open"].append(max(0, now - at["joined"] - closed))
            case "start":
                at["started"] = now
                if "unmeasured" not in flags:
                    group.times["walk"].append(now - at["called"])
            case "hold":
                at["spent"] += now - at["started"]
            case "resume":
                at["started"] = now
            case "finish" if not {"unmeasured", "forgotten"} & {*flags}:
                took = at["spent"] + now - at["started"]
                group.times["service"].append(took)
                group.in_time += took <= 2 * 60_000 * self.minutes[row["service"]]

    def _closed(self, day: int, since: int, until: int) -> int:
        breaks = self.breaks[day]
        return sum(max(0, min(until, end) - max(since, begin)) for begin, end in breaks)

    def _follow_work(self, how: str, rows: list[Row], groups: Any) -> None:
        begun: dict[str, int] = {}
        for row in rows:
            if row["subject"] != "quick":
                continue
            group = groups[self._key(how, row)]
            group.seen = True
            if row["action"] == "begin":
                begun[row["ref"]] = row["hall"]
            else:
                group.counts["quick"] += 1
                if row["reason"] is None:
                    group.times["work"].append(row["hall"] - begun[row["ref"]])

    def _follow_questions(self, how: str, rows: list[Row], groups: Any) -> None:
        questions: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            if row["subject"] == "rating":
                questions[row["ref"]].append(row)
        for asked in questions.values():
            opened = asked[0]
            assert opened["action"] == "opened"
            service, ticket = self.finished[opened["command"]]
            at = opened | {"service": service, "ticket": ticket}
            group = groups[self._key(how, at)]
            group.seen = True
            for row in asked:
                group.asked[row["action"]] += 1

    def _read_answers(self, how: str, groups: Any) -> None:
        for row in self.ratings:
            early = row["half"] == "am" and self.turn
            if row["excluded"] or (row["day"] == self.open_day and not early):
                continue
            # Until its half-day is closed an answer keeps neither counter nor field.
            key = row[how] or "nowhere" if how in ("counter", "clerk", "field") else "nowhere"
            why = {*row.get("reasons", "").split(",")} - {""}
            if how == "clerk" and why and why <= NOT_THE_CLERKS:
                key = "nowhere"
            if how in ("day", "weekday") and row["half"] != "week":
                key = self._key(how, row)
            groups[key].seen |= key != "nowhere"
            groups[key].levels[row["scale"]].append(row["level"])
            for side in ("way", "manner"):
                if row.get(side):
                    groups[key].sides[side][row["scale"]].append(row[side])


class _Group:
    def __init__(self) -> None:
        self.seen, self.top = False, 0
        self.counts = dict.fromkeys(COUNTS, 0)
        self.in_time = 0
        spans = ("wait", "wait_open", "walk", "service", "work")
        self.times: dict[str, list[int]] = {span: [] for span in spans}
        self.asked = {"opened": 0, "answered": 0, "unanswered": 0, "withdrawn": 0}
        self.levels: dict[int, list[int]] = defaultdict(list)
        self.sides: dict[str, dict[int, list[int]]] = {
            "way": defaultdict(list), "manner": defaultdict(list),
        }  # fmt: skip

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
            whole.in_time += group.in_time
            for scale, levels in group.levels.items():
                whole.levels[scale] += levels
            for side, scales in group.sides.items():
                for scale, levels in scales.items():
                    whole.sides[side][scale] += levels
        return whole

    def told(self) -> dict[str, Any]:
        opened, n = self.asked["opened"], self.asked["answered"]
        served = len(self.times["service"])
        within = round(self.in_time / served, 3) if served else None
        return {
            **self.counts, "waiting_max": self.top,
            **{name: _times(times, name) for name, times in self.times.items()},
            "service": _times(self.times["service"], "service") | {"within": within},
            "ratings": {
                "opened": opened, "n": n, "unanswered": self.asked["unanswered"],
                "withdrawn": self.asked["withdrawn"],
                "response": round(n / opened, 3) if opened else None,
                "scores": {scale: _score(levels) for scale, levels in self.levels.items()},
                **{side: {scale: _score(levels) for scale, levels in scales.items()}
                   for side, scales in self.sides.items()},
            },
        }  # fmt: skip


def _class(taken: Row) -> str:
    return json.loads(taken["detail"])["priority"] or "-"


def _times(times: list[int], name: str) -> dict[str, Any]:
    """Nearest rank: sorted, the ceil(n·p)-th, rounded up; within half an hour, of waits."""
    if not times:
        return {"n": 0, "median_s": None, "p90_s": None, "within": None}
    at = sorted(times)
    median, p90 = (_up(at[math.ceil(len(at) * tenths / 10) - 1]) for tenths in (5, 9))
    kept = sum(ms <= 1_800_000 for ms in at) / len(at)
    within = round(kept, 3) if name == "wait" else None
    return {"n": len(at), "median_s": median, "p90_s": p90, "within": within}


def _up(ms: int) -> int:
    """To the next 1 s, from 1 min 5 s, from 10 min 15 s, from 30 min 1 min, from 2 h 5 min."""
    for since, step in ((7_200, 300), (1_800, 60), (600, 15), (60, 5), (0, 1)):
        if ms > since * 1000:
            return min(math.ceil(ms / 1000 / step) * step, 43_200)
    return 0


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
