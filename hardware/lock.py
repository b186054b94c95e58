"""One process per port: a lock on a file that the kernel gives back when the holder dies."""

from __future__ import annotations

import fcntl
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

AGAIN_S = 0.1
TELL_AFTER_S = 1.0


@contextmanager
def hold(state: Path, port: str, waiting: Callable[[], None]) -> Iterator[None]:
    """Holds `port` for the block, however long its holder before takes to finish.

    `waiting` is called about once a second meanwhile; what it raises ends the wait.
    """
    folder = state / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{re.sub(r'[^A-Za-z0-9.-]+', '-', port)}.lock").open("w") as file:
        _wait(file.fileno(), waiting)
        yield


def _wait(fd: int, waiting: Callable[[], None]) -> None:
    next_word = time.monotonic() + TELL_AFTER_S
    while True:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > next_word:
                waiting()
                next_word = time.monotonic() + TELL_AFTER_S
            time.sleep(AGAIN_S)
