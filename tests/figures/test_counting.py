"""Closed days are counted while nobody waits for it: one at a look, and no look in vain."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db.engine import database
from db.models import Setting
from figures import month
from hall import counting as background
from hall.counting import Counting
from tests.figures.history import History
from tickets.showing import Figures


class OneDesk:
    """As much of a Desk as counting needs, on this thread; `asked` is how often it looked."""

    def __init__(self, hall: History) -> None:
        self.hall, self.asked, self.touched = hall, 0, list[str]()

    def moment(self) -> Any:
        return self.hall.moment()

    def ask(self, question: Callable[..., Any], *args: Any) -> Any:
        self.asked += 1
        return question(*args)

    def touch(self, board: str) -> None:
        self.touched.append(board)

    def run(self, command: Callable[[Any], Any]) -> None:
        self.hall._do(command)


def kept() -> int:
    many: int = database.execute_sql("SELECT count(*) FROM rolled").fetchone()[0]
    return many


def test_one_day_is_counted_at_a_look_and_then_it_rests(tmp_path: Path) -> None:
    with History(tmp_path, "2026-11-18") as hall:
        for date in ("2026-11-18", "2026-11-19"):
            hall.at("08:00", date).take("A")
            hall.close_day()
        desk = OneDesk(hall)
        counting = Counting(desk, Figures())  # type: ignore[arg-type]
        seen = []
        for _ in range(4):
            counting.look()
            seen.append(kept())
        assert (seen, desk.asked) == ([1, 2, 2, 2], 4)


def test_the_month_that_is_over_is_read_for_the_screens_once_it_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "AGAIN_AFTER_S", 0)
    with History(tmp_path, "2026-10-30") as hall:
        hall.sit(1, "can-bo-1")
        for _ in range(12):
            hall.take("A")
        for _ in range(12):
            hall.serve(1, service_s=60)
        hall.close_day()
        hall.at("08:00", "2026-11-02")
        desk, shown = OneDesk(hall), Figures()
        counting = Counting(desk, shown)  # type: ignore[arg-type]
        for _ in range(3):
            counting.look()
        assert (kept(), shown.month, desk.touched) == (2, None, [])  # the office has not asked
        told = json.loads(Setting.get_by_id("waiting_room").value) | {"month": True}
        Setting.replace(name="waiting_room", value=json.dumps(told)).execute()
        for _ in range(3):
            counting.look()
        assert shown.month == {
            "month": "2026-10", "median_min": 8, "p90_min": 15, "quiet": [], "short": [],
                "satisfied": None,
        }  # fmt: skip
        assert desk.touched == ["hall"]  # and not at every look
        database.execute_sql("DELETE FROM rolled")
        assert month.newest(hall.moment()) is None  # nothing is counted while people are called
