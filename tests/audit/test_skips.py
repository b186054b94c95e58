"""A thousand planted skips, a thousand named: who was passed over, and at which call.

A history of the real core is rewritten so that two people who were called one after the other
have changed places, in every row and table, and the chain is signed again with the hall's key:
nothing is wrong any more but the order.
"""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from audit.order import Order
from audit.promise import Promise
from db.engine import database
from db.writer import Job
from tests.audit.tampering import Tampered
from tests.tickets.core import HALL, MINUTE, SECOND, Core, taking
from tickets import verbs

PLANTED = 1_000
CALLS = """SELECT seq, ref, place, service, reason, head_start FROM journal
WHERE subject = 'ticket' AND action = 'call' ORDER BY seq"""


class Skip(NamedTuple):
    """At this call `called` went before `passed`, who was next."""

    seq: int
    passed: int
    called: int


def busy(core: Core, people: int, chance: random.Random) -> None:
    """They come at once in the morning, and two counters serve them one by one."""
    for n in (1, 2):
        core.open(n)
    waiting = 0
    while people or waiting:
        core.clock.wait(20 * SECOND)
        jobs = []
        for _ in range(min(people, chance.choice([0, 1, 2, 3]))):
            service = "ban-sao" if chance.random() < 0.1 else "khai-sinh"
            priority = "uu-tien" if chance.random() < 0.03 else None
            jobs.append(Job(taking(service, priority)))
            people, waiting = people - 1, waiting + 1
        for n in (1, 2) if waiting > 20 or not people else ():
            jobs += [_pressing(n, "next"), _pressing(n, "start")]
            waiting -= 1
        core.run(*jobs)


def _pressing(n: int, verb: str) -> Job:
    return Job(lambda tx: verbs.press(tx, n, verb, "test") and None)


def chosen(it: Tampered, many: int, chance: random.Random) -> list[Skip]:
    """So many pairs, none of whom is of another pair."""
    pairs, used = [], set[int]()
    for (seq, passed, *one), (_, called, *other) in itertools.pairwise(it.sql(CALLS)):
        # Both called by the plain rule, one right after the other, out of one line.
        plain = one == other and one[2:] == ["first", 0]
        two = {int(passed), int(called)}
        if plain and int(called) < seq and not two & used:
            used |= two
            pairs.append(Skip(seq, int(passed), int(called)))
    assert len(pairs) >= many
    return chance.sample(pairs, many)


def plant(it: Tampered, skip: Skip) -> None:
    """From the call on, each of the two goes the other's way."""
    seq, a, b = skip
    own = "SELECT joined, counted FROM journal WHERE seq = ?"
    for id, other in ((a, b), (b, a)):
        joined, counted = it.sql(own, id)[0]
        it.sql("UPDATE journal SET ref = ?, joined = ?, counted = ? WHERE subject = 'ticket' "
               "AND ref = ? AND seq >= ?", f"x{id}", joined, counted, str(other), seq)  # fmt: skip
        number = it.pick("SELECT label FROM ticket WHERE id = ?", id)
        it.sql("UPDATE announcement SET ticket = -?, number = ? WHERE ticket = ? AND id >= ?",
               id, number, other, seq)  # fmt: skip
    for id in (a, b):
        it.sql("UPDATE journal SET ref = ? WHERE ref = ?", str(id), f"x{id}")
        it.sql("UPDATE announcement SET ticket = ? WHERE ticket = -?", id, id)
    _exchange(it, a, b)


def _exchange(it: Tampered, a: int, b: int) -> None:
    """Their rows of the ticket table change hands; what was given at the take stays."""
    who = "label, number, joined, counted, placed, issued_wall"
    rows = {id: it.sql(f"SELECT {who} FROM ticket WHERE id = ?", id)[0] for id in (a, b)}
    it.sql("UPDATE ticket SET id = -id, number = -number WHERE id IN (?, ?)", a, b)
    for id, was in ((a, b), (b, a)):
        it.sql("UPDATE ticket SET id = ?, label = ?, number = ?, joined = ?, counted = ?, "
               "placed = ?, issued_wall = ? WHERE id = -?", id, *rows[id], was)  # fmt: skip


def named(found: dict[type[Promise], list[str]]) -> set[int]:
    """The calls that are named, if nothing but the order is."""
    assert set(found) <= {Order}, found
    return {int(re.findall(r"^sequence (\d+): ", fault)[0]) for fault in found.get(Order, ())}


def history(state: Path, people: int) -> Path:
    """A day of so many people; power cuts are another test's matter."""
    with Core(state, hall=HALL.replace("block = 10", "block = 1000")) as core:
        database.execute_sql("PRAGMA synchronous = OFF")
        busy(core, people, random.Random(20261120))
        core.wait(MINUTE)
    return state


@pytest.fixture
def rewritten(tmp_path: Path) -> Iterator[Any]:
    """Opens a history for rewriting."""
    opened: list[Tampered] = []

    def open_(people: int) -> Tampered:
        opened.append(Tampered(history(tmp_path / "state", people)))
        opened[0].sql("PRAGMA synchronous = OFF")
        opened[0].sql("CREATE INDEX planting ON announcement (ticket)")
        return opened[0]

    yield open_
    opened[0].db.close()


def test_a_thousand_planted_skips_are_a_thousand_named(
    rewritten: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("audit.promise.MOST", 2 * PLANTED)
    it = rewritten(3_000)
    assert named(it.found()) == set()
    skips = chosen(it, PLANTED, random.Random(1))
    it.sql("BEGIN")
    for skip in skips:
        plant(it, skip)
    it.sign()
    it.sql("COMMIT")
    assert named(it.found()) == {skip.seq for skip in skips}


def test_one_skip_alone_is_named_alone(rewritten: Any) -> None:
    _one_by_one(rewritten(150), 25)


@pytest.mark.soak
def test_a_thousand_skips_one_by_one(rewritten: Any) -> None:
    _one_by_one(rewritten(3_000), PLANTED)


def _one_by_one(it: Tampered, many: int) -> None:
    """Each planted, named, and put right again: the other's way of the other's way is one's own."""
    for skip in chosen(it, many, random.Random(2)):
        it.sql("BEGIN")
        plant(it, skip)
        it.sign()
        it.sql("COMMIT")
        assert named(it.found()) == {skip.seq}
        plant(it, skip)
    it.sign()
    assert named(it.found()) == set()
