"""A hall that `motcua simulate` has played: what was said, what is kept, what lives of it."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import apsw

from tests.hall import HOUSE

SHIPPED = str(HOUSE / "config.toml")


def begin(*arguments: str, config: str = SHIPPED, **more: Any) -> subprocess.Popen[str]:
    """`motcua simulate` as a process of its own."""
    command = [sys.executable, "-m", "cli", "simulate", "--config", config, *arguments]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, cwd=HOUSE, **{**pipes, **more})


def children(pid: int) -> list[int]:
    """The processes that `pid` has started and that still live."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = stat.read_text().rpartition(")")[2].split()[:2]
        except OSError:
            continue
        if int(parent) == pid and state != "Z":
            found.append(int(stat.parent.name))
    return found


def living(state: Path) -> dict[int, str]:
    """Processes that name this state: their command lines by pid."""
    lines = {}
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = place.read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if str(state) in line:
            lines[int(place.parent.name)] = line
    return lines


@dataclass
class Played:
    """A state that a play has left, read without the hall."""

    state: Path
    said: str = ""

    def rows(self, sql: str, *values: Any) -> list[dict[str, Any]]:
        """Rows by the names of their columns."""
        db = apsw.Connection(str(self.state / "motcua.db"), flags=apsw.SQLITE_OPEN_READONLY)
        try:
            cursor = db.execute(sql, values)
            # A cursor without rows does not tell its columns.
            return [
                dict(zip((c[0] for c in cursor.getdescription()), row, strict=True))
                for row in cursor
            ]
        finally:
            db.close()

    def column(self, sql: str, *values: Any) -> list[Any]:
        """The first column of each row."""
        return [next(iter(row.values())) for row in self.rows(sql, *values)]

    def journal(self) -> list[dict[str, Any]]:
        """Every row of the journal."""
        return self.rows("SELECT * FROM journal ORDER BY seq")

    def takes(self) -> list[dict[str, Any]]:
        """The rows of numbers given, with what they tell beside."""
        taken = self.rows("SELECT * FROM journal WHERE action = 'take' ORDER BY seq")
        return [row | json.loads(row["detail"]) for row in taken]

    def choices(self) -> list[tuple[Any, ...]]:
        """Who did what when, without what is random by intention (ids, keys, salts)."""
        kept = ("seq", "wall", "action", "before", "after", "place", "service", "counter", "clerk",
                "actor", "reason", "flags")  # fmt: skip
        return [tuple(row[name] for name in kept) for row in self.journal()]
