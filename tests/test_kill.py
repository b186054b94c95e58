"""`kill -9` under load, again and again: what was answered is there, once, and screens come back.

In the same run the same checks must fail on a state that lost what it had promised.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import random
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import apsw
import pytest

from tests.asking import Client
from tests.config_text import shipped
from tests.hall import Hall, wait_until
from tests.load import SERIES, Load, Promised
from tests.watching import Screen

SEED = int(os.environ.get("SEED", "0")) or random.SystemRandom().randrange(1, 10**6)
SCREENS_RIGHT_WITHIN_S = 3
# Times are computed anew at each look, to the millisecond, and age by themselves; so does what can
# be undone, which a page hides by its own clock.
OF_THE_MOMENT = {
    "now", "since", "called_at", "started_at", "joined_at", "longest_since", "waited_s", "until",
    "missed_at", "closes_at", "announcements", "epoch", "version", "wait", "undo",
    "figures",
}  # fmt: skip


@pytest.fixture
def busy_hall(new_hall: Callable[..., Hall]) -> Iterator[tuple[Hall, Load]]:
    """A hall whose ratings and slips do not grow old while the machine is slow."""
    config = shipped(rules__rating_window_s=600, rules__print_max_age_s=600)
    hall = new_hall(config)
    load = Load(hall, kiosks=3, clerks=2)
    yield hall, load
    load.end()


@pytest.mark.timeout(600)
def test_twenty_kills_lose_and_double_nothing(busy_hall: tuple[Hall, Load]) -> None:
    kills_lose_and_double_nothing(*busy_hall, kills=20)


@pytest.mark.soak
@pytest.mark.timeout(10_800)
def test_a_thousand_kills_lose_and_double_nothing(new_hall: Callable[..., Hall]) -> None:
    # Times are judged by the short version: this one may share its machine for an hour.
    hall = new_hall(shipped(rules__rating_window_s=600, rules__print_max_age_s=600))
    load = Load(hall, kiosks=3, clerks=2, patience=600)
    try:
        kills_lose_and_double_nothing(hall, load, kills=1000, screens_within_s=60, start_s=600)
    finally:
        load.end()


def kills_lose_and_double_nothing(
    hall: Hall,
    load: Load,
    kills: int,
    screens_within_s: float = SCREENS_RIGHT_WITHIN_S,
    start_s: float = 60,
) -> None:
    print(f"SEED={SEED}")
    chance = random.Random(SEED)
    screens = {
        "board": hall.screen("hall", "display"),
        "counters/1": hall.screen("counter:1", "counter", 1),
        "counters/1/pad": hall.screen("pad:1", "pad", 1),
    }
    papers: dict[str, int] = {}
    for kill in range(1, kills + 1):
        promised = len(load.promised.tickets)
        load.work()
        more = promised + 3
        wait_until(lambda: load.faults or len(load.promised.tickets) > more, start_s)  # noqa: B023
        time.sleep(chance.uniform(0, 0.3))
        hall.kill()
        load.rest()
        unchanged_papers(hall, papers)
        hall.start(start_s)
        hall.wait_until_healthy(start_s)
        within = time.monotonic() + screens_within_s
        load.wait_until_still()
        wait_until_right(hall, screens, within)
        assert lost(hall.state / "motcua.db", load.promised) == []
        if kill % 50 == 0:
            tickets, again = len(load.promised.tickets), len(load.promised.retried)
            print(f"{kill} kills: {tickets} tickets, {again} presses retried, none lost or double")
    the_same_press_gives_the_same_answer(load.promised)
    printed_once_and_claimed_rightly(hall, papers)
    hall.verify()
    a_cut_that_lost_data_is_found(hall, load.promised)


def lost(database: Path, promised: Promised) -> list[str]:
    """What was answered and is not kept as it was answered; and what is kept twice or unasked."""
    db = apsw.Connection(str(database), flags=apsw.SQLITE_OPEN_READONLY)
    with contextlib.closing(db):
        kept = {int(id): str(label) for id, label in db.execute("SELECT id, label FROM ticket")}
        numbers = Counter(kept.values())
        journal = list(db.execute("SELECT ref, action FROM journal WHERE subject = 'ticket'"))
        ratings = next(db.execute("SELECT count(*) FROM rating"))[0]
    given = {ticket["id"]: ticket["number"] for ticket in promised.tickets.values()}
    calls, ends = (
        Counter(int(str(ref)) for ref, action in journal if action == what)
        for what in ("call", "finish")
    )
    expected = {f"{letter}{n:03d}" for letter in SERIES for n in range(1, count(given, letter) + 1)}
    return [
        *(
            f"ticket {number} is not there"
            for id, number in given.items()
            if kept.get(id) != number
        ),
        *(f"ticket {number} nobody has" for id, number in kept.items() if id not in given),
        *(f"number {number} {n} times" for number, n in numbers.items() if n > 1),
        *(f"number {number} left out" for number in sorted(expected - set(numbers))),
        *(f"ticket {id} called {calls[id]} times" for id in promised.called if calls[id] != 1),
        *(f"ticket {id} finished {ends[id]} times" for id in promised.served if ends[id] != 1),
        *([f"{ratings} of {promised.ratings} ratings"] if ratings != promised.ratings else []),
    ]


def count(given: dict[int, str], letter: str) -> int:
    return sum(number[0] == letter for number in given.values())


def wait_until_right(hall: Hall, screens: dict[str, Screen], within: float) -> None:
    """Each screen shows what a fresh look at the hall shows."""
    look = hall.as_("supervisor")
    while wrong := [fault for path, s in screens.items() for fault in differences(look, path, s)]:
        assert time.monotonic() < within, wrong
        time.sleep(0.03)


def differences(look: Client, path: str, screen: Screen) -> list[str]:
    """What a screen shows otherwise than the hall is."""
    truth = look.get(path)
    there, here = plain(truth["state"] if path == "board" else truth), plain(screen.state)
    moments = (screen.epoch, screen.version), (truth["epoch"], truth["version"])
    pairs: list[tuple[str, Any, Any]] = [("version", *moments)]
    pairs += [(key, here.get(key), there[key]) for key in there]
    return [f"{path} {key}: {a} is {b}" for key, a, b in pairs if a != b]


def plain(state: Any) -> Any:
    """A state without what is of the moment; a verb goes from `allowed` by itself as undo ages."""
    if isinstance(state, list):
        return [plain(v) for v in state]
    if not isinstance(state, dict):
        return state
    known = {key: plain(v) for key, v in state.items() if key not in OF_THE_MOMENT}
    if "allowed" in known:
        known["allowed"] = [verb for verb in known["allowed"] if verb != "undo"]
    return known


def the_same_press_gives_the_same_answer(promised: Promised) -> None:
    assert promised.retried, "no kill came between a press and its answer"
    for client, path, body, key, first in promised.retried:
        # Its connection may be to the hall that was killed last.
        again, _ = client.press_until_answered(path, body, key)
        assert (again.status, again.body) == (first.status, first.body), key


def unchanged_papers(hall: Hall, papers: dict[str, int]) -> None:
    """A slip that lies there is never put out again: it would be another file."""
    for paper in hall.papers():
        inode = paper.stat().st_ino
        assert papers.setdefault(paper.stem, inode) == inode, f"slip {paper.stem} printed twice"


def printed_once_and_claimed_rightly(hall: Hall, papers: dict[str, int]) -> None:
    settled = "SELECT count(*) FROM print_job WHERE state IN ('queued', 'printing')"
    wait_until(lambda: hall.rows(settled) == [(0,)], 60, "every slip is settled")
    unchanged_papers(hall, papers)
    jobs = hall.rows("SELECT id, ticket, state FROM print_job")
    assert {f"{id:06d}" for id, _, state in jobs if state == "printed"} == set(papers)
    assert {state for _, _, state in jobs} == {"printed"}
    assert max(Counter(ticket for _, ticket, _ in jobs).values()) == 1
    faces = Counter(hashlib.sha256(paper.read_bytes()).hexdigest() for paper in hall.papers())
    assert max(faces.values()) == 1


def a_cut_that_lost_data_is_found(hall: Hall, promised: Promised) -> None:
    """Two controls: the tail that a disk without sync loses, and a journal cut by hand."""
    with hall.database() as reader, contextlib.closing(hall.another("kiosk")) as kiosk:
        # A reader holds the checkpoint back: what follows is in the write-ahead log alone.
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM ticket").fetchone()
        body = {"service": hall.service_of("A"), "print": False}
        for n in range(3):
            promised.tickets[f"control {n}"] = kiosk.press("tickets", body).expecting(201)
        last = [promised.tickets[f"control {n}"]["number"] for n in range(3)]
        hall.kill()
    whole, cut, edited = (hall.home / name for name in ("whole", "cut", "edited"))
    for copy in (whole, cut, edited):
        shutil.copytree(hall.state, copy, ignore=shutil.ignore_patterns("*.sock"))
    assert lost(whole / "motcua.db", promised) == []
    for wal in cut.glob("motcua.db-*"):
        wal.unlink()
    found = set(lost(cut / "motcua.db", promised))
    assert found >= {f"ticket {number} is not there" for number in last}
    with contextlib.closing(apsw.Connection(str(edited / "motcua.db"))) as db:
        db.execute("DELETE FROM journal WHERE seq > (SELECT max(seq) - 2 FROM journal)")
    hall.state = whole
    hall.verify()
    hall.state = edited
    assert hall.motcua("verify").returncode == 1
