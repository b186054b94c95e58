"""A copy is whole or not there."""

from __future__ import annotations

import contextlib
import resource
from collections.abc import Iterator

import pytest

from config import Backup
from db import backup
from db.errors import StorageUnfit
from tests.tickets.core import Core


def test_what_a_full_disk_cuts_off_is_no_copy(core: Core) -> None:
    core.take()
    with no_file_beyond(20_000), pytest.raises(StorageUnfit, match="No copy was made"):
        backup.copy(core.state, Backup())
    assert list((core.state / "backups").iterdir()) == []
    backup.copy(core.state, Backup())
    kept = {path.suffix for path in (core.state / "backups").iterdir()}
    assert kept == {".db", ".key"}


def test_so_many_stay_and_nobody_elses_file_goes(core: Core) -> None:
    folder = core.state / "usb"
    kept = Backup(path=str(folder), keep=2)
    made = [backup.copy(core.state, kept)["path"] for _ in range(2)]
    (folder / "20200101T000000000000.db").touch()  # made before the clock was set back
    (folder / "mine.db").touch()
    made.append(backup.copy(core.state, kept)["path"])
    assert {str(path) for path in folder.glob("*.db")} == {*made[1:], str(folder / "mine.db")}
    assert len(list(folder.glob("*.key"))) == 2


@contextlib.contextmanager
def no_file_beyond(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
