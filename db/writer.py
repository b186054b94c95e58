"""The one writer: commands wait in line, share a transaction, and are answered after its commit.

A command is a function of a Transaction. Each runs in a savepoint of its own; one that is
refused touches no other. An error at COMMIT is final for all of them: "not done".
"""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import apsw
import peewee as pw

from config import DayRules
from db import real
from db.clock import Clock
from db.engine import Engine
from db.errors import KeyReused, NotDone, Refused, behind
from db.floor import Floor
from db.models import Idempotency
from db.reserve import Reserve
from db.statement import Statement, hole
from db.transaction import Transaction

Command = Callable[[Transaction], Any]

_keep = Statement(
    Idempotency.insert({
        f: hole(f.name) for f in (
            Idempotency.scope, Idempotency.key, Idempotency.fingerprint,
            Idempotency.status, Idempotency.answer, Idempotency.day,
        )
    })
)  # fmt: skip
_kept = Statement(
    Idempotency.select(Idempotency.fingerprint, Idempotency.status, Idempotency.answer).where(
        (Idempotency.scope == hole("scope")) & (Idempotency.key == hole("key"))
    )
)


class Press(NamedTuple):
    """What makes two presses the same: who pressed, the key, and a fingerprint of what."""

    scope: str
    key: str
    fingerprint: str


class Answer(NamedTuple):
    """What a command answered: an HTTP-like status and its JSON text ("" for none)."""

    status: int
    text: str


@dataclass(slots=True)
class Job:
    """One command in line, and what became of it: `answer` or `fault`."""

    command: Command
    press: Press | None = None
    status: int = 200
    answer: Answer | None = None
    fault: Exception | None = None
    ready: Any = None


