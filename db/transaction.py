"""One transaction of the writer: what several commands share and what each of them leaves.

Chain head, open day and time are read once per transaction: they are inside the write lock.
A command that is refused leaves nothing: rows, chain, boards and events go back with its
savepoint.
"""

from __future__ import annotations

import functools
import secrets
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import peewee as pw

from config import DayRules
from db import chain
from db.floor import Floor
from db.models import Board, Day, Due, Journal, Note, Rolled
from db.statement import Statement, hole

_last = Statement(
    Journal.select(Journal.seq, Journal.hmac, Journal.hall).where(
        Journal.seq == pw.SQL("(SELECT max(seq) FROM journal)")
    )
)
_append = Statement(
    Journal.insert({getattr(Journal, name): hole(name) for name in (*chain.SIGNED, "hmac")})
)
_open_day = Statement(
    Day.select(Day.id, Day.date, Day.opened_seq).where(Day.state == pw.SQL("'open'")).limit(1)
)
_version = Statement(Board.select(Board.version).where(Board.name == hole("name")))
_put_due = Statement(
    Due.insert(at_hall=hole("at"), kind=hole("kind"), ref=hole("ref")).on_conflict_ignore()
)
_put_note = Statement(
    Note.insert(seq=hole("seq"), salt=hole("salt"), text=hole("text"), until_wall=hole("until"))
)
_uncount = Statement(
    Rolled.delete().where(
        Rolled.span.in_([pw.SQL("'day'"), pw.SQL("'month'")])
        & (Rolled.first <= hole("day"))
        & (Rolled.last >= hole("day"))
    )
)
_drop_due = Statement(Due.delete().where((Due.kind == hole("kind")) & (Due.ref == hole("ref"))))


class OpenDay(NamedTuple):
    """The business day that is open."""

    id: int
    date: str
    opened_seq: int


class Changed(NamedTuple):
    """What one board shows has changed; `urgent` is a call, to be shown at once."""

    board: str
    version: int
    urgent: bool


@dataclass(slots=True)
class Transaction:
    """What a command works with; every time in milliseconds."""

    key: bytes
    boot: int
    now: int
    wall: int
    floor: Floor
    machine: DayRules
    seq: int = 0
    head: bytes = chain.BEGIN
    day: OpenDay | None = None
    command: int = 0
    seal: str = ""
    boards: dict[str, bool] = field(default_factory=dict)
    # What this command has changed, as it was before: (kind, …), first first; for an undo.
    before: list[tuple[Any, ...]] = field(default_factory=list)
    events: list[Any] = field(default_factory=list)

    def begin(self) -> None:
        """Reads the chain head and the open day; hall time never goes back behind the head."""
        if row := _last.one():
            self.seq, self.head = row[0], row[1]
            self.now = max(self.now, row[2])
        self.look_at_day()

    def look_at_day(self) -> None:
        """Reads the open day again, after a command opened or closed one."""
        row = _open_day.one()
        self.day = OpenDay(*row) if row else None

    def start_command(self) -> tuple[Any, ...]:
        """A mark to go back to when the command is refused."""
        self.command = self.seq + 1
        self.before = []
        return self.seq, self.head, self.day, self.seal, dict(self.boards), len(self.events)

    def go_back(self, mark: tuple[Any, ...]) -> None:
        """Forgets what has happened since the mark."""
        self.seq, self.head, self.day, self.seal, self.boards, told = mark
        del self.events[told:]

    def append(self, subject: str, ref: str | int, action: str, actor: str, **columns: Any) -> int:
        """Writes one journal row and returns its sequence."""
        row: dict[str, Any] = dict.fromkeys(chain.SIGNED)
        row.update(columns)
        row.update(
            seq=self.seq + 1, subject=subject, ref=str(ref),
            command=self.command, action=action, actor=actor, flags=columns.get("flags", ""),
            hall=self.now, boot=self.boot, wall=self.wall, key_version=chain.KEY_VERSION,
        )  # fmt: skip
        if row["day"] is None:
            row["day"] = self.day.id if self.day else 0
        elif self.day is None or row["day"] != self.day.id:
            self.reaches_back(row["day"])
        head = chain.link(self.key, self.head, list(row.values()))
        _append(**row, hmac=head)
        self.seq, self.head = self.seq + 1, head
        return self.seq

    def reaches_back(self, day: int) -> None:
        """What was counted of a day that is over no longer holds: it is counted again."""
        _uncount(day=day)

    def note(self, text: str, until: int) -> str:
        """Keeps a free text apart from the next row; gives what the chain holds of it.

        Until a wall time (ms): after it the text is gone and the chain still holds.
        """
        salt = secrets.token_bytes(16)
        _put_note(seq=self.seq + 1, salt=salt, text=text, until=until)
        return chain.seal_note(self.key, salt, text)

    def touch(self, board: str, urgent: bool = False) -> None:
        """Says that what this board shows has changed."""
        self.boards[board] = self.boards.get(board, False) or urgent

    def version(self, board: str) -> int:
        """The version that this board will have after the commit."""
        row = _version.one(name=board)
        return (row[0] if row else 0) + (board in self.boards)

    def tell(self, event: Any) -> None:
        """An event to be told after the commit."""
        self.events.append(event)

    def due(self, at: int, kind: str, ref: str | int) -> None:
        """Something that follows by itself at hall time `at`."""
        _put_due(at=at, kind=kind, ref=str(ref))

    def not_due(self, kind: str, ref: str | int) -> None:
        """What was due no longer is."""
        _drop_due(kind=kind, ref=str(ref))

    def finish(self) -> list[Any]:
        """Raises the versions of the boards touched; everything to be told after the commit."""
        return [*self.events, *(self._raised() if self.boards else ())]

    def _raised(self) -> list[Changed]:
        """One more version for each board touched, by one statement: a press touches five."""
        names = {f"name{i}": board for i, board in enumerate(self.boards)}
        versions = dict(_raise_versions(len(names)).all(**names))
        return [Changed(board, versions[board], urgent) for board, urgent in self.boards.items()]


@functools.cache
def _raise_versions(boards: int) -> Statement:
    return Statement(
        Board.insert_many([{"name": hole(f"name{i}"), "version": 1} for i in range(boards)])
        .on_conflict(conflict_target=[Board.name], update={Board.version: Board.version + 1})
        .returning(Board.name, Board.version)
    )
