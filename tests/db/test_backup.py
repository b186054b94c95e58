"""A copy is whole or not there."""

from __future__ import annotations

import contextlib
import resource
from collections.abc import Iterator

import pytest

from db import backup
from db.errors import StorageUnfit
from tests.tickets.core import Core


def test_what_a_full_disk_cuts_off_is_no_copy(core: Core) -> None:
    core.take()
    with no_file_beyond(20_000), pytest.raises(StorageUnfit, match="No copy was made"):
        backup.copy(core.state)
    assert list((core.state / "backups").iterdir()) == []
    backup.copy(core.state)
    kept = {path.suffix for path in (core.state / "backups").iterdir()}
    assert kept == {".db", ".key"}


@contextlib.contextmanager
def no_file_beyond(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
