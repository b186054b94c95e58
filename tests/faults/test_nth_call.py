"""The n-th call on the disk fails, wherever it is: nothing is claimed that is not so.

In the same run a writer that takes a failed commit for a done one is caught.
"""

from __future__ import annotations

import contextlib
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import apsw
import pytest

from config import Backup, parse
from db import backup, reserve, writer
from db.clock import Clock
from db.engine import database
from db.errors import MotCuaError
from db.store import open_store
from tests.faults.disk import Call, watched
from tests.faults.power import SEED
from tests.faults.shift import DISK, STAFFED, VERBS, Shift, broken_words
from tests.tickets.core import Core, HandClock

# SQLite passes over some faults (in a close, say); apsw then speaks to nobody in particular.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
LAST = 300
# What a disk says of each kind of call; SQLite treats want of space by itself.
SAYS: dict[str, tuple[type[Exception], ...]] = {
    "write": (apsw.IOError, apsw.FullError), "sync": (apsw.IOError,), "open": (apsw.CantOpenError,),
    "truncate": (apsw.IOError,), "delete": (apsw.IOError,), "floor": (OSError,),
}  # fmt: skip


class Failing:
    """Fails the n-th call that happens while it is armed, and as many after it as `more` says."""

    def __init__(self, n: int, more: int = 0) -> None:
        self.n, self.more, self.seen, self.armed = n, more, 0, False
        self.failed: list[str] = []

    def __call__(self, call: Call) -> None:
        if not self.armed or call.kind not in SAYS:
            return
        self.seen += 1
        if self.n <= self.seen <= self.n + self.more:
            fault = SAYS[call.kind][self.seen % len(SAYS[call.kind])]
            self.failed.append(call.kind)
            raise fault(f"the {self.seen}th call fails ({call.kind} of {Path(call.path).name})")


@pytest.fixture(autouse=True)
def looks_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reserve, "LOOK_EVERY_S", 0)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hall with counter 1 open, to be copied."""
    state = tmp_path_factory.mktemp("begun") / "state"
    with Core(state, hall=STAFFED) as core:
        Shift(core).begin()
    return state


def some(many: int) -> Iterator[int]:
    """So many of the places, the first ones always: there the files are made."""
    chance = random.Random(SEED)
    print(f"SEED={SEED}")
    return iter(sorted({1, 2, 3, *chance.sample(range(4, LAST + 1), many)}))


@pytest.mark.parametrize("verb", VERBS)
def test_some_call_fails_while_somebody_is_served(verb: str, begun: Path, quick: Path) -> None:
    for n in some(5):
        assert a_failed_call(begun, quick / str(n), verb, n) == []


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("verb", VERBS)
def test_every_call_fails_while_somebody_is_served(verb: str, begun: Path, quick: Path) -> None:
    for n in range(1, LAST + 1):
        assert a_failed_call(begun, quick / str(n), verb, n, more=n % 3) == [], n


def a_failed_call(begun: Path, state: Path, verb: str, n: int, more: int = 0) -> list[str]:
    """A shift in which the n-th call of this verb fails; what is not as it was told."""
    shutil.copytree(begun, state)
    failing = Failing(n, more)
    clock = HandClock()
    with watched(failing), contextlib.closing(Core(state, clock, STAFFED)) as core:
        shift = Shift(core, lambda now: setattr(failing, "armed", now == verb))
        for _ in range(40):
            shift.serve()
            if failing.seen > n + more:
                break
        assert failing.failed, f"no {n}th call in {verb}"
        shift.serve()
        if n % 2:
            core.crash()
    faults = broken_words(state, shift.told)
    shutil.rmtree(state)
    return faults


def test_a_writer_that_claims_what_failed_is_caught(
    begun: Path, quick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "_not_done", lambda jobs, fault: [])
    monkeypatch.setattr(writer, "_for_want_of_space", lambda fault: False)
    caught = 0
    for n in range(10, 60, 5):
        try:
            caught += bool(a_failed_call(begun, quick / f"control-{n}", "take", n))
        except (AssertionError, MotCuaError):
            caught += 1
    assert caught >= 5


def test_some_call_fails_in_a_backup(quick: Path) -> None:
    calls_fail_in_a_backup(quick, some(12))


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_every_call_fails_in_a_backup(quick: Path) -> None:
    calls_fail_in_a_backup(quick, iter(range(1, LAST + 1)))


def calls_fail_in_a_backup(home: Path, places: Iterator[int]) -> None:
    """A copy is whole or not there, and the hall goes on; the next copy is made."""
    failing = Failing(0)
    with watched(failing), Core(home, hall=STAFFED) as core:
        for taken, n in enumerate(places, 1):
            core.take()
            failing.n, failing.seen, failing.armed, failing.failed = n, 0, True, []
            before = set(backup.copies(home, Backup()))
            outcome = refusing(lambda: backup.copy(home, Backup(keep=2)))
            failing.armed = False
            made = set(backup.copies(home, Backup())) - before
            assert bool(made) == (outcome == ""), (n, outcome)
            assert bool(failing.failed) or outcome == "", n
            assert not list((home / "backups").glob("*.part*"))
            for path in made:
                assert generation(path).startswith(backup.COPIED)
            assert core.take()["number"] == f"A{2 * taken:03d}"
        assert backup.copy(home, Backup())["path"]


def generation(path: Path) -> str:
    """A copy's, read as a restore would: the one file alone."""
    with contextlib.closing(apsw.Connection(str(path), apsw.SQLITE_OPEN_READONLY)) as db:
        assert next(db.execute("PRAGMA integrity_check"))[0] == "ok"
        return str(next(db.execute("SELECT value FROM setting WHERE name = 'generation'"))[0])


def refusing(act: Callable[[], object]) -> str:
    try:
        act()
    except MotCuaError as fault:
        return str(fault)
    return ""


def test_some_call_fails_while_a_hall_is_made(quick: Path) -> None:
    calls_fail_while_a_hall_is_made(quick, some(12))


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_every_call_fails_while_a_hall_is_made(quick: Path) -> None:
    calls_fail_while_a_hall_is_made(quick, iter(range(1, LAST + 1)))


def calls_fail_while_a_hall_is_made(home: Path, places: Iterator[int]) -> None:
    """Old or new, nothing between: the next start brings the schema to its end."""
    whole = schema(home / "whole")
    for n in places:
        state, failing = home / str(n), Failing(n)
        with watched(failing):
            failing.armed = True
            fault = opening(state, HandClock())
            failing.armed = False
        assert fault == "" or failing.failed, (n, fault)
        assert schema(state) == whole, n
        shutil.rmtree(state)


def opening(state: Path, clock: Clock) -> str:
    """Opens a state and lets it go; what stood in the way."""
    try:
        open_store(state, clock, parse(STAFFED)).close()
    except (MotCuaError, *DISK) as fault:
        database.close()
        return str(fault)
    return ""


def schema(state: Path) -> list[tuple[object, ...]]:
    """Every table and index, and the history, of a hall that starts here and gives a number."""
    with Core(state, hall=STAFFED) as core:
        assert core.take()["number"] == "A001"
        found = database.execute_sql("SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2")
        history = database.execute_sql("SELECT name, count(*) FROM schema_migration GROUP BY 1")
        return [*found, *history]
