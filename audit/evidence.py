"""What is read: one consistent state of the database, and floor, key and papers beside it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import apsw

from config import Settings
from db.chain import SIGNED
from db.floor import Floor


class Row(NamedTuple):
    """One journal row; the columns that are signed in their order, then the HMAC."""

    seq: int
    day: int
    subject: str
    ref: str
    leg: int | None
    command: int
    action: str
    before: str | None
    after: str | None
    place: str | None
    service: str | None
    counter: int | None
    clerk: str | None
    actor: str
    joined: int | None
    head_start: int | None
    counted: int | None
    flags: str
    reason: str | None
    detail: str | None
    note: str | None
    undoes: int | None
    hall: int
    boot: int
    wall: int
    key_version: int
    hmac: bytes


@dataclass
class Evidence:
    """A state at rest, although the hall may go on: nothing in it changes while it is read."""

    state: Path
    settings: Settings
    db: apsw.Connection
    key: bytes | None
    floor: Floor
    papers_before: frozenset[int]
    papers_after: frozenset[int]
    # What closing sheets say that somebody has kept: date (ISO) → the seal's first digits.
    printed: Mapping[str, str] = field(default_factory=dict)

    def rows(self) -> Iterator[Row]:
        """The journal in order, never all of it at once."""
        for values in self.db.execute(select((*SIGNED, "hmac"), "journal ORDER BY seq")):
            yield Row._make(values)

    def all(self, sql: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        """Rows of any other table."""
        return self.db.execute(sql, values)

    def one(self, sql: str, *values: Any) -> tuple[Any, ...] | None:
        """The first row, or None."""
        row: tuple[Any, ...] | None = self.db.execute(sql, values).fetchone()
        return row


def select(columns: Sequence[str], rest: str) -> str:
    """The SQL that reads these columns; every name is one of our own."""
    return f"SELECT {', '.join(columns)} FROM {rest}"  # noqa: S608


@contextlib.contextmanager
def gather(
    state: Path, settings: Settings, printed: Mapping[str, str] | None = None
) -> Iterator[Evidence]:
    """Opens everything for reading only, at one moment; `printed` as in Evidence."""
    db = apsw.Connection(str(state / "motcua.db"), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        db.set_busy_timeout(5000)
        # Papers before the database and after it: whatever is printed meanwhile is no fault.
        papers = _papers(state)
        floor = _floor_at_one_moment(db, state, settings)
        key = state / "journal.key"
        yield Evidence(
            state, settings, db, key.read_bytes() if key.exists() else None, floor,
            papers, _papers(state), printed or {},
        )  # fmt: skip
    finally:
        db.close()


def _floor_at_one_moment(db: apsw.Connection, state: Path, settings: Settings) -> Floor:
    """Begins the read while the floor stands still, so that both are of one moment."""
    place = settings.floor.path
    path = Path(place) if place else state / "floor"
    while True:
        floor = Floor.read(path, settings.floor.block)
        db.execute("BEGIN")
        # A transaction sees the state of its first read.
        db.execute("SELECT max(seq) FROM journal").fetchall()
        if Floor.read(path, settings.floor.block) == floor:
            return floor
        db.execute("ROLLBACK")


def _papers(state: Path) -> frozenset[int]:
    """The jobs that a virtual printer has put on paper."""
    return frozenset(
        int(paper.stem) for paper in (state / "paper").glob("*.bin") if paper.stem.isdecimal()
    )
