"""Free texts beside the journal: the chain holds their salted HMAC, expiry deletes the text."""

from __future__ import annotations

from audit.evidence import Evidence, Row
from audit.promise import Promise
from audit.replay import Replay
from db.chain import seal_note


class Notes(Promise):
    """A row whose text is gone is forgotten, not broken."""

    says = "Notes are as they were written, or forgotten."

    def __init__(self, evidence: Evidence, hall: Replay) -> None:
        super().__init__(evidence, hall)
        self._kept = 0

    def see(self, row: Row) -> None:
        if row.note is None:
            return
        kept = self.evidence.one("SELECT salt, text FROM note WHERE seq = ?", row.seq)
        if kept and self.evidence.key is not None:
            self._kept += 1
            if seal_note(self.evidence.key, *kept) != row.note:
                self.broken(f"the note of sequence {row.seq} is not the one that was written")

    def end(self) -> None:
        if self.evidence.key is not None and self.evidence.count("note") != self._kept:
            for (seq,) in self.evidence.all(
                "SELECT seq FROM note WHERE seq NOT IN "
                "(SELECT seq FROM journal WHERE note IS NOT NULL)"
            ):
                self.broken(f"a note lies beside sequence {seq}, which has none")
