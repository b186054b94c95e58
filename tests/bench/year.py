"""A year of figures over a million tickets against the same over an empty database.

Two processes, each with the core and no server, take turns: what HTTP and the page add is the same
for both and would only hide the difference. The history is written by SQL, its days are counted as
the hall counts them. That takes minutes: with BENCH_YEAR=FOLDER it is built there once, and kept.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from db.engine import database
from figures import fairness, figures
from tests.bench.figures import Pairs, say
from tests.bench.servers import HOUSE
from tests.figures.history import History

TICKETS, DAYS, ROUNDS = 1_000_000, 250, 20
GROUPINGS = ("field", "service", "clerk", "hour", "day")
FORGET = "forget"
BEGIN, END, TODAY = dt.date(2025, 11, 20), dt.date(2026, 11, 20), "2026-11-20"
DAY_MS = 86_400_000
# Ticket i of :n, in :days days of the last year, from Monday to Friday.
_EACH = "WITH RECURSIVE each(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM each WHERE i + 1 < :n) "
_DAYS = """
WITH RECURSIVE each(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM each WHERE i < :days)
INSERT INTO day (id, date, state, opened_wall, opened_hall, opened_seq, closed_wall)
SELECT i, date(:wall / 1000 + (i + i / 5 * 2) * 86400, 'unixepoch'), 'closed',
       :wall + (i + i / 5 * 2) * 86400000, 1, :n * 4 / :days * (i - 1) + 1, 1 FROM each
"""
_SPREAD = f"""{_EACH}, turn(i, service, field, at, wait) AS (
    SELECT i, s.id, s.field, i % (:n / :days), 1000 * (i * 7919 % 2400) FROM each
    JOIN (SELECT id, field, row_number() OVER (ORDER BY id) - 1 AS k FROM service) s
    ON s.k = i % (SELECT count(*) FROM service))
"""
_TICKETS = f"""{_SPREAD}
INSERT INTO ticket (id, day, series, number, label, state, leg, service, field, place, joined,
    head_start, counted, placed, language, priority, recalls, flags, issued_wall, spent, seq)
SELECT 4 * i + 1, i * :days / :n + 1, 'A', at + 1, 'A', 'served', 1, service, field, '', 1,
    0, 1, 4 * i + 1, 'vi', CASE WHEN i % 9 = 0 THEN :class END, 0, '', 1, 0, 4 * i + 4 FROM turn
"""
_JOURNAL = f"""{_SPREAD}, rows(k, action, before, after, took) AS (VALUES
    (1, 'take', NULL, 'waiting', 0), (2, 'call', 'waiting', 'called', 1),
    (3, 'start', 'called', 'serving', 1), (4, 'finish', 'serving', 'served', 2))
INSERT INTO journal (seq, day, subject, ref, leg, command, action, before, after, place, service,
    counter, clerk, actor, joined, head_start, counted, flags, reason, hall, boot, wall,
    key_version, hmac)
SELECT 4 * i + k, i * :days / :n + 1, 'ticket', 4 * i + 1, 1, 4 * i + k, action, before, after, '',
    service, CASE WHEN k > 1 THEN i % 6 + 1 END, CASE WHEN k > 1 THEN 'can-bo-' || (i % 6 + 1) END,
    'token:1', 1, 0, 1, '', CASE WHEN k = 2 THEN 'first' END,
    1 + (k > 1) * wait + (k - 1) * (k > 2) * 90000, 1,
    d.opened_wall + at * 36000000 / (:n / :days), 1, zeroblob(32)
FROM turn CROSS JOIN rows JOIN day d ON d.id = i * :days / :n + 1 ORDER BY i, k
"""


def year(state: Path) -> list[bool]:
    """Each grouping of the year: with a million tickets, and without."""
    kept = Path(os.environ.get("BENCH_YEAR", state / "old"))
    halls = [_Process(kept, TICKETS), _Process(state / "new", 0)]
    spent: dict[str, Pairs] = {}
    try:
        for _ in range(ROUNDS):
            old, new = (each.round() for each in halls)
            for name, ms in old.items():
                spent.setdefault(name, []).append((ms, new[name]))
        again = [(halls[0].round(FORGET)["field"], spent["field"][-1][1])]
    finally:
        for each in halls:
            each.end()
    return [
        say(f"a year of figures by {by}, {TICKETS:,} tickets / empty database", "ms", pairs, 3)
        for by, pairs in spent.items()
    ] + [say("the same by field, with its days not kept (control)", "ms", again, 10, more=True)]


class _Process:
    """A core in a process of its own: one line asks for a round, one answers."""

    def __init__(self, state: Path, tickets: int) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.year", str(state), str(tickets)],
            cwd=HOUSE, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def round(self, order: str = "") -> dict[str, float]:
        """CPU milliseconds of each grouping; after FORGET of one, from the journal alone."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{order}\n")
        self._process.stdin.flush()
        told: dict[str, float] = json.loads(self._process.stdout.readline())
        return told

    def end(self) -> None:
        """Ends it."""
        self._process.communicate("", timeout=600)


def write_year(hall: History, tickets: int) -> None:
    """So many served tickets of a past year, each with four journal rows; its days are kept."""
    wire = hall.writer.database.connection()
    wall = round(dt.datetime.fromisoformat(f"{BEGIN}T01:00+00:00").timestamp() * 1000)
    values: dict[str, Any] = {"n": tickets, "days": DAYS, "wall": wall - DAY_MS, "class": "uu-tien"}
    wire.execute("BEGIN")
    for sql in (
        "DELETE FROM journal", "DELETE FROM day", _DAYS, _TICKETS, _JOURNAL, "COMMIT"
    ):  # fmt: skip
        wire.execute(sql, values if ":" in sql else None)
    hall.keep()
    assert hall.figures("field", str(BEGIN), TODAY)["total"]["served"] == tickets


def asked(hall: History, groupings: tuple[str, ...] = GROUPINGS) -> dict[str, float]:
    """CPU milliseconds of a year's figures in each grouping."""
    told = {}
    for by in groupings:
        begun = time.thread_time()
        json.dumps(figures(BEGIN, END, by, hall.moment()))
        told[by] = (time.thread_time() - begun) * 1000
    return told


def fair(hall: History) -> dict[str, float]:
    """CPU milliseconds of who was called past whom in the year."""
    begun = time.thread_time()
    json.dumps(fairness(BEGIN, END, hall.moment()))
    return {"rule (fairness)": (time.thread_time() - begun) * 1000}


if __name__ == "__main__":
    with History(Path(sys.argv[1]), TODAY) as core:
        there = database.execute_sql("SELECT count(*) FROM ticket").fetchone()[0]
        if (many := int(sys.argv[2])) and many != there:
            write_year(core, many)
        core.keep()  # one that was kept may have been counted by another program
        asked(core)
        for order in sys.stdin:
            if order.strip() == FORGET:
                with database.atomic() as only_now:
                    database.execute_sql("DELETE FROM rolled")
                    told = asked(core, ("field",))
                    only_now.rollback()
                print(json.dumps(told), flush=True)
            else:
                print(json.dumps(asked(core) | fair(core)), flush=True)
