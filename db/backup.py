"""Copies of the database: made while the hall runs, checked by opening them, put back."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import shutil
from pathlib import Path
from typing import Any

import apsw

from config import Backup
from db import beside
from db.engine import database
from db.errors import StorageUnfit
from db.owner import own

# The names that `copy` gives: nobody else's file is ever cleared away.
MADE = "[0-9]" * 8 + "T" + "[0-9]" * 12 + ".db"
# What has the name of a copy and is of no use without it: the journal's key, the pictures.
BESIDE = (".key", ".zip")
# What a copy leaves free (bytes).
ROOM = 4 << 20
# A generation that no floor has: this database is a copy that nobody has started yet.
COPIED = "copy-"
# Everything that SQLite may keep of one database.
DATABASE = ("motcua.db", "motcua.db-wal", "motcua.db-shm", "motcua.db-journal")


def copy(state: Path, kept: Backup) -> dict[str, Any]:
    """An online copy, with key and pictures; the oldest gone: {"path"}. Raises StorageUnfit."""
    folder = _folder(state, kept)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%S%f")
    # Half a copy that looks like one is worse than none: the name comes last.
    draft, target = folder / f"{name}.part", folder / f"{name}.db"
    try:
        _must_have_room(state, folder)
        _copy_into(draft)
        _look(draft)
        copy_file(state / "journal.key", target.with_suffix(".key"))
        beside.pack(state, target.with_suffix(".zip"))
        draft.rename(target)
        make_durable(folder)
    except (apsw.Error, OSError, StorageUnfit) as fault:
        for half in folder.glob(f"{name}.*"):
            half.unlink()
        raise StorageUnfit(f"No copy was made ({fault}); look at the disk of {folder}.") from fault
    _clear(folder, target, kept.keep)
    return {"path": str(target)}


def clear_halves(state: Path, kept: Backup) -> None:
    """Removes what a hall that was killed in the middle of a copy has left; when none is made."""
    folder = _folder(state, kept)
    halves = [*folder.glob(MADE.replace(".db", ".part*"))]
    for kind in BESIDE:
        found = folder.glob(MADE.replace(".db", kind))
        halves += [each for each in found if not each.with_suffix(".db").exists()]
    for half in halves:
        half.unlink()


def _must_have_room(state: Path, folder: Path) -> None:
    """A copy that fills the disk to its last byte would take it from the hall itself."""
    size = sum((state / name).stat().st_size for name in DATABASE if (state / name).exists())
    if shutil.disk_usage(folder).free < 2 * size + beside.size(state) + ROOM:
        raise StorageUnfit("there is no room for one")


def _clear(folder: Path, newest: Path, keep: int) -> None:
    # By their names; but under a clock that was set back the newest may have the oldest.
    others = sorted(set(folder.glob(MADE)) - {newest})
    for old in others[: max(0, len(others) + 1 - keep)]:
        old.unlink()
        for kind in BESIDE:
            old.with_suffix(kind).unlink(missing_ok=True)


def _copy_into(target: Path) -> None:
    # Written row by row. Copied page by page it would show in which order rows came into a page,
    # and so which answer to a rating was whose.
    live = str(database.database)
    with contextlib.closing(apsw.Connection(live, flags=apsw.SQLITE_OPEN_READONLY)) as source:
        source.execute("VACUUM INTO ?", (str(target),)).fetchall()
    with contextlib.closing(apsw.Connection(str(target))) as into:
        # Never the generation of a hall that went on after the copy: put back, it must start
        # above the floor, even when no start lies between.
        into.execute("UPDATE setting SET value = ? || value WHERE name = 'generation'", (COPIED,))


def restore(state: Path, source: Path) -> None:
    """Puts a copy in the database's place; what was there is kept aside. Raises StorageUnfit.

    The number floor stays as it is: at the next start it sees another generation.
    """
    _look(source)
    state.mkdir(parents=True, exist_ok=True, mode=0o700)
    with contextlib.closing(own(state)):
        put_in_place(state, source, "replaced")


def copies(state: Path, kept: Backup) -> list[Path]:
    """The copies that `copy` made, in no order that can be trusted: clocks are set back."""
    return sorted(_folder(state, kept).glob(MADE))


def put_in_place(state: Path, source: Path, why: str) -> Path:
    """The copy becomes the database; what was there is moved into STATE/<why>-N, which it gives.

    A power cut in between leaves no database, and the next start puts a copy back again.
    """
    draft = state / "motcua.db.new"
    copy_file(source, draft)
    aside = _new_folder(state, why)
    for name in DATABASE:
        if (state / name).exists():
            (state / name).rename(aside / name)
    _bring_key(state, source.with_suffix(".key"), aside)
    beside.unpack(source.with_suffix(".zip"), state, aside)
    draft.rename(state / "motcua.db")
    make_durable(state)
    return aside


def _folder(state: Path, kept: Backup) -> Path:
    return Path(kept.path) if kept.path else state / "backups"


def _bring_key(state: Path, key: Path, aside: Path) -> None:
    """The journal's key of the copy; the one of before is kept if it is another."""
    mine = state / "journal.key"
    if not key.exists() or (mine.exists() and mine.read_bytes() == key.read_bytes()):
        return
    if mine.exists():
        mine.rename(aside / mine.name)
    copy_file(key, mine)


def _new_folder(state: Path, why: str) -> Path:
    # Counted, not dated: the clock may be what went wrong.
    taken = [int(path.name.rpartition("-")[2]) for path in state.glob(f"{why}-*[0-9]")]
    folder = state / f"{why}-{max(taken, default=0) + 1}"
    folder.mkdir(mode=0o700)
    return folder


def copy_file(source: Path, target: Path) -> None:
    """A copy that a power cut leaves whole."""
    shutil.copy(source, target)
    make_durable(target)


def make_durable(path: Path) -> None:
    """Returns once a file's bytes, or a folder's names, would survive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _look(path: Path) -> None:
    try:
        with contextlib.closing(apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)) as it:
            verdict = it.execute("PRAGMA quick_check(1)").fetchone()
            it.execute("SELECT count(*) FROM journal").fetchone()
    except apsw.Error as fault:
        raise StorageUnfit(f"{path} is no good copy ({fault}); choose another one.") from fault
    if verdict != ("ok",):
        raise StorageUnfit(f"{path} is damaged; choose another copy.")
