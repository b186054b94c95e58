"""Print jobs, the rows that caused them, and the papers that a virtual printer put out."""

from __future__ import annotations

import json
from typing import Any

from audit.evidence import Evidence, Row
from audit.promise import Promise
from audit.replay import Replay

STATES = ("queued", "printing", "printed", "sent", "unknown", "failed", "expired")
# A paper may lie there: it was claimed on disk before the first byte went out.
CLAIMED = ("printing", "printed", "unknown")
# Somebody has said that it is on paper, whatever the printer knew.
BY_HAND = "by hand"
SQL = "SELECT ticket, printer, slip, state, created_hall, detail FROM print_job WHERE id = ?"
STRANGERS = """SELECT id FROM print_job p WHERE NOT EXISTS (SELECT 1 FROM journal j
WHERE j.seq = p.id AND j.subject = 'ticket' AND j.action IN ('take', 'reprint'))"""
OPEN = """SELECT 1 FROM print_job WHERE ticket = ?
AND (state IN ('unknown', 'failed', 'expired') OR detail = 'by hand')"""
SAID = "SELECT id FROM print_job WHERE detail = 'by hand' ORDER BY id"


class Slips(Promise):
    """One job for each slip asked for; none claimed that has no paper, none printed twice."""

    says = "Every slip asked for is one job, and virtual papers are the jobs said to be printed."
    subjects = frozenset({"ticket"})

    def __init__(self, evidence: Evidence, hall: Replay) -> None:
        super().__init__(evidence, hall)
        printers = evidence.settings.printers
        self._said: set[int] = set()
        self._virtual = {printer.name for printer in printers if printer.driver == "virtual"}

    def see(self, row: Row) -> None:
        visit = self.hall.visit(row)
        if row.action == "doubt" and not self.evidence.one(OPEN, int(row.ref)):
            self.broken(f"sequence {row.seq}: ticket {row.ref} was doubted, and its slips are not")
        if row.action == "confirm" and row.reason is not None:
            self._by_hand(row)
        if row.action not in ("take", "reprint"):
            return
        told = json.loads(row.detail or "")
        kept = self.evidence.one(SQL, row.seq)
        if kept is None and told["printer"]:
            self.broken(f"sequence {row.seq}: the slip of ticket {row.ref} has no print job")
        elif kept and told["printer"] is None:
            self.broken(f"print job {row.seq} was never asked for")
        elif kept:
            label = visit.label if visit else f"{told['series']}{told['number']:03d}"
            self._compare(row, label, told["printer"], kept)

    def _by_hand(self, row: Row) -> None:
        """A person's word that this slip of the ticket is on paper."""
        job = json.loads(row.detail or "{}").get("job", 0)
        kept = self.evidence.one(SQL, job) or (None,) * 6
        told = (row.reason, str(kept[0]), kept[3], kept[5])
        if told != ("on-paper", row.ref, "printed", BY_HAND):
            self.broken(f"sequence {row.seq}: print job {job} is not the one said to be on paper")
        self._said.add(job)

    def _compare(self, row: Row, label: str, asked: str, kept: tuple[Any, ...]) -> None:
        ticket, printer, slip, state, created, detail = kept
        if (str(ticket), printer, created) != (row.ref, asked, row.hall):
            self.broken(f"print job {row.seq} is not the one its ticket asked for")
        if json.loads(slip)["number"] != label:
            self.broken(f"print job {row.seq} prints another number than {label}")
        if state not in STATES:
            self.broken(f"print job {row.seq} is {state}")
        on_paper = printer not in self._virtual or row.seq in self.evidence.papers_after
        if state == "printed" and not on_paper and detail != BY_HAND:
            self.broken(f"print job {row.seq} is said to be printed, and there is no paper")

    def end(self) -> None:
        for (id,) in self.evidence.all(SAID):
            if id not in self._said:
                self.broken(f"print job {id} is printed by nobody's word")
        for (id,) in self.evidence.all(STRANGERS):
            self.broken(f"print job {id} belongs to no row that asked for it")
        for id in sorted(self.evidence.papers_before):
            kept = self.evidence.one("SELECT state FROM print_job WHERE id = ?", id)
            if kept is None or kept[0] not in CLAIMED:
                state = kept[0] if kept else "nobody's"
                self.broken(f"paper {id:06d} lies there, and its job is {state}")
