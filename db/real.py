"""The operating system's own lock, queue, sleep and thread, behind gevent's patches.

Patched primitives hang when two OS threads meet in them (measured: peewee's lock, logging).
Whatever the writer's and readers' threads use comes from here, and nobody else imports
`_thread` (a test looks).
"""

from __future__ import annotations

import importlib
import sys
from _queue import SimpleQueue as Queue
from collections.abc import Callable
from typing import Any

__all__ = ["Local", "Queue", "lock", "sleep", "start_thread"]


def _original(module: str, name: str) -> Any:
    monkey = sys.modules.get("gevent.monkey")
    if monkey is None:
        return getattr(importlib.import_module(module), name)
    return monkey.get_original(module, name)


# What each OS thread has for itself; gevent's is one of greenlets, and ten times as slow.
Local: Any = _original("_thread", "_local")


def lock() -> Any:
    """A lock of the operating system."""
    return _original("_thread", "allocate_lock")()


def start_thread(run: Callable[[], None]) -> None:
    """Runs `run` on an OS thread of its own. `threading.Thread` would stay on the hub's."""
    _original("_thread", "start_new_thread")(run, ())


def sleep(seconds: float) -> None:
    """Stops this OS thread, and only this one."""
    _original("time", "sleep")(seconds)
