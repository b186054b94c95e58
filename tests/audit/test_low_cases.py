"""A month's case, recounted after the week at its end has gathered the rest of its answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from audit import verify
from audit.low_cases import LowCases
from db.models import Day
from db.statement import rows
from db.transaction import OpenDay
from ratings import low
from tests.ratings.lows import day_ends, found, opened, rated


def judged_at_once(today: OpenDay) -> Iterator[low.Span]:
    """A month at the close of the next one's first day, as it once was."""
    past = Day.select(Day.id, Day.date).where(Day.id < today.id).order_by(Day.id)
    november = [id for id, date in rows(past) if date.startswith("2026-11")]
    if today.date.startswith("2026-12"):
        yield low.Span(low.MONTH, "2026-11", november[0], november[-1])


def faults(state: Path) -> list[str]:
    """Of the cases alone, after a month of which the last week goes on."""
    with opened(state, "day_low_n = 0") as core:
        rated(core, "an", "5" * 18 + "11")
        day_ends(core, nights=10)
        day_ends(core)  # Monday the thirtieth
        day_ends(core)  # Tuesday the first
        rated(core, "an", "1")  # Wednesday, gathered under Monday
        day_ends(core, nights=5)
        day_ends(core)
        assert [rule for _, rule, _ in found()] == ["month"]
        settings: Any = core.settings
    return verify(state / "state", settings)[LowCases.says]


def test_a_month_that_waited_for_its_week_is_counted_again_alike(tmp_path: Path) -> None:
    assert faults(tmp_path) == []


def test_a_month_that_did_not_wait_is_named_unless_it_is_older_than_the_rule(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(low, "_complete", judged_at_once)
    (tmp_path / "now").mkdir()
    [fault] = faults(tmp_path / "now")
    assert "the answers of 2026-11 make" in fault
    monkeypatch.setattr(low, "WHOLE_WEEKS", False)
    (tmp_path / "once").mkdir()
    assert faults(tmp_path / "once") == []
