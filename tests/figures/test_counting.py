"""Closed days are counted while nobody waits for it: one at a look, and no look in vain."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from db.engine import database
from hall.counting import Counting
from tests.figures.history import History


class OneDesk:
    """As much of a Desk as counting needs, on this thread; `asked` is how often it looked."""

    def __init__(self, hall: History) -> None:
        self.hall, self.asked = hall, 0

    def moment(self) -> Any:
        return self.hall.moment()

    def ask(self, question: Callable[..., Any], *args: Any) -> Any:
        self.asked += 1
        return question(*args)

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
        counting = Counting(desk)  # type: ignore[arg-type]
        seen = []
        for _ in range(4):
            counting.look()
            seen.append(kept())
        assert (seen, desk.asked) == ([1, 2, 2, 2], 3)
