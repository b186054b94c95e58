"""One process per printer: a lock on a file that the kernel gives back when the holder dies."""

from __future__ import annotations

import fcntl
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from hardware.driver import Place

AGAIN_S = 0.1
TELL_AFTER_S = 1.0


@contextmanager
def hold(place: Place, waiting: Callable[[], None]) -> Iterator[None]:
    """Holds the printer of `place` for the block, however long its holder before takes to finish.

    `waiting` is called about once a second meanwhile; what it raises ends the wait.
    """
    folder = place.state / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{_name(place)}.lock").open("w") as file:
        _wait(file.fileno(), waiting)
        yield


def _name(place: Place) -> str:
    # Two names may point at one network printer; each virtual printer is its own.
    owner = f"virtual-{place.name}" if place.address == "virtual" else place.address
    return re.sub(r"[^A-Za-z0-9.-]+", "-", owner)


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
