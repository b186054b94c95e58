"""A converter pulled out and put back, again and again, while numbers are called."""

from __future__ import annotations

from pathlib import Path

from tests.at_work import wait_until
from tests.hardware.boards.lines import Line, at_work, boards
from tests.hardware.boards.peers import Am03127


def replug(folder: Path, times: int) -> int:
    """How many times all three boards showed the newest after the line had come back."""
    peer = Am03127()
    line = Line(folder, peer).plug()
    right = 0
    with at_work(str(line.path), folder, boards("am03127", 1, 2, 3)) as work:
        files = 0
        for turn in range(times):
            line.unplug()
            # What the boards showed is gone, and one call comes while nobody can be told.
            peer.shows.clear()
            wanted = {n: f"{'ACH'[n - 1]}{turn:03}" for n in (1, 2, 3)}
            for n, text in wanted.items():
                work.show(f"b{n}", text)
            line.plug()
            wait_until(lambda w=wanted: peer.shows == w, 20, f"turn {turn}", 0.005)  # type: ignore[misc]
            right += 1
            files = files or _files()
        assert _files() <= files + 2, "ports are left open"
    line.unplug()
    return right


def _files() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())
