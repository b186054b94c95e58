"""Space kept back on the hall's disk, so that a full one stops new numbers and nothing else.

A file of this size lies in STATE while all is well. When the disk is full it is given up: calls,
services and ratings go on in its space, nobody gets a number, and it is laid down again by itself
as soon as there is room for it.
"""

from __future__ import annotations

import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

# With less than this left the disk counts as full: what else writes there would fail already.
LEAST = 1 << 20
LOOK_EVERY_S = 1.0


@dataclass
class Reserve:
    """The reserve of one hall; `full` tells that the disk is, and that no number is given."""

    path: Path
    size: int  # bytes, above 0
    full: bool = False
    _looked: float = 0.0

    def look(self, now: float | None = None) -> None:
        """Lays the reserve down when there is room, gives it up when there is none.

        Asks the disk once a second at most; `now` is a monotonic time in seconds.
        """
        now = time.monotonic() if now is None else now
        if now - self._looked < LOOK_EVERY_S:
            return
        self._looked = now
        free = self.free()
        if self.full and free >= 2 * self.size + LEAST:
            self._lay_down()
        elif not self.full and free < LEAST:
            self.give_up()

    def begin(self) -> None:
        """Before the database is opened: even that needs a little space."""
        held = self.path.stat().st_size if self.path.exists() else 0
        if held == self.size and self.free() >= LEAST:
            self.full = False
        elif held + self.free() >= 2 * self.size + LEAST:
            self._lay_down()
        else:
            self.give_up()

    def give_up(self) -> None:
        """Opens the reserve to whatever must go on."""
        self.full = True
        self.path.unlink(missing_ok=True)

    def free(self) -> int:
        """Bytes that this process may still write."""
        return shutil.disk_usage(self.path.parent).free

    def _lay_down(self) -> None:
        try:
            with self.path.open("wb") as file:
                # Allocated, not only as long as that: a sparse file would keep nothing back.
                os.posix_fallocate(file.fileno(), 0, self.size)
            self.full = False
        except OSError:
            self.give_up()
