"""A hall that does not run: its state opened by this process for a moment, without gevent."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self, TypeVar

import office
from config import Settings
from db.clock import MachineClock
from db.store import open_store
from db.writer import Job
from hall.control import BackDoor

T = TypeVar("T")


class AtRest:
    """Owns the state between `with` and its end; a new database is founded."""

    def __init__(self, settings: Settings, state: Path) -> None:
        self._settings, self._state = settings, state

    def __enter__(self) -> Self:
        self._store = open_store(self._state, MachineClock(), self._settings)
        self._writer = self._store.writer
        self._writer.open()
        if not self._store.founded:
            self.told(lambda tx: office.found(tx, self._settings.hall))
        return self

    def __exit__(self, *_: object) -> None:
        self._writer.close()
        self._store.close()

    def told(self, command: Callable[[Any], Any]) -> dict[str, Any]:
        """Runs one command on this thread."""
        job = Job(command)
        self._writer.run([job])
        if job.fault:
            raise job.fault
        return json.loads(job.answer.text) if job.answer and job.answer.text else {}

    def ask(self, question: Callable[..., T], *args: Any) -> T:
        """Answers one question on this thread."""
        return question(*args)

    def answer(self, do: str, values: dict[str, Any]) -> dict[str, Any]:
        """What the control socket would answer: {"ok": …} or {"error": code, …}."""
        door = BackDoor(self, self._state, self._settings.backup)
        told: dict[str, Any] = json.loads(door.answer(json.dumps({"do": do, **values})))
        return told
