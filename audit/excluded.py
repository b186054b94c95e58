"""What a person has left out of the averages: with a reason, whole, and nothing else."""

from __future__ import annotations

import json
from typing import Any

from audit.evidence import Evidence, Row
from audit.promise import Promise
from audit.replay import Replay

KEPT = "SELECT id, day, clerk, week, reason, n, staff, at_wall, back FROM exclusion ORDER BY id"
LEFT_OUT = """SELECT excluded, day, clerk, half = 'week', count(*) FROM rating
WHERE excluded IS NOT NULL GROUP BY 1, 2, 3, 4"""
FEW = 5


class Excluded(Promise):
    """Each row of the table is one of the journal's, and each answer left out is named by one."""

    says = "Answers are left out only whole days of a clerk at a time, with a reason, and counted."
    subjects = frozenset({"exclusion"})

    def __init__(self, evidence: Evidence, hall: Replay) -> None:
        super().__init__(evidence, hall)
        self._kept: dict[int, list[Any]] = {}

    def see(self, row: Row) -> None:
        id = int(row.ref)
        if row.action == "exclude":
            told = json.loads(row.detail or "")
            if id != row.seq or not row.reason or told["n"] < FEW:
                self.broken(f"sequence {row.seq}: {told['n']} answers left out for {row.reason}")
            self._kept[id] = [
                told["day"], row.clerk, int(told["week"]), row.reason, told["n"], row.actor,
                row.wall, None,
            ]  # fmt: skip
        elif row.action == "readmit" and id in self._kept and self._kept[id][-1] is None:
            self._kept[id][-1] = row.seq
        else:
            self.broken(f"sequence {row.seq}: {row.action} of exclusion {row.ref}")

    def end(self) -> None:
        found = {id: list(rest) for id, *rest in self.evidence.all(KEPT)}
        for id in sorted(self._kept.keys() | found.keys()):
            if self._kept.get(id) != found.get(id):
                self.broken(f"exclusion {id} is not what was written down")
        left = {tuple(key): n for *key, n in self.evidence.all(LEFT_OUT)}
        due = {
            (str(id), day, clerk, week): n
            for id, (day, clerk, week, _, n, _, _, back) in self._kept.items() if back is None
        }  # fmt: skip
        for key in sorted(due.keys() | left.keys(), key=str):
            if due.get(key) != left.get(key):
                id, day, clerk, _ = key
                self.broken(
                    f"day {day}, clerk {clerk}: {left.get(key, 0)} answers are left out by "
                    f"exclusion {id}, not {due.get(key, 0)}"
                )
