"""The database file: SQLite through apsw and peewee, opened in one place with one set of rules."""

from __future__ import annotations

from pathlib import Path

import apsw
from playhouse.apsw_ext import APSWDatabase

from db import real
from db.errors import StorageUnfit

# Before 3.51.3 two connections in WAL mode could corrupt the file (the "WAL-reset" bug).
OLDEST_SQLITE = (3, 51, 3)


class Engine(APSWDatabase):  # type: ignore[misc]
    """One database for everybody; each OS thread that connects has a connection of its own."""

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


PRAGMAS = {
    "journal_mode": "wal",
    # NORMAL lost acknowledged tickets, and gave numbers twice, in every power-cut trial.
    "synchronous": "FULL",
    "mmap_size": 0,
    "foreign_keys": 1,
    "cache_size": -8000,
    # The writer checkpoints when it is idle, so that nobody's COMMIT waits for it.
    "wal_autocheckpoint": 0,
}

# autoconnect off: a query on a thread that opened nothing must fail, not open a file.
database = Engine(None, autoconnect=False, lock_type="IMMEDIATE")
