"""The benchmarks of one hall: one JSON object a line, medians of interleaved runs.

`python -m tests.bench.run [part …]` runs all, or the parts named.
"""

from __future__ import annotations

import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.bench.health import health
from tests.bench.issuing import issuing, on_a_slow_disk, serving
from tests.bench.painting import painting
from tests.bench.past import past
from tests.bench.shift import shift
from tests.bench.slips import slips
from tests.bench.starting import starting
from tests.bench.storm import room_for_screens, storm
from tests.bench.telling import telling, watching
from tests.bench.troubled import troubled
from tests.bench.walls import boards
from tests.bench.weight import weight
from tests.bench.year import year

Part = Callable[[Path], list[bool]]
PARTS: tuple[Part, ...] = (
    issuing, on_a_slow_disk, serving, past, telling, watching, health, storm, room_for_screens,
    starting, boards, slips, troubled, weight, painting, shift, year,
)  # fmt: skip


def main(wanted: list[str]) -> int:
    """Runs them; 1 when a goal is not met. Whoever ends it ends the servers that it started."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    met: list[bool] = []
    for part in PARTS:
        if not wanted or part.__name__ in wanted:
            with tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder:
                met += part(Path(folder) / "state")
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
