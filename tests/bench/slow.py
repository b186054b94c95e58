"""A slow disk: SQLite's own file system, whose every sync takes so many ms longer.

Slower than the disk it stands on and never faster; the hall and its control get the same.
"""

from __future__ import annotations

import os
from typing import Any

import apsw
from gevent import monkey

# gevent's own sleep would let the loop run on: a real disk does not.
_sleep = monkey.get_original("time", "sleep")
_DISK = apsw.vfs_names()[0]


class _SlowFile(apsw.VFSFile):
    def __init__(self, longer_s: float, name: Any, flags: list[int]) -> None:
        super().__init__(_DISK, name, flags)
        self._longer_s = longer_s

    def xSync(self, flags: int) -> None:  # noqa: N802 - apsw's word
        super().xSync(flags)
        _sleep(self._longer_s)


class _SlowDisk(apsw.VFS):
    def __init__(self, longer_s: float) -> None:
        super().__init__("slow", _DISK, makedefault=True)
        self._longer_s = longer_s

    def xOpen(self, name: Any, flags: list[int]) -> _SlowFile:  # noqa: N802 - apsw's word
        return _SlowFile(self._longer_s, name, flags)


def slow_down(longer_ms: float) -> object:
    """From now on every sync of this process takes longer; keep what it returns."""
    quick = os.fsync

    def fsync(handle: int) -> None:
        quick(handle)
        _sleep(longer_ms / 1000)

    os.fsync = fsync  # type: ignore[assignment]
    return _SlowDisk(longer_ms / 1000)
