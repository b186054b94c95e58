"""From the command to the first page, and memory at rest, against bare Flask-SocketIO."""

from __future__ import annotations

from pathlib import Path

from tests.bench.figures import say
from tests.bench.servers import bare, hall, memory_mb

REPEATS = 5


def starting(state: Path) -> list[bool]:
    """Start and rest, every child counted."""
    first, rest = [], []
    for _ in range(REPEATS):
        with hall(state, control=False) as ours, bare() as theirs:
            first.append((ours.first_page_s * 1000, theirs.first_page_s * 1000))
            rest.append((memory_mb(ours.pid), memory_mb(theirs.pid)))
    return [
        say("start to first page / bare Flask-SocketIO", "ms", first, 2.5),
        say("memory at rest, children counted / bare Flask-SocketIO", "MB", rest, 2.5),
    ]
