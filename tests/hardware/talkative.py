"""A child that never stops talking, and how late the hub was meanwhile.

Run as a program, as every rig is. Out: {"heard": messages, "status": how it ended, "worst_lag": s}.
"""

from __future__ import annotations

from gevent import monkey

monkey.patch_all()

import os  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402

import gevent  # noqa: E402

from hardware.spawn import ChildProcess  # noqa: E402
from tests.hardware.on_the_hub import say  # noqa: E402

LISTEN_S = 3.0


def main(program: str) -> None:
    """Listens to `python -c program` until it ends, or for LISTEN_S."""
    lags, heard = [0.0], 0
    gevent.spawn(_beat, lags)
    child = ChildProcess([sys.executable, "-c", program], dict(os.environ))
    until = time.monotonic() + LISTEN_S
    for _ in child.messages():
        heard += 1
        if time.monotonic() > until:
            break
    over = time.monotonic() < until
    child.close(0.1)
    say({"heard": heard, "over": over, "status": child.status, "worst_lag": max(lags)})


def _beat(lags: list[float]) -> None:
    while True:
        began = time.monotonic()
        gevent.sleep(0.005)
        lags.append(time.monotonic() - began - 0.005)


if __name__ == "__main__":
    main(sys.argv[1])
