"""Why somebody was called before another: one true answer, and the recount agrees."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from audit import verify
from tests.audit.busy import HALL, Busy
from tests.audit.tampering import Tampered
from tickets import desk, visits


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Busy]:
    """A new day; counter 1 helps with `ban-sao` after 5 minutes."""
    with Busy(tmp_path / "state") as hall:
        hall.open_counters_on_a_new_day()
        yield hall
        assert not any(verify(hall.state, hall.settings).values())


def called(hall: Busy) -> tuple[int, str, str | None]:
    """Whom counter 1 calls, by which rule, passing whom."""
    id = hall.do(lambda tx: desk.call_next(tx, 1, "t").id)  # type: ignore[union-attr]
    it = Tampered(hall.state)
    rule, told = it.sql("SELECT reason, detail FROM journal ORDER BY seq DESC LIMIT 1")[0]
    it.db.close()
    return id, rule, told


def test_the_first_passes_nobody(hall: Busy) -> None:
    first = hall.take("khai-sinh")
    hall.minutes(1)
    hall.take("khai-sinh")
    assert called(hall) == (first, "first", None)


def test_a_class_passes_by_its_head_start(hall: Busy) -> None:
    passed = hall.take("khai-sinh")
    hall.minutes(1)
    elder = hall.take("khai-sinh", "elderly")
    assert called(hall) == (elder, "head-start", f'{{"passed":[{passed}]}}')


def test_the_own_line_goes_before_the_one_that_is_helped(hall: Busy) -> None:
    passed = hall.take("ban-sao")
    hall.minutes(4)
    own = hall.take("khai-sinh")
    assert called(hall) == (own, "own-line", f'{{"passed":[{passed}]}}')


def test_a_helped_line_is_first_after_its_offset(hall: Busy) -> None:
    helped = hall.take("ban-sao")
    hall.minutes(6)
    hall.take("khai-sinh")
    assert called(hall) == (helped, "first", None)


def test_with_an_offset_too_short_the_class_is_the_reason(hall: Busy) -> None:
    passed = hall.take("ban-sao")
    hall.minutes(6)
    elder = hall.take("khai-sinh", "elderly")
    assert called(hall) == (elder, "head-start", f'{{"passed":[{passed}]}}')


@pytest.mark.parametrize(("after", "place"), [(0, 0), (1, 1), (2, 2), (5, 3)])
def test_who_comes_back_stands_after_so_many(tmp_path: Path, after: int, place: int) -> None:
    text = HALL.replace("grace_min", f"rejoin_after = {after}, grace_min")
    with Busy(tmp_path / "state", text=text) as hall:
        hall.open_counters_on_a_new_day()
        back = hall.take()
        for verb in (desk.call_next, desk.recall, desk.miss):
            hall.act(verb, 1, "t")
        for _ in range(3):
            hall.minutes(1)
            hall.take()
        hall.act(visits.rejoin, back, "t")
        order = []
        for _ in range(4):
            order.append(hall.do(lambda tx: desk.call_next(tx, 1, "t").id))  # type: ignore[union-attr]
            hall.act(visits.leave, order[-1], "t")
        assert order.index(back) == place
        assert not any(verify(hall.state, hall.settings).values())
