"""A child process on the hub: started by exec, spoken to in JSON lines, ended by its pipe.

gevent's own Popen forks the whole server and runs Python in the copy while other threads are
alive; `posix_spawn` takes 0.1 to 0.4 ms and copies nothing.
"""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

import gevent
from gevent.event import Event
from gevent.fileobject import FileObjectPosix

Message = dict[str, Any]

LONGEST = 1 << 17
"""Bytes of a line; no child of ours says a tenth of it. One that says more is out of its mind."""

AT_A_TIME_S = 0.01
"""A child that never stops talking is heard for so long; then everybody else has a turn."""


class ChildProcess:
    """A running child; make it on the hub's thread."""

    def __init__(self, argv: Sequence[str], env: dict[str, str]) -> None:
        stdin, self_to_child = os.pipe()
        child_to_self, stdout = os.pipe()
        try:
            self.pid = os.posix_spawn(
                argv[0],
                list(argv),
                env,
                file_actions=[
                    (os.POSIX_SPAWN_DUP2, stdin, 0),
                    (os.POSIX_SPAWN_DUP2, stdout, 1),
                ],
                setpgroup=0,  # Ctrl-C is for the hall; the child ends by its pipe
            )
        finally:
            os.close(stdin)
            os.close(stdout)
        self.exited = Event()
        self.status: int | None = None
        self._watch()
        self._to = FileObjectPosix(self_to_child, "wb")
        self._from = FileObjectPosix(child_to_self, "rb")

    def send(self, message: Message) -> None:
        """Writes one line; a child that is gone is noticed by `messages`, not here."""
        with suppress(OSError, ValueError):
            self._to.write(json.dumps(message).encode() + b"\n")
            self._to.flush()

    def messages(self) -> Iterator[Message]:
        """What the child says until it ends, or says a line longer than LONGEST.

        A line cut short by its end is dropped.
        """
        until = time.monotonic() + AT_A_TIME_S
        while (line := self._from.readline(LONGEST)).endswith(b"\n"):
            yield json.loads(line)
            if time.monotonic() > until:
                gevent.sleep(0.001)  # after sleep(0) we would be next again, before any timer
                until = time.monotonic() + AT_A_TIME_S

    def end_input(self) -> None:
        """Closes the child's stdin: it finishes what it has in hand and ends."""
        with suppress(OSError):
            self._to.close()

    def kill(self) -> None:
        """SIGKILL, unless it has already been reaped (its pid may then be somebody else's)."""
        if not self.exited.is_set():
            os.kill(self.pid, signal.SIGKILL)

    def close(self, wait_s: float) -> None:
        """Ends the input, waits at most `wait_s`, kills, and gives back the pipes."""
        self.end_input()
        if not self.exited.wait(wait_s):
            self.kill()
            self.exited.wait(wait_s)
        self._from.close()
        self._watcher.close()

    def _watch(self) -> None:
        loop = gevent.get_hub().loop
        loop.install_sigchld()
        self._watcher = loop.child(self.pid, trace=False)
        self._watcher.start(self._reaped)

    def _reaped(self) -> None:
        self.status = self._watcher.rstatus
        self._watcher.stop()
        self.exited.set()
