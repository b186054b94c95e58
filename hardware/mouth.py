"""The way from a child process to its parent: a JSON object a line on what was its stdout."""

from __future__ import annotations

import json
import os
import threading
from typing import Any

from hardware.errors import HardwareError

Message = dict[str, Any]


class ParentGone(HardwareError):
    """Nobody hears this child any more, so it may not begin anything."""


class Mouth:
    """The way to the parent; the process's own stdout is kept away from libraries that print."""

    def __init__(self) -> None:
        self._fd = os.dup(1)
        os.dup2(2, 1)
        self._turn = threading.Lock()

    def say(self, message: Message) -> None:
        line = json.dumps(message).encode() + b"\n"
        try:
            with self._turn:
                os.write(self._fd, line)  # shorter than PIPE_BUF: whole or not at all
        except OSError as fault:
            raise ParentGone(str(fault)) from fault
