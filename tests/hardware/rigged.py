"""A rig as a test sees it: a process, its pipes, and everything it has said so far."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

HOUSE = Path(__file__).resolve().parents[2]


class Rigged:
    """`python -m RIG WORDS…`, spoken to in JSON lines; its stderr is kept for assertions."""

    def __init__(self, rig: str, state: Path, *words: str) -> None:
        self.errors = state / "rig.log"
        with self.errors.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", rig, *words],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, cwd=HOUSE,
            )  # fmt: skip

    @contextmanager
    def running(self) -> Iterator[Self]:
        """For the length of a test; nothing of it is left behind."""
        try:
            yield self
        finally:
            self.process.kill()
            self.process.wait()
            for pipe in (self.process.stdin, self.process.stdout):
                assert pipe is not None
                pipe.close()

    def tell(self, **message: Any) -> None:
        """One line in."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(message).encode() + b"\n")
        self.process.stdin.flush()

    def line(self) -> dict[str, Any]:
        """The next line out; {} when there is none any more."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        message: dict[str, Any] = json.loads(line) if line else {}
        return message

    def end(self, seconds: float) -> Iterator[dict[str, Any]]:
        """Asks it to close within `seconds`; what it says until then."""
        self.tell(close=seconds)
        while message := self.line():
            yield message
        assert self.process.wait(5) == 0, self.errors.read_text()


def alive(pid: int) -> bool:
    """Whether this process is there and no zombie."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
