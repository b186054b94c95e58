"""The way of a job to a real printer, over any line: ask, refuse, begin, send, prove.

A line is opened for each job, because printers drop idle ones and most serve one client at a
time. A successful send proves nothing (60 KB vanish into buffers of a printer that stands still),
so the job ends with a question that is only answered once everything before it is on paper.
"""

from __future__ import annotations

import errno
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from typing import NamedTuple

from hardware.health import BLOCKING, Condition
from hardware.printer.driver import Driver, Place, Result
from hardware.printer.line import Line
from hardware.printer.pieces import pieces
from hardware.printer.questions import Said, ask, ask_one, listen
from hardware.printer.status import (
    COMPLETION,
    PAPER_ENDED,
    condition,
    proved,
    tag_of,
    tagged_completion,
)
from hardware.printer.wire import STRIP_BYTES

FINISH_STRIP = bytes(STRIP_BYTES)
"""NULs that fill up a strip which an earlier job left unfinished; else they are nothing."""

BE_QUIET = b"\x1da\x00"
"""No status unasked (GS a 0): its bytes look like the proof."""

OFFLINE_CAUSE = 2
"""The one question between two pieces: cover, paper and error are bits of its answer."""

UNSEEN_DEBT = 8
"""So many answers earlier processes may have left on a line that keeps them."""

MOST_OWED = 500
"""A printer that owes more either does not know the question or has stood still for hours."""

Open = Callable[[], AbstractContextManager[Line]]


class _Job(NamedTuple):
    number: int
    line: Line
    end: float
    speaks: bool
    """Whether it said how it is before the job: then its silence later is no good sign."""


