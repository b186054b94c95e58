"""One process owns a state; what is wrong with it is told; its room is kept back."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from db import owner, reserve
from db.errors import HallIsOwned
from db.reserve import Reserve
from tests.tickets.core import Core

MIB = 1 << 20


def test_a_second_owner_is_refused_and_waits_for_one_that_is_ending(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = owner.own(tmp_path)
    monkeypatch.setattr(time, "sleep", lambda _: None)
    with pytest.raises(HallIsOwned, match="Another motcua"):
        owner.own(tmp_path)
    monkeypatch.setattr(time, "sleep", lambda _: first.close())
    owner.own(tmp_path).close()


def test_what_is_wrong_is_told_by_its_code(core: Core) -> None:
    assert core.store.notices() == []
    core.writer.reserve.full = True
    core.writer.floor.trouble = core.store.copy_trouble = "no such medium"
    assert [notice["code"] for notice in core.store.notices()] == ["disk_full", "floor", "copy"]


@pytest.mark.parametrize(
    ("free", "held", "full"),
    [
        (10 * MIB, False, False),  # a new hall lays it down
        (10 * MIB, True, False),
        (2 * MIB, False, True),  # no room for it: nobody would be served when it runs out
        (2 * MIB, True, False),
        (MIB // 2, True, True),
    ],
)
def test_a_hall_begins_with_its_reserve_or_full(
    free: int, held: bool, full: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Reserve(tmp_path / "reserve", 2 * MIB)
    if held:
        kept.path.write_bytes(bytes(2 * MIB))
    monkeypatch.setattr(Reserve, "free", lambda _: free)
    kept.begin()
    assert (kept.full, kept.path.exists()) == (full, not full)


def test_the_disk_is_asked_once_a_second_at_most(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, asked = Reserve(tmp_path / "reserve", MIB), list[float]()

    def free(_: Reserve) -> int:
        asked.append(0)
        return 10 * MIB

    monkeypatch.setattr(Reserve, "free", free)
    for tenth in range(100, 130):
        kept.look(tenth / 10)
    assert len(asked) == 3


def test_room_that_cannot_be_had_leaves_it_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(reserve, "LOOK_EVERY_S", 0)
    monkeypatch.setattr(os, "posix_fallocate", refused)
    kept = Reserve(tmp_path / "reserve", MIB)
    kept.begin()
    assert (kept.full, kept.path.exists()) == (True, False)
    monkeypatch.undo()
    monkeypatch.setattr(reserve, "LOOK_EVERY_S", 0)
    kept.look()
    assert (kept.full, kept.path.stat().st_size) == (False, MIB)
