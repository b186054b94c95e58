"""A state that somebody has got at: its rows, its floor, its papers; and the key, when stolen."""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import apsw

from audit import PROMISES, verify
from audit.promise import Promise
from db import chain
from tests.audit.busy import settings

# Of a press that was never taken back, or was.
TAKEN_BACK = "EXISTS (SELECT 1 FROM journal u WHERE u.undoes = journal.seq)"
HOLDS = f"NOT {TAKEN_BACK}"
COLUMNS = (*chain.SIGNED, "hmac")


class Tampered:
    """A copy of a hall's state, open for writing behind the hall's back."""

    def __init__(self, state: Path) -> None:
        self.state = state
        self.db = apsw.Connection(str(state / "motcua.db"))

    def sql(self, text: str, *values: Any) -> list[tuple[Any, ...]]:
        """Any statement; its rows."""
        return list(self.db.execute(text, values))

    def pick(self, text: str, *values: Any) -> Any:
        """The first column of the first row, which must be there."""
        rows = self.sql(text, *values)
        assert rows, f"this history has no row for: {text}"
        return rows[0][0]

    def row(self, action: str, more: str = "1", *values: Any) -> int:
        """The sequence of a journal row, from the middle of those that fit."""
        found = self.sql(
            f"SELECT seq FROM journal WHERE action = ? AND {more} ORDER BY seq", action, *values
        )
        assert found, f"this history has no {action} where {more}"
        return int(found[len(found) // 2][0])

    def first(self, action: str, more: str = "1", *values: Any) -> int:
        """The first row of this action: done on purpose, before anything happened by chance."""
        sql = f"SELECT seq FROM journal WHERE action = ? AND {more} ORDER BY seq"
        return int(self.pick(sql, action, *values))

    def of(self, seq: int, column: str) -> Any:
        """One value of a journal row."""
        return self.pick(f"SELECT {column} FROM journal WHERE seq = ?", seq)

    def put(self, seq: int, /, **columns: Any) -> None:
        """Other values in a journal row."""
        for name, value in columns.items():
            self.sql(f"UPDATE journal SET {name} = ? WHERE seq = ?", value, seq)

    def detail(self, seq: int, **values: Any) -> None:
        """Other values in a journal row's detail."""
        told = json.loads(self.pick("SELECT detail FROM journal WHERE seq = ?", seq))
        self.put(seq, detail=json.dumps(told | values))

    def onward(self, seq: int, column: str, value: Any) -> None:
        """Another value from this row of a ticket on, as long as it had the one of this row."""
        ref, was = self.of(seq, "ref"), self.of(seq, column)
        rows = f"SELECT seq, {column} FROM journal WHERE subject = 'ticket' AND ref = ? "
        for each, kept in self.sql(rows + "AND seq >= ? ORDER BY seq", ref, seq):
            if kept != was:
                return
            self.put(each, **{column: value})
        self.sql(f"UPDATE ticket SET {column} = ? WHERE id = ?", value, int(ref))

    def rule(self, name: str, value: int) -> None:
        """Another rule from the founding on, wherever it is said."""
        self.detail(self.row("found"), **{name: value})
        said = "SELECT seq, detail FROM journal WHERE subject = 'setting' AND ref = 'rules'"
        for seq, told in self.sql(said):
            self.detail(seq, value=json.loads(told)["value"] | {name: value})
        self.sql("UPDATE setting SET value = ? WHERE name = ?", str(value), f"rules.{name}")

    def sign(self, key: bytes | None = None) -> None:
        """Signs the whole journal again, as a wrong program with the right key would have."""
        key, head = key or (self.state / "journal.key").read_bytes(), chain.BEGIN
        for row in self.sql(f"SELECT {', '.join(chain.SIGNED)} FROM journal ORDER BY seq"):
            head = chain.link(key, head, row)
            self.sql("UPDATE journal SET hmac = ? WHERE seq = ?", head, row[0])
        for day, seal in self.sql(
            "SELECT ref, lower(hex(hmac)) FROM journal WHERE action = 'close' AND subject = 'day' "
            "ORDER BY seq"
        ):
            self.sql("UPDATE day SET seal = ? WHERE id = ?", seal, int(day))
            self.floor(seal=seal)

    def floor(self, **values: Any) -> None:
        """Other values in the floor."""
        place = self.state / "floor"
        place.write_text(json.dumps(json.loads(place.read_text()) | values))

    def found(self) -> dict[type[Promise], list[str]]:
        """What `verify` says is broken."""
        told = verify(self.state, settings())
        return {kind: told[kind.says] for kind in PROMISES if told[kind.says]}


@contextlib.contextmanager
def tampered(clean: Path, folder: Path) -> Iterator[Tampered]:
    """A copy of a clean state to break."""
    state = folder / "state"
    shutil.copytree(clean, state)
    it = Tampered(state)
    try:
        yield it
    finally:
        it.db.close()


Tamper = Callable[[Tampered], str]
