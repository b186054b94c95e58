"""Copies of the database: made while the hall runs, checked by opening them, put back by hand."""

from __future__ import annotations

import contextlib
import datetime as dt
import shutil
from pathlib import Path
from typing import Any

import apsw

from config import Backup
from db.engine import database
from db.errors import StorageUnfit
from db.store import own

# The names that `copy` gives: nobody else's file is ever cleared away.
MADE = "[0-9]" * 8 + "T" + "[0-9]" * 12 + ".db"


def copy(state: Path, kept: Backup) -> dict[str, Any]:
    """An online copy with the key beside it, and the oldest gone: {"path"}. Raises StorageUnfit."""
    folder = Path(kept.path) if kept.path else state / "backups"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%S%f")
    target = folder / f"{name}.db"
    try:
        _copy_into(target)
        _look(target)
    except (apsw.Error, StorageUnfit) as fault:
        # Half a copy that looks like one is worse than none.
        for half in folder.glob(f"{name}.*"):
            half.unlink()
        raise StorageUnfit(f"No copy was made ({fault}); look at the disk of {folder}.") from fault
    shutil.copy(state / "journal.key", target.with_suffix(".key"))
    _clear(folder, target, kept.keep)
    return {"path": str(target)}


def _clear(folder: Path, newest: Path, keep: int) -> None:
    # By their names; but under a clock that was set back the newest may have the oldest.
    others = sorted(set(folder.glob(MADE)) - {newest})
    for old in others[: max(0, len(others) + 1 - keep)]:
        old.unlink()
        old.with_suffix(".key").unlink(missing_ok=True)


def _copy_into(target: Path) -> None:
    with contextlib.closing(apsw.Connection(str(target))) as into:
        with into.backup("main", database.connection(), "main") as step:
            step.step()
        into.execute("PRAGMA journal_mode = DELETE")  # one file, whoever looks at it
        # Never the generation of a hall that went on after the copy: put back, it must start
        # above the floor, even when no start lies between.
        into.execute("UPDATE setting SET value = 'copy-' || value WHERE name = 'generation'")


def restore(state: Path, source: Path) -> None:
    """Puts a copy in the database's place; what was there is kept aside. Raises StorageUnfit.

    The number floor stays as it is: at the next start it sees another generation.
    """
    _look(source)
    state.mkdir(parents=True, exist_ok=True, mode=0o700)
    with contextlib.closing(own(state)):
        kept = state / f"replaced-{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%S}"
        kept.mkdir()
        for name in ("motcua.db", "motcua.db-wal", "motcua.db-shm"):
            if (state / name).exists():
                (state / name).rename(kept / name)
        shutil.copy(source, state / "motcua.db")
        if source.with_suffix(".key").exists():
            shutil.copy(source.with_suffix(".key"), state / "journal.key")


def _look(path: Path) -> None:
    try:
        with contextlib.closing(apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)) as it:
            verdict = it.execute("PRAGMA quick_check(1)").fetchone()
            it.execute("SELECT count(*) FROM journal").fetchone()
    except apsw.Error as fault:
        raise StorageUnfit(f"{path} is no good copy ({fault}); choose another one.") from fault
    if verdict != ("ok",):
        raise StorageUnfit(f"{path} is damaged; choose another copy.")
