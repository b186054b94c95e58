"""The control of the disk: raw durable commits, prepared, one ticket each, in the same folder."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from statistics import median

import apsw

from tests.bench.load import Run
from tests.bench.slow import slow_down


def raw_commits(folder: Path, seconds: float) -> Run:
    """Number and ticket per commit through apsw (WAL, FULL): no journal, no key, no HTTP."""
    path = folder / "raw.db"
    path.unlink(missing_ok=True)
    db = apsw.Connection(str(path))
    for rule in ("journal_mode=wal", "synchronous=FULL", "wal_autocheckpoint=0"):
        db.execute(f"PRAGMA {rule}").fetchall()
    db.execute("CREATE TABLE number (series TEXT PRIMARY KEY, last INT) WITHOUT ROWID")
    db.execute("CREATE TABLE ticket (id INTEGER PRIMARY KEY, number INT, at INT)")
    db.execute("INSERT INTO number VALUES ('A', 0)")
    times: list[float] = []
    cpu, begun = time.process_time(), time.perf_counter()
    while (before := time.perf_counter()) < begun + seconds:
        db.execute("BEGIN IMMEDIATE")
        (last,) = next(db.execute("UPDATE number SET last = last + 1 RETURNING last"))
        db.execute("INSERT INTO ticket (number, at) VALUES (?, ?)", (last, 0))
        db.execute("COMMIT")
        times.append(time.perf_counter() - before)
    spent, took = time.process_time() - cpu, time.perf_counter() - begun
    db.close()
    return Run(len(times) / took, median(times) * 1000, spent * 1000 / len(times))


if __name__ == "__main__":
    slow = slow_down(float(sys.argv[2]))
    print(raw_commits(Path(sys.argv[1]), 2).rate)
