"""A database that is lost or damaged: the last good copy takes its place, unasked, at the start.

Good is a copy that SQLite finds whole and whose journal is chained to its end. What was damaged
is kept aside. Numbers then begin above the floor, and the gap is declared (db/store.py).
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from pathlib import Path

import apsw

from config import Backup
from db import chain
from db.backup import copies, copy_file, put_in_place
from db.engine import database
from db.errors import StorageUnfit, behind

log = logging.getLogger("motcua")
MISSING = "it is missing"


def put_right(state: Path, kept: Backup) -> Path | None:
    """Looks at the database before anybody uses it; where what was damaged lies now, if it was.

    A hall without a database and without a copy is a new one. Raises StorageUnfit when there is
    damage and no good copy, or when the disk itself cannot be read.
    """
    verdict = damage(state / "motcua.db")
    if not verdict:
        _find_key(state, kept)
        return None
    source = last_good(state, kept)
    if source is None:
        if verdict == MISSING:
            return None
        raise StorageUnfit(
            f"The database is damaged ({verdict}) and no good copy was found; put one back with "
            "`motcua restore FILE`. Numbers will go on above those already given."
        )
    aside = put_in_place(state, source, "broken")
    log.error("The database was put back from %s (%s); see %s.", source, verdict, aside)
    return aside


def _find_key(state: Path, kept: Backup) -> None:
    """A key that was lost beside a whole database is in the envelope of a copy."""
    mine = state / "journal.key"
    if mine.exists():
        return
    with _opened(state / "motcua.db") as db:
        for copy in reversed(copies(state, kept)):
            key = copy.with_suffix(".key")
            if key.exists() and chain.first_broken(db, key.read_bytes()) is None:
                copy_file(key, mine)
                return


def damage(path: Path) -> str:
    """What is wrong with a database file; "" when it is whole. About 0.1 s for 130 MB."""
    if not path.exists() or path.stat().st_size == 0:
        return MISSING
    try:
        with contextlib.closing(apsw.Connection(str(path), _flags(path))) as db:
            verdict = str(next(db.execute("PRAGMA quick_check(1)"))[0])
            # The first start was cut off before there was a table.
            empty = next(db.execute("SELECT count(*) FROM sqlite_master"))[0] == 0
            return MISSING if empty else "" if verdict == "ok" else verdict
    except (apsw.CorruptError, apsw.NotADBError) as fault:
        return str(fault)
    except apsw.Error as fault:
        # Locked, full, or a disk that does not answer: a copy would not help.
        raise StorageUnfit(f"The database cannot be opened ({fault}); look at the disk.") from fault


def damaged() -> str:
    """What is wrong with the database that is open; "" when it is whole. On a reader's thread."""
    verdict = str(database.execute_sql("PRAGMA quick_check(1)").fetchone()[0])
    return "" if verdict == "ok" else verdict


def damaged_by(fault: BaseException) -> bool:
    """Whether SQLite said, somewhere in this fault, that the file is no good."""
    return any(isinstance(f, (apsw.CorruptError, apsw.NotADBError)) for f in behind(fault))


def _flags(path: Path) -> int:
    # For reading: who writes merges the log into the file at its end, and a broken one is evidence.
    # A rollback journal is there only when the very first start was cut off, and wants undoing.
    hot = path.with_name(path.name + "-journal").exists()
    return apsw.SQLITE_OPEN_READWRITE if hot else apsw.SQLITE_OPEN_READONLY


def last_good(state: Path, kept: Backup) -> Path | None:
    """The copy that knows most, of those that are whole and chained to their end."""
    found = sorted(((_length(path), path) for path in copies(state, kept)), reverse=True)
    return next((path for length, path in found if length and is_good(path, state)), None)


def is_good(path: Path, state: Path) -> bool:
    """Whether a copy is whole, and its journal chained by the key beside it (or the hall's)."""
    beside, mine = path.with_suffix(".key"), state / "journal.key"
    try:
        key = (beside if beside.exists() else mine).read_bytes()
        with _opened(path) as db:
            whole = next(db.execute("PRAGMA integrity_check(1)"))[0] == "ok"
            return whole and chain.first_broken(db, key) is None
    except (apsw.Error, OSError, StopIteration):
        return False


def _length(path: Path) -> int:
    """How far a copy's journal goes; 0 for a file that is no copy."""
    with contextlib.suppress(apsw.Error, StopIteration), _opened(path) as db:
        return int(next(db.execute("SELECT coalesce(max(seq), 0) FROM journal"))[0])
    return 0


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[apsw.Connection]:
    with contextlib.closing(apsw.Connection(str(path), apsw.SQLITE_OPEN_READONLY)) as db:
        yield db