@dataclass
class Writer:
    """Runs batches of jobs on the thread that holds the only writing connection."""

    database: Engine
    clock: Clock
    floor: Floor
    machine: DayRules
    key: bytes
    boot: int
    offset: int
    reserve: Reserve
    busy: float = 0.0
    shared: int = 0
    wal_pages: int = 0
    broken: str = ""
    # How a reader found the file damaged: another, or the writer, may know its pages by heart.
    damage: str = ""
    batches: int = field(default=0)
    # Of the last commit that wrote: an empty one takes no time and says nothing of the disk.
    commit_s: float = 0.0
    _wrote: bool = False

    def open(self) -> None:
        """Connects this thread for writing."""
        self.database.open_writer()
        self.database.connection().set_wal_hook(self._count_pages)

    def hall_time(self) -> int:
        """Hall time in ms: the boot-time clock plus this boot's offset."""
        return self.clock.ticking() + self.offset

    def run(self, jobs: list[Job]) -> list[Any]:
        """Runs the jobs in one transaction and returns what to tell; each job has its result."""
        try:
            return self._attempt(jobs)
        except Exception as fault:  # noqa: BLE001 - no fault may leave a transaction open
            self._mend(fault)
            if not _for_want_of_space(fault) or self.reserve.full:
                return _not_done(jobs, fault)
        # Nothing was written for want of space: once more, in the reserve's.
        self.reserve.give_up()
        try:
            return self._attempt(jobs)
        except Exception as fault:  # noqa: BLE001 - as above
            self._mend(fault)
            return _not_done(jobs, fault)

    def _attempt(self, jobs: list[Job]) -> list[Any]:
        self.floor.closed = self.reserve.full
        tx = Transaction(
            self.key, self.boot, self.hall_time(), self.clock.wall(), self.floor, self.machine
        )
        self._wrote = False
        self._sql("BEGIN IMMEDIATE")
        tx.begin()
        for job in jobs:
            self._run_one(tx, job)
        told = tx.finish()
        begun = time.perf_counter()
        self._sql("COMMIT")
        self.busy, self.shared = time.perf_counter() - begun, len(jobs)
        self.commit_s = self.busy if self._wrote else self.commit_s
        self.batches += 1
        if tx.seal:
            # Only now: a floor that knows a seal which no database has cries "cut off".
            self.floor.keep_seal(tx.seal)
        return told

    def rest(self) -> None:
        """What can wait until the answers are out: room, blocks of the floor, a checkpoint."""
        self.reserve.look()
        self.floor.extend()
        # In the reserve every page counts; a log that is put back does not grow.
        if self.wal_pages > (100 if self.reserve.full else 1000):
            self._sql("PRAGMA wal_checkpoint(PASSIVE)")
            self.wal_pages = 0

    def linger(self) -> None:
        """On a slow disk, lets a batch gather a little (measured: ×13 becomes ×20)."""
        if self.shared > 1 and self.busy > 0.004:
            real.sleep(min(self.busy / 10, 0.006))

    def close(self) -> None:
        """Leaves an empty WAL behind, if the disk lets it, and disconnects."""
        with contextlib.suppress(pw.DatabaseError, apsw.Error):
            self._sql("PRAGMA wal_checkpoint(TRUNCATE)")
        with contextlib.suppress(pw.DatabaseError, apsw.Error):
            self.database.close()

    def _run_one(self, tx: Transaction, job: Job) -> None:
        mark = tx.start_command()
        job.answer = job.fault = None
        wire = self.database.wire()
        wire.execute("SAVEPOINT command")
        try:
            body = job.command(tx)
            status = 204 if body is None else job.status
            job.answer = Answer(status, "" if body is None else _json(body))
            self._remember(tx, job)
        except Exception as fault:
            job.answer, job.fault = None, fault
            self._undo(tx, mark)
            if _of_the_disk(fault):
                raise
            self._explain(tx, job, fault)
        wire.execute("RELEASE command")

    def _remember(self, tx: Transaction, job: Job) -> None:
        if job.press and job.answer:
            day = tx.day.id if tx.day else 0
            status, text = job.answer
            _keep(**job.press._asdict(), status=status, answer=text, day=day)

    def _explain(self, tx: Transaction, job: Job, fault: Exception) -> None:
        """A press already answered gives that answer; a new refusal is kept under its key."""
        if not job.press:
            return
        if kept := _kept.one(scope=job.press.scope, key=job.press.key):
            job.fault = None
            if kept[0] != job.press.fingerprint:
                job.fault = KeyReused("Idempotency-Key was used for another press.")
            elif kept[1] == 409:
                refusal = json.loads(kept[2])
                job.fault = Refused(refusal.pop("code"), **refusal)
            else:
                job.answer = Answer(kept[1], kept[2])
        elif isinstance(fault, Refused):
            job.answer = Answer(409, _json({"code": fault.code, **fault.fields}))
            self._remember(tx, job)
            job.answer = None

    def _undo(self, tx: Transaction, mark: tuple[Any, ...]) -> None:
        tx.go_back(mark)
        self._sql("ROLLBACK TO command")

    def _mend(self, fault: Exception) -> None:
        """Never trust this connection again after a failed commit: close, open, look."""
        self.broken = str(fault)
        with contextlib.suppress(pw.DatabaseError):
            self.database.close()  # gone, whatever it says: its checkpoint may find no room
        self.open()
        if self._sql("PRAGMA quick_check(1)").fetchone()[0] == "ok":
            self.broken = ""

    def _sql(self, text: str) -> Any:
        return self.database.execute_sql(text)

    def _count_pages(self, _connection: Any, _name: str, pages: int) -> int:
        self.wal_pages, self._wrote = pages, True
        return 0


def _of_the_disk(fault: Exception) -> bool:
    return isinstance(fault, (pw.DatabaseError, apsw.Error)) and not isinstance(
        fault, pw.IntegrityError
    )


def _not_done(jobs: list[Job], fault: Exception) -> list[Any]:
    for job in jobs:
        job.answer, job.fault = None, NotDone(f"The disk refused: {fault}")
    return []


def _for_want_of_space(fault: Exception) -> bool:
    # Behind it, for the rollback that SQLite has done by itself makes ours fail.
    return any(isinstance(said, apsw.FullError) for said in behind(fault))


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
