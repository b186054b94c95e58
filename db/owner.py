"""Who owns a hall's state: one process, by a lock that ends with it."""

from __future__ import annotations

import fcntl
import time
from pathlib import Path
from typing import IO

from db.errors import HallIsOwned


def own(state: Path) -> IO[str]:
    """The lock that says "this process owns the hall", kept for as long as the file is open."""
    lock = (state / "hall.lock").open("w")
    for attempt in range(20):
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return lock
        except BlockingIOError:
            # A server that was just killed may still hold it for a moment.
            if attempt < 19:
                time.sleep(0.05)
    lock.close()
    raise HallIsOwned(f"Another motcua runs on {state}; stop it first, or choose another --state.")
