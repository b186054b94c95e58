"""Every command with a million past tickets against the same on an empty database: CPU alone.

Two processes, each with the core and no server, take turns; years of history are written by SQL.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.bench.figures import Pairs, say
from tests.bench.servers import HOUSE
from tests.tickets.core import HALL, MORNING, Core, HandClock

TICKETS, DAYS, ROUNDS, EACH = 1_000_000, 2_000, 12, 25
DAY_MS = 86_400_000
# Ticket i of :n; its id is the sequence of its first row, as everywhere.
_EACH = "WITH RECURSIVE each(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM each WHERE i + 1 < :n) "
_DAYS = """
WITH RECURSIVE each(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM each WHERE i < :days)
INSERT INTO day (id, date, state, opened_wall, opened_hall, opened_seq, closed_wall)
SELECT i, date(:wall / 1000 + i * 86400 - 86400, 'unixepoch'), 'closed',
       :wall + i * 86400000, 1, :seq, :wall + i * 86400000 FROM each
"""
_NUMBERS = "INSERT INTO number (day, series, last) SELECT id, 'A', :n / :days FROM day"
_TICKETS = f"""{_EACH}
INSERT INTO ticket (id, day, series, number, label, state, leg, service, field, place, joined,
    head_start, counted, placed, language, counter, clerk, recalls, flags, issued_wall,
    called_hall, started_hall, ended_hall, spent, seq)
SELECT :seq + 4 * i + 1, i * :days / :n + 1, 'A', i % (:n / :days) + 1,
    printf('A%03d', i % (:n / :days) + 1), 'served', 1, 'khai-sinh', 'ho-tich', 'line:ho-tich', 1,
    0, 1, :seq + 4 * i + 1, 'vi', 1, 'a', 0, '', :wall + i, 1, 1, 1, 0, :seq + 4 * i + 4 FROM each
"""
_JOURNAL = f"""{_EACH}, rows(k, action, before, after) AS (VALUES
    (1, 'take', NULL, 'waiting'), (2, 'call', 'waiting', 'called'),
    (3, 'start', 'called', 'serving'), (4, 'finish', 'serving', 'served'))
INSERT INTO journal (seq, day, subject, ref, leg, command, action, before, after, place, service,
    counter, clerk, actor, joined, head_start, counted, flags, hall, boot, wall, key_version, hmac)
SELECT :seq + 4 * i + k, i * :days / :n + 1, 'ticket', :seq + 4 * i + 1, 1, :seq + 4 * i + k,
    action, before, after, 'line:ho-tich', 'khai-sinh', 1, 'a', 'token:1', 1, 0, 1, '', 1, 1,
    :wall + i, 1, zeroblob(32) FROM each CROSS JOIN rows ORDER BY i, k
"""
_CALLS = f"""{_EACH}
INSERT INTO announcement (id, day, ticket, number, counter, recall, language, state, created_hall,
    created_wall)
SELECT :seq + 4 * i + 2, i * :days / :n + 1, :seq + 4 * i + 1,
    printf('A%03d', i % (:n / :days) + 1), 1, 0, 'vi', 'spoken', 1, :wall + i FROM each
"""


def past(state: Path) -> list[bool]:
    """Each command: CPU with the history, and without."""
    halls = [_Process(state / "old", TICKETS), _Process(state / "new", 0)]
    spent: dict[str, Pairs] = {}
    try:
        for _ in range(ROUNDS):
            old, new = (each.round() for each in halls)
            for name, us in old.items():
                spent.setdefault(name, []).append((us, new[name]))
    finally:
        for each in halls:
            each.end()
    return [
        say(f"{name}, {TICKETS:,} past tickets: CPU / empty database", "us", pairs, 1.2)
        for name, pairs in spent.items()
    ]


class _Process:
    """A core in a process of its own: one line asks for a round, one answers."""

    def __init__(self, state: Path, tickets: int) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.past", str(state), str(tickets)],
            cwd=HOUSE, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def round(self) -> dict[str, float]:
        """CPU microseconds of each command."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        told: dict[str, float] = json.loads(self._process.stdout.readline())
        return told

    def end(self) -> None:
        """Ends it."""
        self._process.communicate("", timeout=60)


class _Visits:
    """Commands, each timed on its own, in an order in which the law allows them."""

    def __init__(self, core: Core) -> None:
        self._core, self._spent = core, dict[str, list[float]]()

    def round(self) -> dict[str, float]:
        """The mean CPU (us) of each command over as many visits."""
        self._spent = {}
        for _ in range(EACH):
            self._visit()
        return {name: sum(us) / len(us) for name, us in self._spent.items()}

    def _timed(self, name: str, press: Callable[..., Any], *args: Any, **more: Any) -> Any:
        begun = time.thread_time()
        told = press(*args, **more)
        self._spent.setdefault(name, []).append((time.thread_time() - begun) * 1e6)
        return told

    def _visit(self) -> None:
        core, timed = self._core, self._timed
        a, b, c, d = (timed("take", core.take)["id"] for _ in range(4))
        timed("call-next", core.call, 1)
        timed("recall", core.at, 1, "recall")
        timed("start", core.at, 1, "start")
        timed("hold", core.at, 1, "hold", reason="FORM")
        timed("resume", core.at, 1, "resume", ticket=a)
        timed("transfer", core.at, 1, "transfer", to="line:chung-thuc", place="keep", back=False)
        timed("call this", core.at, 2, "call", ticket=a, reason="FUNERAL")
        timed("undo", core.at, 2, "undo")
        timed("next", core.at, 2, "next")
        timed("leave", core.on, d, "leave")
        timed("pass", core.on, b, "pass")
        core.at(2, "start")
        timed("finish", core.at, 2, "finish")
        core.call(1)
        core.at(1, "recall")
        timed("miss", core.at, 1, "miss")
        timed("rejoin", core.on, c, "rejoin")
        while core.call(1):
            core.at(1, "start")
            core.at(1, "finish")
        timed("tick", core.tick)


def write_history(core: Core, tickets: int) -> None:
    """So many served tickets of 2,000 past days, each with four journal rows, by SQL."""
    wire = core.writer.database.connection()
    wire.execute("PRAGMA synchronous=OFF; BEGIN")
    seq = wire.execute("SELECT max(seq) FROM journal").fetchone()[0]
    values = {"n": tickets, "days": DAYS, "seq": seq, "wall": MORNING - (DAYS + 2) * DAY_MS}
    for sql in (_DAYS, _NUMBERS, _TICKETS, _JOURNAL, _CALLS):
        wire.execute(sql, values)
    # One by one: what follows a statement that gives a row is not run until the row is read.
    for sql in ("COMMIT", "PRAGMA wal_checkpoint(TRUNCATE)", "PRAGMA synchronous=FULL"):
        wire.execute(sql).fetchall()
    assert wire.execute("PRAGMA synchronous").fetchone() == (2,)


if __name__ == "__main__":
    with Core(Path(sys.argv[1]), HandClock(), HALL, open_day=False) as hall:
        if many := int(sys.argv[2]):
            write_history(hall, many)
        hall.tick()
        hall.open(1)
        hall.open(2)
        visits = _Visits(hall)
        visits.round()
        for _ in sys.stdin:
            print(json.dumps(visits.round()), flush=True)
