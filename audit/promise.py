"""What every promise has: a sentence, the journal rows it looks at, and the faults it found."""

from __future__ import annotations

from typing import ClassVar

from audit.evidence import Evidence, Row
from audit.replay import Replay

# Beyond so many the first ones have said it.
MOST = 50


class Promise:
    """One promise; `says` is what is true when it has no faults."""

    says: ClassVar[str]
    # Whose journal rows it wants to see; None for all.
    subjects: ClassVar[frozenset[str] | None] = None

    def __init__(self, evidence: Evidence, hall: Replay) -> None:
        """`hall` is as it was before the row that is seen."""
        self.evidence, self.hall = evidence, hall
        self.faults: list[str] = []

    def listens_to(self, subject: str) -> bool:
        """Whether it looks at the rows of this subject."""
        return self.subjects is None or subject in self.subjects

    def see(self, row: Row) -> None:
        """Looks at one journal row, before it takes effect."""

    def end(self) -> None:
        """After the last row: looks at what is stored beside the journal."""

    def broken(self, fault: str) -> None:
        """Notes one fault; a sentence that names the place."""
        if len(self.faults) < MOST:
            self.faults.append(fault)

    def look(self, row: Row) -> None:
        """`see`, when a row may hold anything."""
        try:
            self.see(row)
        except UNREADABLE as fault:
            self.broken(f"sequence {row.seq} cannot be read: {fault!r}")

    def conclude(self) -> None:
        """`end`, when a table may hold anything."""
        try:
            self.end()
        except UNREADABLE as fault:
            self.broken(f"what is stored cannot be read: {fault!r}")


UNREADABLE = (LookupError, ValueError, TypeError, AttributeError)
