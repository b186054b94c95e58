"""Runs the fast tests on every mutant: each in a child forked from a process that is warm.

`python -m tests.mutation.runner states line` prints how many live, of how many, and which.

A module is changed before anything imports it. A short walk beside the model comes first, since
it notices most; then the tests of the core, until one fails.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import io
import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

import pytest

from tests.mutation.mutants import Mutant, mutants

HOUSE = Path(__file__).resolve().parent.parent.parent
MODULES = ("states", "line", "taking", "hands", "visits", "moving", "undo")
# Whose tests are asked.
ROOMS = ("office", "ratings", "tickets")
# Those that notice most come first; the long ones are no fast tests.
FIRST = ("order", "moving", "undo", "staff", "day")
LONG = ("model", "walk")
WARM = (
    "apsw", "argon2", "config", "db.store", "db.writer", "db.backup", "holidays", "hypothesis",
    "peewee", "playwright.sync_api", "pydantic", "socketio",
)  # fmt: skip
STEPS = 1_500
# A mutant that hangs is noticed too.
LONGEST_S = 180
ALIVE, KILLED = 0, 1


def survivors(modules: Sequence[str] = MODULES, at_once: int = 2) -> tuple[list[Mutant], int]:
    """The mutants that no fast test notices, and how many there were."""
    assert "tickets" not in sys.modules, "what is imported already stays as it is"
    for name in WARM:
        importlib.import_module(name)
    assert _outcome(_start(None)) == ALIVE, "the tests fail without any mutant"
    alive, running, many = list[Mutant](), dict[int, tuple[Mutant, float]](), 0
    for mutant in _all(modules):
        many += 1
        running[_start(mutant)] = (mutant, time.monotonic())
        while len(running) >= at_once:
            alive += _ended(running)
    while running:
        alive += _ended(running)
    return alive, many


def _all(modules: Sequence[str]) -> Iterator[Mutant]:
    for name in modules:
        source = (HOUSE / "tickets" / f"{name}.py").read_text("utf-8")
        yield from mutants(f"tickets.{name}", source)


def _start(mutant: Mutant | None) -> int:
    pid = os.fork()
    if pid == 0:
        code = KILLED
        with contextlib.suppress(BaseException):
            code = _tested(mutant)
        os._exit(code)
    return pid


def _tested(mutant: Mutant | None) -> int:
    """In the child: whether anything notices."""
    if mutant:
        sys.meta_path.insert(0, _Changed(mutant))
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    from tests.tickets.test_walk import SEED, walk

    with contextlib.redirect_stdout(io.StringIO()):
        walk(SEED, STEPS)
    told = ["-x", "-q", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestWarning"]
    return ALIVE if pytest.main([*told, *_fast()]) == 0 else KILLED


def _fast() -> list[str]:
    tests = [path for room in ROOMS for path in (HOUSE / "tests" / room).glob("test_*.py")]
    found = {path.stem.removeprefix("test_"): str(path) for path in tests}
    names = [*FIRST, *sorted(found.keys() - {*FIRST, *LONG})]
    return [found[name] for name in names]


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives the mutant where its module is imported."""

    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant

    def find_spec(
        self, name: str, path: object = None, target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        return importlib.util.spec_from_loader(name, self) if name == self._mutant.module else None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self._mutant.tree, self._mutant.module, "exec"), vars(module))


def _ended(running: dict[int, tuple[Mutant, float]]) -> list[Mutant]:
    """Waits for one child; its mutant, if it lives."""
    while True:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if pid in running:
            mutant, _ = running.pop(pid)
            return [mutant] if os.waitstatus_to_exitcode(status) == ALIVE else []
        for each, (_, began) in running.items():
            if time.monotonic() - began > LONGEST_S:
                os.kill(each, signal.SIGKILL)
        time.sleep(0.01)


def _outcome(pid: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


if __name__ == "__main__":
    living, of = survivors(sys.argv[1:])
    print(len(living), of, *living, sep="\n")
