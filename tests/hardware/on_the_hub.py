"""What the rigs share: lines in, lines out, and how late the hub was at worst.

Imported after gevent has patched the process; a rig is a program for the same reason.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any

import gevent
from gevent.fileobject import FileObjectPosix


def say(message: dict[str, Any]) -> None:
    """One line out."""
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def listen(hear: Callable[[dict[str, Any]], bool]) -> None:
    """Every line in, until `hear` wants no more; then says {"worst_lag": seconds}."""
    lags: list[float] = []
    gevent.spawn(_beat, lags)
    for line in FileObjectPosix(0, "rb", closefd=False):
        if not hear(json.loads(line)):
            break
    say({"worst_lag": max(lags)})


def _beat(lags: list[float]) -> None:
    while True:
        began = time.monotonic()
        gevent.sleep(0.005)
        lags.append(time.monotonic() - began - 0.005)
