"""Free texts beside the journal: the chain holds their salted HMAC, expiry deletes the text."""

from __future__ import annotations

from audit.evidence import Row
from audit.promise import Promise
from db.chain import seal_note

STRANGERS = """SELECT seq FROM note n WHERE NOT EXISTS (SELECT 1 FROM journal j
WHERE j.seq = n.seq AND j.note IS NOT NULL)"""


class Notes(Promise):
    """A row whose text is gone is forgotten, not broken."""

    says = "Notes are as they were written, or forgotten."

    def see(self, row: Row) -> None:
        if row.note is None:
            return
        kept = self.evidence.one("SELECT salt, text FROM note WHERE seq = ?", row.seq)
        key = self.evidence.key
        if kept and key is not None and seal_note(key, *kept) != row.note:
            self.broken(f"the note of sequence {row.seq} is not the one that was written")

    def end(self) -> None:
        for (seq,) in self.evidence.all(STRANGERS):
            self.broken(f"a note lies beside sequence {seq}, which has none")
