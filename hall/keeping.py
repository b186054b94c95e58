"""What is kept, looked after: copies made unasked, and a word when something is wrong.

Copies are made at the turn of a half-day and when a day closes, and never in between: two made a
moment apart would show one citizen's answer (queue.md, A rating that can be trusted). A thread of
its own makes them; neither writer nor readers wait.
"""

from __future__ import annotations

import logging
import time
from pathlib import Path
from typing import Any

import gevent
from gevent.threadpool import ThreadPool

from config import Backup
from db.backup import clear_halves, copy
from db.engine import database
from db.errors import MotCuaError
from db.models import Rating
from db.recovery import damaged
from hall.counting import Counting
from office import hours
from tickets import Desk, Moment, reading
from tickets.showing import Figures

log = logging.getLogger("motcua")
AGAIN_AFTER_S = 600


class Keeping:
    """Watches for the turn; `desk.store.copy_trouble` says why the last copy failed."""

    def __init__(self, desk: Desk, state: Path, kept: Backup, shown: Figures) -> None:
        self._desk, self._state, self._kept = desk, state, kept
        self._note = state / "turn"
        self._thread = ThreadPool(1)
        self._making: gevent.Greenlet[[str], None] | None = None
        self._not_before = 0.0
        self._wrong: list[dict[str, Any]] = []
        self._counting = Counting(desk, shown)
        clear_halves(state, kept)

    def look(self) -> str:
        """Does what is due, and lets the supervisor's page know; how the database is damaged.

        The next start puts the last good copy in its place (db/recovery.py).
        """
        store, found = self._desk.store, ""
        try:
            self._copy_at_the_turn()
            self._counting.look()
            if (wrong := store.notices()) != self._wrong:
                self._wrong = wrong
                self._desk.touch("stats")
            found = self._desk.ask(damaged) if store.writer.broken else ""
        except Exception:
            log.exception("Keeping failed")
        if damage := found or store.writer.damage:
            log.error("The database is damaged (%s); start the hall again.", damage)
        return damage

    def _copy_at_the_turn(self) -> None:
        """Makes a copy when a half-day has turned since the last one; never waits for it."""
        if self._making or time.monotonic() < self._not_before:
            return
        turn = self._desk.ask(_turn, self._desk.moment())
        before = self._note.read_text() if self._note.exists() else None
        if turn == before or (turn is None and before is None):
            return
        if before is None and self._desk.ask(_has_answers):
            # Nobody knows when the last copy was made: not before the next turn.
            self._note.write_text(turn or "")
        elif before and before.endswith("closed"):
            self._note.write_text(turn or "")  # what was copied at the close is what there is
        else:
            self._making = gevent.spawn(self._make, turn or "")

    def close(self, patience: float) -> None:
        """A copy that is being made is finished, within `patience` seconds: half of one is none."""
        if self._making:
            self._making.join(timeout=patience)
        self._thread.kill()

    def _make(self, turn: str) -> None:
        try:
            trouble = self._thread.apply(_copied, (self._state, self._kept))
            self._desk.store.copy_trouble = trouble
            if trouble:
                log.error(trouble)
                self._not_before = time.monotonic() + AGAIN_AFTER_S
            else:
                self._note.write_text(turn)
        finally:
            self._making = None


def _turn(moment: Moment) -> str | None:
    """Which half of which business day it is; None before the first."""
    id, date, state, _ = reading.today()
    if not id:
        return None
    if state != "open":
        return f"{id} closed"
    return f"{id} {'am' if moment.wall < hours.noon(date, moment.machine) else 'pm'}"


def _has_answers() -> bool:
    return Rating.select().limit(1).exists()


def _copied(state: Path, kept: Backup) -> str:
    """On a thread of its own; why there is no copy, or ""."""
    database.open_reader()
    try:
        copy(state, kept)
        return ""
    except (MotCuaError, OSError) as fault:
        return str(fault)
    finally:
        database.close()
