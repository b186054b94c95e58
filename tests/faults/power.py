"""A power cut, replayed: from what a run wrote, the files as they may lie there after any call.

What was synced is sure. Of what came later each write may be there, missing, or torn inside.
"""

from __future__ import annotations

import os
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.faults.disk import Call

# One that is known, so that a check of a change finds what the change did; others by SEED=….
SEED = int(os.environ.get("SEED", "20261120"))
SECTOR = 512


@dataclass
class _File:
    """What is sure of one file (None: not even that it exists), and what is not yet."""

    sure: bytes | None = None
    pending: list[Call] = field(default_factory=list)


@dataclass
class Log:
    """Every call of a run in order, and between them what the hall promised."""

    calls: list[Call | tuple[str, Any]] = field(default_factory=list)

    def __call__(self, call: Call) -> None:
        self.calls.append(call)

    def promise(self, what: Any) -> None:
        """Somebody has been told this."""
        self.calls.append(("promise", what))

    def promised(self, cut: int) -> list[Any]:
        """What had been promised when the power went."""
        return [c[1] for c in self.calls[:cut] if not isinstance(c, Call)]


class Replay:
    """Walks a log forward; `cut_to` may be asked for ever later points."""

    def __init__(self, log: Log, before: dict[str, bytes]) -> None:
        """`before` is what lay there, surely, when the run began: path → bytes."""
        self._log, self._at = log, 0
        self._files = {path: _File(data) for path, data in before.items()}

    def cut(self, at: int, chance: random.Random) -> dict[str, bytes]:
        """The files as they may be when the power goes just before call `at`."""
        for call in self._log.calls[self._at : at]:
            if isinstance(call, Call):
                self._follow(call)
        self._at = max(at, self._at)
        found = {path: _remains(file, chance) for path, file in self._files.items()}
        return {path: data for path, data in found.items() if data is not None}

    def _follow(self, call: Call) -> None:
        if call.kind == "floor":
            return  # a draft, synced before it takes the floor's name
        file = self._files.setdefault(call.path, _File())
        if call.kind != "sync":
            file.pending.append(call)
            return
        # SQLite syncs the folder with the first sync of a new log or journal (os_unix.c, DIRSYNC),
        # and the floor does whenever it is replaced.
        if call.data or (file.sure is None and call.path.endswith(("-wal", "-journal"))):
            self._keep_names()
        file.sure = _done(file.sure, Call("open", call.path))
        for later in file.pending:
            file.sure = _done(file.sure, later)
        file.pending.clear()

    def _keep_names(self) -> None:
        """The folder is synced: what was made is there, and what was deleted stays away."""
        for file in self._files.values():
            kinds = [call.kind for call in file.pending]
            if "delete" in kinds:
                file.sure = None
                del file.pending[: len(kinds) - kinds[::-1].index("delete")]
            if "open" in kinds:
                file.sure = file.sure or b""


def _remains(file: _File, chance: random.Random) -> bytes | None:
    left = file.sure
    for call in file.pending:
        fate = chance.random()
        if fate < 0.4:
            left = _done(left, call)
        elif fate < 0.6 and call.kind == "write":
            left = _done(left, _torn(call, chance))
    return left


def _torn(call: Call, chance: random.Random) -> Call:
    """A part of a write: whole sectors of it, or up to any byte."""
    size = len(call.data)
    if chance.random() < 0.5:
        return call._replace(data=call.data[: chance.randrange(size)])
    begin = chance.randrange(0, size, SECTOR)
    return call._replace(at=call.at + begin, data=call.data[begin : begin + SECTOR])


def _done(there: bytes | None, call: Call) -> bytes | None:
    if call.kind == "open":
        return there or b""
    if call.kind == "delete":
        return None
    if call.kind == "rename":
        return call.data
    there = there or b""
    if call.kind == "truncate":
        return there[: call.at].ljust(call.at, b"\0")
    padded = there.ljust(call.at, b"\0")
    return padded[: call.at] + call.data + padded[call.at + len(call.data) :]


def lay(files: dict[str, bytes], there: Path, run: Path) -> None:
    """Writes the remains of a run in the folder `run` into the folder `there`."""
    for path, data in files.items():
        target = there / Path(path).relative_to(run)
        target.write_bytes(data)
