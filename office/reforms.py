"""What was changed about the office and by whom: rehearsed, kept with its before, taken back.

Each command that changes something leaves, besides the rows of what it did, one row `office reform`
whose note holds the differences. The chain seals the note; it is forgotten after a year.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple

import peewee as pw

from config import Hall
from db.errors import MotCuaError, Refused, Unknown
from db.models import Journal, Note, Staff
from db.statement import rows as listed
from db.transaction import Transaction
from office import differences, living
from office.differences import Difference
from office.moment import Moment
from office.tables import ENTRIES

KIND = {table: kind for kind, (table, _) in ENTRIES.items()}
KEPT_MS = 366 * 24 * 3_600_000
PAGE = 50
SUBJECT, ACTION = "office", "reform"

Command = Callable[[Transaction], Any]


class Rehearsed(MotCuaError):
    """A rehearsal is over: what it would have changed is undone, and told here."""

    def __init__(self, found: list[Difference], before: Hall, after: Hall) -> None:
        super().__init__("rehearsed")
        self.differences, self.before, self.after = found, before, after


class Reform(NamedTuple):
    """One press: its journal row, when (ISO 8601), who, what it changed, and whether it stands."""

    seq: int
    at: str
    actor: str
    name: str
    differences: list[Difference]
    undoable: bool


def recorded(tx: Transaction, actor: str, do: Command) -> Any:
    """What `do` answers; what it has changed about the office is kept for a year."""
    before = living.hall()
    answer = do(tx)
    if found := differences.between(before, living.hall()):
        text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
        sealed = tx.note(text, tx.wall + KEPT_MS)
        tx.append(SUBJECT, _named(found), ACTION, actor, note=sealed)
    return answer


def rehearsal(do: Command) -> Command:
    """The same as a command that always ends in Rehearsed, and so leaves nothing."""

    def command(tx: Transaction) -> Any:
        before, was = living.hall(), living.as_read()
        do(tx)
        found = differences.between(before, living.hall())
        raise Rehearsed(found, was, living.as_read())

    return command


def history(moment: Moment, before: int | None = None) -> list[Reform]:
    """What was changed, newest first, older than row `before`; 50 at a time."""
    columns = (Journal.seq, Journal.ref, Journal.actor, Journal.wall, Note.text)
    asked = (Journal.subject == SUBJECT) & (Journal.action == ACTION)
    if before is not None:
        asked &= Journal.seq < before
    query = Journal.select(*columns).join(Note, pw.JOIN.LEFT_OUTER, on=(Note.seq == Journal.seq))
    found = listed(query.where(asked).order_by(Journal.seq.desc()).limit(PAGE))
    hall = living.hall()
    return [
        _reform(seq, moment.iso(wall), actor, name, text, hall)
        for seq, name, actor, wall, text in found
    ]


def labels() -> dict[str, str]:
    """What everybody is called who works or worked here, by id."""
    return dict(listed(Staff.select(Staff.id, Staff.label)))


def _reform(
    seq: int, at: str, actor: str, name: str, text: str | None, hall: dict[str, Any]
) -> Reform:
    found = _read(text) if text else []
    undoable = bool(found) and all(differences.stands(hall, one) for one in found)
    return Reform(seq, at, actor, name, found, undoable)


def kept(seq: int) -> list[Difference]:
    """What one change changed; Unknown for a row that is none, Refused `forgotten` after a year."""
    mine = (Journal.seq == seq) & (Journal.subject == SUBJECT) & (Journal.action == ACTION)
    if not Journal.select(Journal.seq).where(mine).exists():
        raise Unknown("seq")
    note = Note.get_or_none(Note.seq == seq)
    if note is None:
        raise Refused("forgotten")
    return _read(note.text)


def _read(text: str) -> list[Difference]:
    return [Difference(*one) for one in json.loads(text)]


def _named(found: list[Difference]) -> str:
    """What was changed, in a word: a setting, `service:<id>`, or the table of several entries."""
    heads = {tuple(one.path[:2]) if one.path[0] in KIND else (one.path[0],) for one in found}
    if len(heads) > 1:
        tables = {head[0] for head in heads}
        return tables.pop() if len(tables) == 1 else "hall"
    table, *id = heads.pop()
    return f"{KIND[table]}:{id[0]}" if id and id[0] != differences.ORDER else table
