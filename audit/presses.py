"""The same press twice: one key, one ticket."""

from __future__ import annotations

import json

from audit.evidence import Evidence, Row
from audit.promise import Promise
from audit.replay import Replay

ANSWERS = "SELECT scope, key, status, answer FROM idempotency"


class Presses(Promise):
    """As far as it can be seen: keys live until the day closes and 24 hours more."""

    says = "No press gave two tickets, and the answers kept are those of real ones."
    subjects = frozenset({"ticket"})

    def __init__(self, evidence: Evidence, hall: Replay) -> None:
        super().__init__(evidence, hall)
        self._command = 0

    def see(self, row: Row) -> None:
        if row.action == "take":
            if row.command == self._command:
                self.broken(f"sequence {row.seq}: the press {row.command} took a second ticket")
            self._command = row.command

    def end(self) -> None:
        given: dict[int, str] = {}
        for scope, key, status, text in self.evidence.all(ANSWERS):
            where = f"the key {key} of {scope}"
            if not (200 <= status < 300 or status == 409):
                self.broken(f"{where} was answered {status}, which is never kept")
            answer = json.loads(text) if text else {}
            if status == 201 and "number" in answer:
                self._ticket(where, answer["id"], answer["number"])
                if answer["id"] in given:
                    self.broken(f"{where} and {given[answer['id']]} gave ticket {answer['id']}")
                given[answer["id"]] = where

    def _ticket(self, where: str, id: int, number: str) -> None:
        if self.evidence.one("SELECT label FROM ticket WHERE id = ?", id) != (number,):
            self.broken(f"{where} was answered {number} (ticket {id}), which there is not")