class RealPrinter(Driver):
    """A printer behind `open_line`, which raises OSError when it cannot be reached.

    `keeps`: whether the line is one wire for ever, as on USB and serial ports: answers of an
    earlier job may still come, and a printer that restarts breaks nothing.
    """

    def __init__(self, place: Place, open_line: Open, *, keeps: bool) -> None:
        self._place = place
        self._open = open_line
        self._keeps = keeps
        self._clean = False  # nobody knows what the process before this one left behind
        self._owed = UNSEEN_DEBT if keeps else 0
        self._answers_midway = self._deaf = False
        self._proves: bool | None = None if place.completion != "none" else False

    def condition(self) -> Condition:
        try:
            with self._open() as line:
                return self._how(line)[0]
        except OSError as fault:
            return unreachable(fault)

    def print(self, job: int, data: bytes, started: Callable[[], None]) -> Result:
        end = time.monotonic() + self._place.deadline_s
        with ExitStack() as ends:
            try:
                line = ends.enter_context(self._open())
                before, said = self._before(line, end)
            except OSError as fault:
                return Result("failed", unreachable(fault).state)
            if before.state in BLOCKING:
                return Result("failed", before.state)
            started()
            return self._deliver(_Job(job, line, end, bool(said.answers)), data)

    def _before(self, line: Line, end: float) -> tuple[Condition, Said]:
        before, said = self._how(line)
        if self._clean or before.state in BLOCKING:
            return before, said
        line.send(FINISH_STRIP, end)
        if said.silent and self._place.speaks:
            # It may have taken the questions for dots of a picture that was cut short.
            line.flush(end)
            return self._how(line)
        return before, said

    def _how(self, line: Line) -> tuple[Condition, Said]:
        if not self._place.speaks:
            return Condition("unknown", "gives no status"), Said({}, silent=True)
        said = ask(line, self._place.answer_s)
        if said.answers or said.silent:
            return condition(said.answers), said
        return Condition("unknown", "garbage"), said

    # -- from the first byte on, nothing but "not one byte went out" may be called failed

    def _deliver(self, job: _Job, data: bytes) -> Result:
        self._clean = False
        try:
            result = self._send(job, BE_QUIET + data) or self._prove(job)
        except OSError as fault:
            result = Result("unknown", f"broken before the proof: {fault}")
        self._clean = result.state in {"printed", "sent"}
        self._deaf = self._deaf and self._clean
        return result

    def _send(self, job: _Job, whole: bytes) -> Result | None:
        gone = 0
        for piece in pieces(whole):
            asked = gone and job.speaks and not self._deaf
            if asked and (trouble := self._trouble(job)):
                return Result("unknown", f"{trouble} after {gone} of {len(whole)} bytes")
            taken = job.line.send(piece, job.end)
            gone += taken
            if gone == 0:
                return Result("failed", "offline")
            if taken < len(piece):
                return Result("unknown", f"broken after {gone} of {len(whole)} bytes")
        return None

    def _trouble(self, job: _Job) -> str | None:
        # Without this, a printer that restarts in the middle would prove the torn slip. Some hear
        # nothing while they print: silence means something only where there were answers before.
        sure = self._answers_midway and not self._keeps
        patience = self._place.deadline_s if sure else self._place.patience_s
        answer, silent = ask_one(job.line, OFFLINE_CAUSE, patience, job.end)
        if silent or answer is None:
            self._deaf = not self._answers_midway
            return None if self._deaf else "fell silent"
        self._answers_midway = True
        now = condition({OFFLINE_CAUSE: answer})
        return now.state if now.state in BLOCKING else None

    def _prove(self, job: _Job) -> Result:
        patient = job.speaks and self._proves is not False
        until = job.end if patient else min(job.end, time.monotonic() + self._place.patience_s)
        if self._place.completion == "gs_h":
            proof: bool | None = self._by_tag(job, until)
        elif self._place.completion == "gs_r" and job.speaks:
            proof = self._by_byte(job, until)
        else:
            proof = None
        if proof is None:
            return self._without_proof(job)
        self._proves = True
        return Result("printed") if proof else Result("unknown", "paper-out")

    def _by_tag(self, job: _Job, until: float) -> bool | None:
        tag = tag_of(job.number)
        job.line.drain()
        job.line.send(tagged_completion(tag), job.end)
        return listen(job.line, lambda heard: tag in heard.tags or None, until)

    def _by_byte(self, job: _Job, until: float) -> bool | None:
        # Such an answer bears no name. So many are asked for that the last cannot be an earlier
        # job's, and a printer whose next words mean nothing has not meant this one either.
        owed, asked = self._owed, self._owed + 1
        job.line.drain()
        job.line.send(COMPLETION * asked, job.end)
        if self._keeps:
            self._owed = owed + asked if owed + asked <= MOST_OWED else UNSEEN_DEBT
        answer = listen(job.line, lambda heard: proved(heard, asked, owed), until)
        if answer is None or not ask(job.line, self._place.answer_s).answers:
            return None
        self._owed = 0
        return not answer & PAPER_ENDED

    def _without_proof(self, job: _Job) -> Result:
        # Before it is asked: behind a slip that takes 3 s of a slow line, every answer is late.
        if not self._leaves(job):
            return Result("unknown", "not all of it has left")
        now, said = self._how(job.line)
        if now.state in BLOCKING or (job.speaks and said.silent):
            return Result("unknown", "fell silent" if said.silent else now.state)
        if job.speaks and self._proves:
            # It knows the question: whatever lost the answer may have lost some of the slip.
            return Result("unknown", "no proof this time")
        # It lives and is well, yet does not know the question: next time, do not wait so long.
        self._proves = self._proves or False
        return Result("sent", "no proof")

    def _leaves(self, job: _Job) -> bool:
        """Whether all of it leaves this machine: as slowly as it may, while some of it does."""
        left = job.line.waiting()
        while not job.line.flush(min(job.end, time.monotonic() + self._place.patience_s)):
            before, left = left, job.line.waiting()
            if left >= before or time.monotonic() >= job.end:
                return False
        return True


def unreachable(fault: OSError) -> Condition:
    """Why a printer cannot be reached, as a condition."""
    if fault.errno in {errno.EACCES, errno.EPERM}:
        return Condition("error", "no-permission")
    if fault.errno in {errno.EBUSY, errno.EAGAIN}:
        return Condition("error", "held-elsewhere")
    return Condition("offline", str(fault) or type(fault).__name__)
