"""The database file: SQLite through apsw and peewee, opened in one place with one set of rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import apsw
import peewee as pw
from playhouse.apsw_ext import APSWDatabase

from db import real
from db.errors import StorageUnfit
from db.memory import Memory

# Before 3.51.3 two connections in WAL mode could corrupt the file (the "WAL-reset" bug).
OLDEST_SQLITE = (3, 51, 3)


class _State(pw._ConnectionState, real.Local):  # type: ignore[misc] # noqa: SLF001
    """Each OS thread's connection, at which every statement looks."""


class Engine(APSWDatabase):  # type: ignore[misc]
    """One database for everybody; each OS thread that connects has a connection of its own."""

    # The writer's connection, and what it remembers: nobody else's may, for others change theirs.
    remembering: apsw.Connection | None = None
    memory: Memory

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._state = _State()

    def _add_conn_hooks(self, connection: apsw.Connection) -> None:
        super()._add_conn_hooks(connection)
        # One plan for all values. Else SQLite, built with STAT4, parses and plans most statements
        # again at every run, because another value is bound: 4.4 µs instead of 1.0.
        connection.config(apsw.SQLITE_DBCONFIG_ENABLE_QPSG, 1)

    def point_at(self, path: Path | str) -> None:
        """Names the file (or ``:memory:``); opens nothing."""
        if self.server_version < OLDEST_SQLITE:
            raise StorageUnfit(
                f"SQLite {apsw.sqlitelibversion()} can corrupt a WAL database; "
                "install apsw 3.51.3 or newer (`make setup` does)."
            )
        self.init(str(path), pragmas=PRAGMAS, timeout=5)
        self._lock = real.lock()

    def open_reader(self) -> None:
        """Connects this thread for reading only."""
        self.connect(reuse_if_open=True)
        self.execute_sql("PRAGMA query_only = 1")

    def open_writer(self) -> None:
        """Connects this thread for writing; there is one such thread."""
        self.connect(reuse_if_open=True)
        self.remembering, self.memory = self.connection(), Memory()

    def wire(self) -> apsw.Connection:
        """This thread's connection, for statements that are compiled already."""
        if self._state.closed:
            raise pw.InterfaceError("This thread has opened no connection.")
        return self._state.conn  # type: ignore[no-any-return]

    def execute_sql(self, sql: str, params: Any = None) -> Any:
        """The cursor of a statement that is built where it is run."""
        if self.remembering and self._state.conn is self.remembering:
            self.memory.passes(sql)
        return super().execute_sql(sql, params)


PRAGMAS = {
    "journal_mode": "wal",
    # NORMAL lost acknowledged tickets, and gave numbers twice, in every power-cut trial.
    "synchronous": "FULL",
    # What was noted of a person and then deleted is not to be read from the file's free pages.
    "secure_delete": 1,
    "mmap_size": 0,
    "foreign_keys": 1,
    "cache_size": -8000,
    # The writer checkpoints when it is idle, so that nobody's COMMIT waits for it.
    "wal_autocheckpoint": 0,
}

# autoconnect off: a query on a thread that opened nothing must fail, not open a file.
database = Engine(None, autoconnect=False, lock_type="IMMEDIATE")
