"""The one writer: the same press twice, a refused command, a disk that refuses."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from db import chain
from db.errors import KeyReused, NotDone, Refused
from db.models import Board, Journal
from db.statement import rows as listed
from db.transaction import Transaction
from db.writer import Job, Press
from tests.tickets.core import Core, refusal, taking
from tickets import desk


def test_the_same_press_gives_the_same_answer_and_one_number(core: Core) -> None:
    first = core.answer(taking(), key="k", body="khai-sinh")
    assert core.answer(taking(), key="k", body="khai-sinh") == first
    assert list(core.states()) == ["A001"]


def test_the_same_key_for_another_press_is_a_mistake(core: Core) -> None:
    core.answer(taking(), key="k", body="khai-sinh")
    with pytest.raises(KeyReused):
        core.answer(taking("ban-sao"), key="k", body="ban-sao")
    assert list(core.states()) == ["A001"]


def test_two_devices_may_use_the_same_key(core: Core) -> None:
    core.answer(taking(), key="k", body="x", who="kiosk 1")
    core.answer(taking(), key="k", body="x", who="kiosk 2")
    assert list(core.states()) == ["A001", "A002"]


def test_a_refused_press_is_refused_again_although_it_would_now_be_allowed(core: Core) -> None:
    def call(tx: Transaction) -> object:
        return desk.call_next(tx, 1, "test")

    first = refusal(lambda: core.answer(call, key="k", body="call"))
    core.open(1)
    core.take()
    assert first == refusal(lambda: core.answer(call, key="k", body="call")) == "counter_not_open"
    assert core.states() == {"A001": "waiting"}
    assert core.answer(call, key="another", body="call").status == 200


def test_a_press_that_failed_by_its_own_fault_keeps_no_answer(core: Core) -> None:
    with pytest.raises(Exception, match="service"):
        core.answer(taking("no-such"), key="k", body="x")
    assert core.answer(taking(), key="k", body="x").status == 200


def test_the_same_press_twice_in_one_batch_is_one_press(core: Core) -> None:
    press = Press("ki", "k", "x")
    jobs = [Job(taking(), press), Job(taking(), press), Job(taking(), Press("ki", "k", "y"))]
    core.run(*jobs)
    assert jobs[0].answer == jobs[1].answer
    assert isinstance(jobs[2].fault, KeyReused)
    assert list(core.states()) == ["A001"]


def test_a_refused_command_of_a_batch_leaves_nothing_and_touches_no_other(core: Core) -> None:
    def half_done(tx: Transaction) -> object:
        taking()(tx)
        tx.touch("planted board")
        tx.tell("planted event")
        tx.due(0, "planted", "due")
        raise Refused("planted")

    before, jobs = core.journal(), [Job(taking()), Job(half_done), Job(taking())]
    told = core.run(*jobs)
    assert [type(job.fault) for job in jobs] == [type(None), Refused, type(None)]
    assert core.journal() == [*before, "ticket take", "ticket take"]
    assert core.states() == {"A001": "waiting", "A002": "waiting"}
    assert "planted event" not in told
    assert Board.get_or_none(Board.name == "planted board") is None
    core.tick()  # would stumble over a planted due
    assert broken_links(core) == []


def test_versions_count_each_commit_that_changed_a_board(core: Core) -> None:
    def version() -> int:
        return int(Board.get(Board.name == "kiosk").version)

    before = version()
    core.run(Job(taking()), Job(taking()))
    assert version() == before + 1
    core.tick()
    assert version() == before + 1


def test_what_a_full_disk_refused_never_happened_and_the_next_press_works(core: Core) -> None:
    core.take()
    before, jobs = core.journal(), [Job(taking(), Press("ki", f"k{n}", "x")) for n in range(3)]
    with full_disk(core.state):
        told = core.run(*jobs)
    assert [type(job.fault) for job in jobs] == [NotDone] * 3
    assert told == []
    assert core.journal() == before
    assert core.writer.broken == ""
    # The same presses again, as a page would: none of them was done.
    again = [Job(taking(), job.press) for job in jobs]
    core.run(*again)
    assert list(core.states()) == ["A001", "A002", "A003", "A004"]
    assert broken_links(core) == []


def test_what_a_full_disk_refused_is_not_there_after_a_crash_either(core: Core) -> None:
    core.take()
    with full_disk(core.state):
        core.run(Job(taking()))
    core.take()
    core.crash()
    with Core(core.state) as again:
        assert list(again.states()) == ["A001", "A002"]


def test_every_row_is_linked_to_the_one_before(core: Core) -> None:
    core.open(1)
    core.take()
    core.call(1)
    assert broken_links(core) == []


@pytest.mark.parametrize("column", [c for c in chain.SIGNED if c != "seq"])
def test_a_changed_column_breaks_its_link(column: str, core: Core) -> None:
    core.take()
    core.take()
    last = max(seq for (seq,) in listed(Journal.select(Journal.seq)))
    Journal.update({getattr(Journal, column): 987}).where(Journal.seq == last - 1).execute()
    assert broken_links(core) == [last - 1]


def broken_links(core: Core) -> list[int]:
    """The rows whose HMAC is not that of their columns and the row before."""
    columns = [getattr(Journal, name) for name in chain.SIGNED]
    broken, before = [], chain.BEGIN
    for *values, kept in listed(Journal.select(*columns, Journal.hmac).order_by(Journal.seq)):
        if chain.link(core.writer.key, before, values) != kept:
            broken.append(values[0])
        before = kept
    return broken


@contextmanager
def full_disk(state: Path) -> Iterator[None]:
    """No file of this process may grow beyond what the write-ahead log has now."""
    limit = (state / "motcua.db-wal").stat().st_size
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
