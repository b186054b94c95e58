"""Reports: every frozen version is what it was, every text the one that was written last."""

from __future__ import annotations

import hashlib
import json

from audit.evidence import Evidence, Row
from audit.promise import Promise
from audit.replay import Replay

VERSIONS = "SELECT id, kind, begins, ends, content, checksum, sent FROM report ORDER BY id"
TEXTS = "SELECT kind || ':' || begins || ':' || part, text, seq FROM report_text"
_NAMED = ("kind", "begins", "ends")


class Reported(Promise):
    """A file that was drawn from a version can be drawn again, and says the same."""

    says = "Every frozen report is as it was frozen, and its words are those that people wrote."
    subjects = frozenset({"report"})

    def __init__(self, evidence: Evidence, hall: Replay) -> None:
        super().__init__(evidence, hall)
        self._frozen: dict[int, dict[str, str]] = {}
        self._sent: dict[int, int] = {}
        self._written: dict[str, tuple[int, str]] = {}

    def see(self, row: Row) -> None:
        told = json.loads(row.detail or "{}")
        if row.action == "freeze" and row.ref == str(row.seq):
            self._frozen[row.seq] = told
        elif row.action == "write":
            self._written[row.ref] = (row.seq, told["sha256"])
        elif row.action == "send" and int(row.ref) in self._frozen.keys() - self._sent.keys():
            self._sent[int(row.ref)] = row.seq
        else:
            self.broken(f"sequence {row.seq}: {row.action} of report {row.ref}")

    def end(self) -> None:
        for id, kind, begins, ends, content, checksum, sent in self.evidence.all(VERSIONS):
            told = self._frozen.pop(id, None)
            if told is None:
                self.broken(f"report {id} was never frozen")
                continue
            inside = json.loads(content) if told["sha256"] == _sum(content) == checksum else {}
            named = [told[name] for name in _NAMED] == [kind, begins, ends]
            if not named or [inside.get(name) for name in _NAMED] != [kind, begins, ends]:
                self.broken(f"report {id} is not what was frozen")
            if sent != self._sent.get(id):
                self.broken(f"report {id}: whether it was sent is not what the journal says")
        for id in self._frozen:
            self.broken(f"report {id} was frozen and is not there")
        for ref, text, seq in self.evidence.all(TEXTS):
            if self._written.pop(ref, None) != (seq, _sum(text)):
                self.broken(f"the words of {ref} are not those that were written last")
        for ref in self._written:
            self.broken(f"the words of {ref} are gone")


def _sum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
