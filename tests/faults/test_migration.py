"""A migration cut off at any moment is done or not begun, and the next start brings it to its end.

In the same run a migration outside a transaction is found half done.
"""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import apsw
import pytest

from audit import verify
from config import parse
from db import migrate
from db.engine import database
from tests.faults.disk import Call, watched
from tests.faults.power import SEED, Log, Replay, lay
from tests.tickets.core import HALL, Core

# What a later version may well do: a new column, filled from the old ones, and an index over it.
STEPS = '''\
"""Made up for this test."""

def up(migrator, db):
    db.execute_sql("ALTER TABLE ticket ADD COLUMN planted TEXT NOT NULL DEFAULT ''")
    db.execute_sql("UPDATE ticket SET planted = label || '-' || id")
    db.execute_sql("CREATE INDEX ticket_planted ON ticket (planted)")
    db.execute_sql("DELETE FROM board")
'''
NEW = "0999_planted"


@pytest.fixture
def grown(quick: Path) -> Path:
    """A hall with a morning's tickets."""
    state = quick / "grown"
    with Core(state) as core:
        core.open()
        for turn in range(60):
            core.take()
            if turn % 2:
                core.next()
    return state


@pytest.fixture
def later(quick: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a later version's migrations, in use."""
    folder = quick / "migrations"
    shutil.copytree(migrate.FOLDER, folder)
    (folder / f"{NEW}.py").write_text(STEPS)
    monkeypatch.setattr(migrate, "FOLDER", folder)
    return folder


def test_sixty_interrupted_migrations(grown: Path, later: Path, quick: Path) -> None:
    assert interrupted(grown, quick, 60) == {"old", "new"}


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_three_hundred_interrupted_migrations(grown: Path, later: Path, quick: Path) -> None:
    assert interrupted(grown, quick, 300) == {"old", "new"}


def test_a_migration_without_a_transaction_is_found_half_done(
    grown: Path, later: Path, quick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrate._Steps, "_run", _piece_by_piece)
    with pytest.raises(AssertionError, match="half done"):
        interrupted(grown, quick, 60)


def _piece_by_piece(_steps: object, name: str, module: object, *_: object, **__: object) -> None:
    module.up(None, database)  # type: ignore[attr-defined]
    database.execute_sql(migrate._NOTE, [name])


def interrupted(grown: Path, home: Path, cuts: int) -> set[str]:
    """Migrates once, written down, and replays cuts of it; which schemas they left."""
    print(f"SEED={SEED}")
    chance, run, log = random.Random(SEED), home / "run", Log()
    shutil.copytree(grown, run)
    before = {str(p): p.read_bytes() for p in (run / "motcua.db", run / "floor")}
    with watched(log):
        Core(run, open_day=False).close()
    whole, left = schema(run / "motcua.db"), set()
    old = schema(grown / "motcua.db")
    replay = Replay(log, before)
    # Every second one is only killed: what was written is there, synced or not.
    for turn, at in enumerate(sorted(chance.randrange(len(log.calls) + 1) for _ in range(cuts))):
        there = home / "cut"
        there.mkdir()
        shutil.copy(run / "journal.key", there)
        files = replay.cut(at, chance) if turn % 2 else killed(log, before, at)
        lay(files, there, run)
        left.add(old_or_new(there, old, whole))
        with Core(there, open_day=False) as core:
            assert schema(there / "motcua.db") == whole
            planted = "SELECT count(*) FROM ticket WHERE planted = label || '-' || id"
            assert database.execute_sql(planted).fetchone() == (60,)
            assert core.take()["number"] == "A061"
        assert [f for faults in verify(there, parse(HALL)).values() for f in faults] == []
        shutil.rmtree(there)
    return left


def killed(log: Log, before: dict[str, bytes], at: int) -> dict[str, bytes]:
    """The files of a process that ended just before this call."""
    synced = [c for call in log.calls[:at] if isinstance(call, Call) for c in _and_synced(call)]
    return Replay(Log([*synced]), before).cut(len(synced), random.Random(0))


def _and_synced(call: Call) -> list[Call]:
    return [call] if call.kind in ("sync", "floor") else [call, Call("sync", call.path)]


def old_or_new(state: Path, old: list[object], new: list[object]) -> str:
    """Which schema a cut left, as SQLite sees it before our program does."""
    seen = state.with_name("seen")
    shutil.copytree(state, seen)
    found = schema(seen / "motcua.db")
    shutil.rmtree(seen)
    assert found in (old, new), f"half done: {found}"
    return "old" if found == old else "new"


def schema(path: Path) -> list[object]:
    """Tables, indexes and the history of migrations."""
    db = apsw.Connection(str(path))
    try:
        return [
            *db.execute("SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2"),
            *db.execute("SELECT name FROM schema_migration ORDER BY 1"),
        ]
    finally:
        db.close()
