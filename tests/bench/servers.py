"""The servers that the bench starts, and how long and how large they are."""

from __future__ import annotations

import re
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HOUSE = Path(__file__).resolve().parent.parent.parent


class Started:
    """A server's process and port."""

    def __init__(self, command: list[str], page: str) -> None:
        begun = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, *command], cwd=HOUSE, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout
        found = re.search(r"127\.0\.0\.1:(\d+)", self.process.stdout.readline())
        assert found, "the server did not say its address"
        self.port, self.pid = int(found[1]), self.process.pid
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{page}") as answer:
            answer.read()
        self.first_page_s = time.perf_counter() - begun

    def stop(self) -> None:
        """Ends it."""
        self.process.terminate()
        self.process.communicate(timeout=30)


@contextmanager
def hall(state: Path, *, control: bool = True) -> Iterator[Started]:
    """The demo hall on a state; with the bench's empty route, unless only its start is timed."""
    module = "tests.bench.with_control" if control else "cli"
    started = Started(["-m", module, "run", "--port", "0", "--state", str(state)], "/kiosk/")
    try:
        yield started
    finally:
        started.stop()


@contextmanager
def bare() -> Iterator[Started]:
    """The bare Flask-SocketIO app."""
    started = Started(["-m", "tests.bench.bare"], "/")
    try:
        yield started
    finally:
        started.stop()


def token(state: Path, role: str, counter: int | None = None) -> str:
    """A device's token."""
    where = ["--counter", str(counter)] if counter else []
    command = ["-m", "cli", "token", "create", "--role", role, "--name", f"bench {role}", *where]
    told = subprocess.run(
        [sys.executable, *command, "--state", str(state)],
        cwd=HOUSE, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return told.stdout.splitlines()[-1]


def memory_mb(pid: int) -> float:
    """Proportional set size of a process and all its children, in MB: shared pages count once."""
    return sum(_pss_kb(each) for each in _family(pid)) / 1024


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(each for child in children for each in _family(int(child)))]


def _pss_kb(pid: int) -> int:
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    found = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
    return int(found[1]) if found else 0
