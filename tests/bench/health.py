"""/healthz while eight kiosks issue on a slow disk: the hall's loop never waits for the disk."""

from __future__ import annotations

from pathlib import Path

from tests.bench.figures import say
from tests.bench.issuing import SLOWER_MS, takes
from tests.bench.load import getter, watched
from tests.bench.servers import hall

REPEATS, STRETCH_S, KIOSKS = 3, 4.0, 8


def health(state: Path) -> list[bool]:
    """The 99th percentile beside the idle hall's, and the same with a commit on the loop."""
    met: list[bool] = []
    for where, goal in (("", 10), ("commits planted on the server's own loop, ", 100)):
        faults = {"BENCH_SYNC_MS": str(SLOWER_MS)}
        if where:
            faults["BENCH_ON_THE_LOOP"] = "1"
        # A state for each: what one left is not what the other begins with.
        with hall(state / f"{goal}", faults=faults) as server:
            issue, ask = takes(server.token("kiosk")), getter("/healthz", "")
            pairs = [
                (watched(server.port, KIOSKS, STRETCH_S, issue, ask),
                 watched(server.port, 0, STRETCH_S / 2, issue, ask))
                for _ in range(REPEATS)
            ]  # fmt: skip
        name = f"{where}/healthz p99, {KIOSKS} kiosks issue, each sync {SLOWER_MS} ms longer / idle"
        met.append(say(name, "ms", pairs, goal, more=bool(where)))
    return met
