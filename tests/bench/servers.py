"""The servers that the bench starts, and how long and how large they are."""

from __future__ import annotations

import json
import os
import re
import socket
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
    """A server's process and port; a hall's state."""

    state: Path

    def __init__(self, command: list[str], page: str, **env: str) -> None:
        begun = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, *command], cwd=HOUSE, stdout=subprocess.PIPE, text=True,
            env={**os.environ, **env},
        )  # fmt: skip
        self.pid = self.process.pid
        try:
            self.port = self._port()
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{page}") as answer:
                answer.read()
        except BaseException:
            self.process.kill()
            raise
        self.first_page_s = time.perf_counter() - begun

    def _port(self) -> int:
        assert self.process.stdout
        found = re.search(r"127\.0\.0\.1:(\d+)", self.process.stdout.readline())
        assert found, "the server did not say its address"
        return int(found[1])

    def token(self, role: str, counter: int | None = None) -> str:
        """A new device's token, by the hall's back door."""
        name = f"bench {role} {counter or ''}"
        asked = {"do": "token create", "role": role, "name": name, "counter": counter}
        with socket.socket(socket.AF_UNIX) as door:
            door.connect(str(self.state / "control.sock"))
            with door.makefile("rw") as lines:
                lines.write(json.dumps(asked) + "\n")
                lines.flush()
                told = json.loads(lines.readline())
        return str(told["ok"]["token"])

    def stop(self) -> None:
        """Ends it."""
        self.process.terminate()
        self.process.communicate(timeout=30)


@contextmanager
def hall(
    state: Path,
    *,
    control: bool = True,
    config: str | None = None,
    faults: dict[str, str] | None = None,
) -> Iterator[Started]:
    """The demo hall on a state, or that of a config.toml's text.

    With the bench's empty route, unless only its start is timed; `faults` are with_control's.
    """
    module = "tests.bench.with_control" if control else "cli"
    command = ["-m", module, "run", "--port", "0", "--state", str(state), *_with(state, config)]
    started = Started(command, "/kiosk/", **(faults or {}))
    started.state = state
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


def _with(state: Path, config: str | None) -> list[str]:
    if config is None:
        return []
    written = state.parent / f"{state.name}.toml"
    written.write_text(config, "utf-8")
    return ["--config", str(written)]


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
