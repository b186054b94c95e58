"""The chain over the journal, and the time in it."""

from __future__ import annotations

from audit.evidence import Evidence, Row
from audit.promise import Promise
from audit.replay import Replay
from db import chain


class Chained(Promise):
    """Every HMAC, over all columns and the row before; needs STATE/journal.key."""

    says = "The journal is as it was written: no row changed, added, moved or removed."

    def __init__(self, evidence: Evidence, hall: Replay) -> None:
        super().__init__(evidence, hall)
        self._head, self._seq, self._command = chain.BEGIN, 0, 0
        self._key = evidence.key
        if self._key is None:
            self.broken(f"{evidence.state / 'journal.key'} is missing: nobody can check the chain")

    def see(self, row: Row) -> None:
        if row.seq != self._seq + 1:
            self.broken(f"sequence {self._seq + 1} is missing before {row.seq}")
        if self._key is not None and row.hmac != chain.link(self._key, self._head, row[:-1]):
            self.broken(f"sequence {row.seq} does not belong behind {self._seq}")
        if row.key_version != chain.KEY_VERSION:
            self.broken(f"sequence {row.seq} names the key {row.key_version}, which nobody has")
        if row.command not in (row.seq, self._command):
            self.broken(f"sequence {row.seq} belongs to the command {row.command} before it")
        self._head, self._seq, self._command = row.hmac, row.seq, row.command


class HallTime(Promise):
    """Hall time and boots only ever rise with the sequence."""

    says = "Hall time never goes back."

    def __init__(self, evidence: Evidence, hall: Replay) -> None:
        super().__init__(evidence, hall)
        self._hall = self._boot = 0
        self._boots = {row[0] for row in evidence.all("SELECT id FROM boot")}

    def see(self, row: Row) -> None:
        if row.hall < self._hall:
            self.broken(f"sequence {row.seq} is {self._hall - row.hall} ms before the row before")
        if row.boot < self._boot or row.boot not in self._boots:
            self.broken(f"sequence {row.seq} is of the boot {row.boot}, which was not then")
        self._hall, self._boot = row.hall, row.boot
