"""The power goes at any moment: what somebody was told is there, and no number is given twice.

In the same run the same cuts must lose numbers when SQLite is allowed to skip its syncs.
"""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import apsw
import peewee as pw
import pytest

from audit import verify
from config import parse
from db.engine import PRAGMAS
from db.errors import MotCuaError
from db.models import Journal
from db.statement import rows
from tests.faults.disk import watched
from tests.faults.power import SEED, Log, Replay, lay
from tests.tickets.core import HALL, Core

VERIFIED_EVERY = 20


def test_a_hundred_power_cuts_lose_nothing(quick: Path) -> None:
    cuts_lose_nothing(quick, runs=2, cuts=60, controls=20)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_ten_thousand_power_cuts_lose_nothing(quick: Path) -> None:
    cuts_lose_nothing(quick, runs=20, cuts=500, controls=500)


def cuts_lose_nothing(home: Path, runs: int, cuts: int, controls: int) -> None:
    print(f"SEED={SEED}")
    chance = random.Random(SEED)
    for run in range(runs):
        assert losses(home / f"full-{run}", "FULL", cuts, chance) == []
    for less in ("NORMAL", "OFF"):
        lost = losses(home / less, less, controls, chance)
        print(f"control {less}: {len(lost)} of {controls} cuts lose something")
        assert lost


def losses(home: Path, synchronous: str, cuts: int, chance: random.Random) -> list[str]:
    """What is missing or double after cuts at as many points of one day's work."""
    run, log = home / "run", Log()
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(PRAGMAS, "synchronous", synchronous)
        before = work(run, log, chance)
    replay, found = Replay(log, before), []
    for at in sorted(chance.randrange(len(log.calls) + 1) for _ in range(cuts)):
        there = home / "cut"
        there.mkdir()
        shutil.copy(run / "journal.key", there)
        lay(replay.cut(at, chance), there, run)
        fault = missing(there, log.promised(at), whole=at % VERIFIED_EVERY == 0)
        found += [f"{synchronous} cut {at} of {len(log.calls)}: {fault}"] if fault else []
        shutil.rmtree(there)
    return found


def work(state: Path, log: Log, chance: random.Random) -> dict[str, bytes]:
    """A stretch of a hall's day, written down; what lay there surely when it began.

    Every second run begins with the hall's founding, as it would on a new machine.
    """
    before = {}
    if chance.random() < 0.5:
        with Core(state) as core:
            core.take()
        before = {str(path): path.read_bytes() for path in (state / "motcua.db", state / "floor")}
    with watched(log), Core(state) as core:
        core.open()
        for _ in range(40):
            one_press(core, log, chance)
    return before


def one_press(core: Core, log: Log, chance: random.Random) -> None:
    what = chance.random()
    if what < 0.6:
        taken = core.take(chance.choice(["khai-sinh", "ban-sao"]))
        log.promise(("take", taken["number"]))
    elif what < 0.8:
        # A call finishes whom the counter has in hand.
        core.next()
        log.promise(("rows", len(core.journal())))
    elif what < 0.9:
        core.writer.wal_pages = 2000  # a checkpoint when the writer rests
        core.tick()
    else:
        core.clock.wait(chance.randrange(60_000))


def missing(state: Path, promised: list[tuple[str, int | str]], *, whole: bool) -> str:
    """What somebody was told and the hall no longer knows; "" when it keeps every word."""
    try:
        with Core(state) as core:
            have, length = set(core.states()), len(rows(Journal.select(Journal.seq)))
            new = {core.take(service)["number"] for service in ("khai-sinh", "ban-sao")}
    except (MotCuaError, OSError, LookupError, pw.PeeweeException, apsw.Error) as fault:
        return f"does not work: {fault}"
    told = {str(number) for kind, number in promised if kind == "take"}
    kept = max((int(n) for kind, n in promised if kind == "rows"), default=0)
    if told - have:
        return f"lost {sorted(told - have)}"
    if told & new:
        return f"given twice {sorted(told & new)}"
    if length < kept:
        return f"{kept} journal rows were promised, {length} are there"
    found = verify(state, parse(HALL)) if whole else {}
    return "; ".join(fault for faults in found.values() for fault in faults)
