"""Every screen at once after a power cut, and the memory that each of them takes."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

from tests.bench.figures import Pairs, say
from tests.bench.screens import join_all
from tests.bench.servers import bare, hall, memory_mb

STORM, SCREENS, REPEATS = 500, 200, 5
# Until then devices come up, and screens are told of them: versions change.
DEVICES_S = 3


def storm(state: Path) -> list[bool]:
    """500 screens come back at once, the last with the right state; against bare connections."""
    pairs: Pairs = []
    with hall(state) as ours, bare() as theirs:
        display = ours.token("display")
        time.sleep(DEVICES_S)
        for _ in range(REPEATS):
            ours_ms, told = _timed(ours.port, display, "hall", STORM)
            bare_ms, _ = _timed(theirs.port, "", None, STORM)
            assert len({json.dumps(whole["state"]["calls"]) for whole in told}) == 1
            assert len({whole["version"] for whole in told}) == 1
            pairs.append((ours_ms, bare_ms))
    return [say(f"{STORM} screens reconnect at once, to the last state / bare connections", "ms",
                pairs, 2.5)]  # fmt: skip


def _timed(
    port: int, token: str, board: str | None, many: int
) -> tuple[float, list[dict[str, Any]]]:
    begun = time.perf_counter()
    screens = join_all(port, token, board, many)
    took = (time.perf_counter() - begun) * 1000
    told = [screen.told for screen in screens]
    for screen in screens:
        screen.sock.close()
    return took, told


def room_for_screens(state: Path) -> list[bool]:
    """MB of the server for each of 200 screens, against those of a bare Flask-SocketIO."""
    pairs: Pairs = []
    for n in range(3):
        with hall(state / str(n)) as ours, bare() as theirs:
            display = ours.token("display")
            # The first makes what all share.
            first = [*join_all(ours.port, display, "hall", 1), *join_all(theirs.port, "", None, 1)]
            before = memory_mb(ours.pid), memory_mb(theirs.pid)
            screens = join_all(ours.port, display, "hall", SCREENS)
            screens += join_all(theirs.port, "", None, SCREENS)
            after = memory_mb(ours.pid), memory_mb(theirs.pid)
            grown = [(a - b) * 1024 / SCREENS for a, b in zip(after, before, strict=True)]
            pairs.append((grown[0], grown[1]))
            for screen in (*first, *screens):
                screen.sock.close()
    return [say(f"memory of a screen, {SCREENS} connected / bare Flask-SocketIO", "KB", pairs, 1.3)]
