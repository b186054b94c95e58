"""The way in for greenlets: commands to the writer's thread, questions to the readers'.

The only file below the pages that knows gevent. Commands that come in one turn of the hub go
to the writer together, when the hub has nothing else to do: one thread of Python runs at a time,
and two that want to hand it to each other at every statement. Answers come back by one async
watcher on the hub, in the order of commits, after their events were told.
"""

from __future__ import annotations

import collections
import time
from collections.abc import Callable
from typing import Any, TypeVar, cast

import apsw
import gevent
import peewee as pw
from gevent.event import AsyncResult
from gevent.threadpool import ThreadPool

from db import real
from db.engine import database
from db.errors import NotDone, StorageBusy
from db.recovery import damaged_by
from db.writer import Answer, Command, Job, Press, Writer

T = TypeVar("T")
# A hub that is never at rest hands over all the same.
LATEST_S = 0.005


class Door:
    """Runs commands and reads for whoever asks from a greenlet."""

    def __init__(self, writer: Writer, tell: Callable[[Any], None], limit: int, batch: int) -> None:
        self.writer, self._tell, self._limit, self._batch = writer, tell, limit, batch
        self._inbox: real.Queue[Job | None] = real.Queue()
        self._back: collections.deque[tuple[list[Job], list[Any]]] = collections.deque()
        loop = gevent.get_hub().loop
        self._bell, self._at_rest, self._late = loop.async_(), loop.idle(), loop.timer(0, LATEST_S)
        self._line: list[Job] = []
        self._readers = ThreadPool(2)
        self._closed: AsyncResult[bool] = AsyncResult()
        self.waiting = 0
        # When commands last came back (time.monotonic).
        self.answered = 0.0

    def open(self) -> None:
        """Starts the writer's thread."""
        self._bell.start(self._collect)
        real.start_thread(self._write)

    def do(self, command: Command, press: Press | None = None, status: int = 200) -> Answer:
        """Runs one command and returns its answer once it is on disk.

        Raises Refused, KeyReused, NotDone, StorageBusy, or what the command raised.
        """
        if self.waiting >= self._limit:
            raise StorageBusy("Too many presses are waiting; try again in a moment.")
        job = Job(command, press, status, ready=AsyncResult())
        self.waiting += 1
        if not self._line:
            self._at_rest.start(self._hand_over)
            self._late.again(self._hand_over)
        self._line.append(job)
        job.ready.get()
        if job.fault:
            raise job.fault
        assert job.answer
        return job.answer

    def read(self, question: Callable[..., T], *args: Any) -> T:
        """Runs a question on a reader's thread, on one consistent state of the database."""
        answer, fault = self._readers.apply(_ask, (question, args))
        if fault:
            if damaged_by(fault):
                self.writer.damage = str(fault)
            raise fault
        return cast(T, answer)

    def close(self) -> None:
        """Finishes what is in line, leaves an empty WAL, ends the threads."""
        self._hand_over()
        self._inbox.put(None)
        self._closed.get(timeout=30)
        self._bell.stop()
        self._readers.kill()

    def _hand_over(self) -> None:
        self._at_rest.stop()
        self._late.stop()
        line, self._line = self._line, []
        for job in line:
            self._inbox.put(job)

    def _write(self) -> None:
        self.writer.open()
        while (job := self._inbox.get()) is not None:
            self.writer.linger()
            jobs = [job, *self._more()]
            self._back.append((jobs, self._run(jobs)))
            self._bell.send()
            if self._inbox.empty() or self.writer.wal_pages > 4000:
                self._rest()
        try:
            self.writer.close()
        finally:
            # Whoever waits for the end hears of it, also of a bad one.
            self._back.append(([], []))
            self._bell.send()

    def _run(self, jobs: list[Job]) -> list[Any]:
        """Whatever happens, every job is answered: a writer that dies would hang the hall."""
        try:
            return self.writer.run(jobs)
        except Exception as fault:  # noqa: BLE001 - told to whoever waits, and by /healthz
            self.writer.broken = str(fault)
            for job in jobs:
                job.answer, job.fault = None, NotDone(f"The database failed: {fault}")
            return []

    def _rest(self) -> None:
        try:
            self.writer.rest()
        except (pw.DatabaseError, apsw.Error, OSError) as fault:
            # Nobody waits for a checkpoint; the next one tries again.
            self.writer.floor.trouble = str(fault)

    def _more(self) -> list[Job]:
        jobs: list[Job] = []
        while len(jobs) < self._batch - 1 and not self._inbox.empty():
            job = self._inbox.get()
            if job is None:
                self._inbox.put(None)
                break
            jobs.append(job)
        return jobs

    def _collect(self) -> None:
        """On the hub: tell what was committed, then answer. Must never switch."""
        while self._back:
            jobs, told = self._back.popleft()
            if not jobs:
                self._closed.set(True)
            for event in told:
                self._tell(event)
            self.waiting -= len(jobs)
            self.answered = time.monotonic()
            for job in jobs:
                job.ready.set(True)


def _ask(question: Callable[..., T], args: tuple[Any, ...]) -> tuple[T | None, Exception | None]:
    """The answer or the fault: gevent would print the traceback of every 404 that passes a pool."""
    try:
        database.open_reader()
        database.execute_sql("BEGIN")
        try:
            return question(*args), None
        finally:
            database.execute_sql("ROLLBACK")
    except Exception as fault:  # noqa: BLE001 - raised again where it was asked
        return None, fault
