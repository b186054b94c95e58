"""Questions at the pads: one for each service that a clerk finished, answered at most once."""

from __future__ import annotations

import json

from audit.evidence import Evidence, Row
from audit.promise import Promise
from audit.replay import Replay

# A service that nobody measured, or that nobody finished, asks nothing.
SILENT = ("unmeasured", "forgotten")


class Questions(Promise):
    """queue.md, A rating that can be trusted: `finish` opens exactly one."""

    says = "Each finished service asked once, for the clerk who served, and was answered in time."
    subjects = frozenset({"ticket", "rating"})

    def __init__(self, evidence: Evidence, hall: Replay) -> None:
        super().__init__(evidence, hall)
        self._owed: Row | None = None
        # Each service that ended, as long as it may be undone, and the question that it opened.
        self._asked: dict[int, str] = {}
        self._ended: dict[str, tuple[str, int]] = {}
        self._withdrawn: dict[int, str] = {}

    def see(self, row: Row) -> None:
        if self._owed and row.command != self._owed.command:
            self._not_asked()
        if row.subject == "ticket":
            if row.action == "finish" and self._asks(row):
                self._owed = row
            elif row.action == "undo":
                self._undo(row)
        elif row.action == "opened":
            self._opened(row)
        else:
            self._closed(row)

    def end(self) -> None:
        if self._owed:
            self._not_asked()
        for command, id in self._withdrawn.items():
            self.broken(f"sequence {command}: question {id} was withdrawn, and nothing undone")

    def _not_asked(self) -> None:
        assert self._owed
        self.broken(f"sequence {self._owed.seq}: ticket {self._owed.ref} was finished unasked")
        self._owed = None

    def _asks(self, row: Row) -> bool:
        today = self.hall.open_day()
        in_time = today is not None and today.id == row.day
        return bool(row.clerk) and in_time and not any(flag in row.flags for flag in SILENT)

    def _opened(self, row: Row) -> None:
        told, owed, self._owed = json.loads(row.detail or ""), self._owed, None
        where = f"sequence {row.seq}: a question"
        if owed is None:
            self.broken(f"{where} was opened without a service that ended")
            return
        self._asked[owed.seq] = row.ref
        asked = (str(told["ticket"]), row.leg, row.clerk, row.counter, row.day)
        if asked != (owed.ref, owed.leg, owed.clerk, owed.counter, owed.day):
            self.broken(f"{where} was opened for another service than {owed.seq}'s")
        if row.counter in self.hall.asking:
            self.broken(f"{where} was opened at counter {row.counter} beside another one")

    def _closed(self, row: Row) -> None:
        asked = self.hall.questions.get(row.ref)
        where = f"sequence {row.seq}: a question"
        if asked is None:
            self.broken(f"{where} was {row.action} that was not open")
        elif row.action not in ("answered", "unanswered", "withdrawn"):
            self.broken(f"{where} was {row.action}")
        elif (row.counter, row.clerk, row.day) != (asked.counter, asked.clerk, asked.day):
            self.broken(f"{where} was {row.action} for another counter, clerk or day")
        elif row.action == "answered" and row.hall >= asked.closes_hall:
            self.broken(f"{where} was answered when its time was over")
        self._ended[row.ref] = (row.action, row.command)
        if row.action == "withdrawn":
            self._withdrawn[row.command] = row.ref

    def _undo(self, row: Row) -> None:
        """A service that goes on after all asks nothing yet."""
        id = self._asked.pop(row.undoes or 0, "")
        how, command = self._ended.get(id, ("open", row.command))
        if id and how == "answered":
            self.broken(f"sequence {row.seq}: a service was undone that had been answered")
        elif id and command == row.command and how != "withdrawn":
            self.broken(f"sequence {row.seq}: a service was undone, and its question is {how}")
        if self._withdrawn.get(row.command) == id:
            del self._withdrawn[row.command]
