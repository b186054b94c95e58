"""The disk between SQLite and the machine: every call on a file is shown to whoever watches.

A watcher may write calls down, or raise instead of letting one happen. The floor's file, which
SQLite does not write, passes here too.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import apsw
import pytest

from db.floor import Floor


class Call(NamedTuple):
    """One call that changes the disk: open, write, sync, truncate, delete, floor, rename."""

    kind: str
    path: str
    at: int = 0
    data: bytes = b""


Watch = Callable[[Call], None]


class Disk(apsw.VFS):
    """SQLite's own file system, watched; it is the default while `watched` lasts."""

    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        super().__init__("watched", "unix", makedefault=True)

    def xOpen(self, name: Any, flags: list[int]) -> _File | apsw.VFSFile:  # noqa: N802
        if name is None:  # what SQLite keeps for itself and nobody finds again
            return apsw.VFSFile("unix", name, flags)
        path = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        if flags[0] & apsw.SQLITE_OPEN_CREATE and not Path(path).exists():
            self.watch(Call("open", path))
        return _File(self, path, name, flags)

    def xDelete(self, name: str, syncdir: bool) -> None:  # noqa: N802
        self.watch(Call("delete", name))
        super().xDelete(name, syncdir)


class _File(apsw.VFSFile):
    def __init__(self, disk: Disk, path: str, name: Any, flags: list[int]) -> None:
        self.disk, self.path, self.asked = disk, path, flags[0]
        super().__init__("unix", name, flags)

    def xLock(self, level: int) -> None:  # noqa: N802
        if self.asked & apsw.SQLITE_OPEN_READONLY and level == apsw.SQLITE_LOCK_EXCLUSIVE:
            # Who only reads tries it at its end, and SQLite does not mind; apsw would.
            raise apsw.BusyError
        super().xLock(level)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        self.disk.watch(Call("write", self.path, offset, bytes(data)))
        super().xWrite(data, offset)

    def xSync(self, flags: int) -> None:  # noqa: N802
        self.disk.watch(Call("sync", self.path))
        super().xSync(flags)

    def xTruncate(self, size: int) -> None:  # noqa: N802
        self.disk.watch(Call("truncate", self.path, size))
        super().xTruncate(size)


@contextlib.contextmanager
def watched(watch: Watch) -> Iterator[Disk]:
    """Everything that SQLite and the floor write passes `watch`, until the end of the block."""
    disk, replace = Disk(watch), Floor._replace

    def seen(floor: Floor) -> None:
        disk.watch(Call("floor", str(floor.path)))
        replace(floor)
        new = floor.path.read_bytes()
        disk.watch(Call("rename", str(floor.path), 0, new))
        disk.watch(Call("sync", str(floor.path), 0, new))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Floor, "_replace", seen)
        try:
            yield disk
        finally:
            disk.unregister()
