"""A clerk's shift on a failing disk: every press under a key, pressed again until it is done."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

import apsw
import peewee as pw

from audit import verify
from config import parse
from db.errors import DiskFull, NotDone
from db.models import Journal, OpenRating, Rating, Ticket
from db.statement import rows
from db.transaction import Transaction
from db.writer import Job, Press
from ratings import question
from tests.tickets.core import HALL, Core, taking
from tickets import counters, verbs

STAFFED = HALL + '[[hall.staff]]\nid = "can-bo"\nname = "canbo"\nlabel = "Cán bộ 1"\n'
VERBS = ("take", "call", "finish", "rate")
DISK = (pw.DatabaseError, apsw.Error, OSError)
TRIES = 8


class Shift:
    """Citizen after citizen at counter 1; `during(verb)` tells when a verb is being pressed."""

    def __init__(self, core: Core, during: Callable[[str], None] = lambda _: None) -> None:
        self.core, self._during = core, during
        self.told: list[tuple[str, Any]] = []

    def begin(self) -> None:
        self._press(
            "open", lambda tx: counters.open_counter(tx, 1, "can-bo", pin_ok=False, actor="t")
        )

    def serve(self) -> None:
        """One citizen from the number to the answer."""
        self._press("take", taking())
        self._press("call", lambda tx: verbs.press(tx, 1, "call-next", "t"))
        self._press("start", lambda tx: verbs.press(tx, 1, "start", "t"))
        self._press("finish", lambda tx: verbs.press(tx, 1, "finish", "t"))
        [(id,)] = rows(OpenRating.select(OpenRating.id).where(OpenRating.state == "open"))
        key = secrets.token_bytes(16)
        self._press("rate", lambda tx: question.answer(tx, id, 1, 5, key))

    def _press(self, verb: str, command: Callable[[Transaction], Any]) -> None:
        press = Press("ki", secrets.token_hex(8), verb)
        self._during(verb)
        try:
            for _ in range(TRIES):
                answer = self._once(Job(command, press))
                if answer is not None:
                    self.told.append((verb, answer))
                    return
        finally:
            self._during("")
        raise AssertionError(f"{verb} was never done")

    def _once(self, job: Job) -> str | None:
        """As the door does it: whatever fails, nobody is told that it was done."""
        try:
            self.core.writer.run([job])
            answer, fault = job.answer, job.fault
            self.core.writer.rest()
        except DISK:
            # A rest that failed says nothing about the press before it.
            answer, fault = job.answer, job.fault
            if answer is None and fault is None:
                return None
        if isinstance(fault, (NotDone, DiskFull, *DISK)):
            return None
        if fault:
            raise fault
        assert answer
        return answer.text


def broken_words(state: Path, told: list[tuple[str, Any]]) -> list[str]:
    """What was told and is not so after the next start, or is so twice; and what verify says."""
    with Core(state, hall=STAFFED) as core:
        pressed = {verb: sum(v == verb for v, _ in told) for verb in VERBS}
        there = {
            "take": len(rows(Ticket.select(Ticket.id))),
            "call": len(rows(Journal.select(Journal.seq).where(Journal.action == "call"))),
            "finish": len(rows(Journal.select(Journal.seq).where(Journal.action == "finish"))),
            "rate": len(rows(Rating.select(Rating.key))),
        }
        new = core.take()["number"]
    found = [f"{v}: told {pressed[v]}, there {there[v]}" for v in VERBS if pressed[v] != there[v]]
    if new != f"A{pressed['take'] + 1:03d}":
        found.append(f"after {pressed['take']} numbers came {new}")
    for faults in verify(state, parse(STAFFED)).values():
        found += faults
    return found
