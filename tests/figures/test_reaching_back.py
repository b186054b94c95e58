"""A kept day that something reaches back into is counted again, and until then by its journal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from db.engine import database
from ratings import exclusions
from tests.figures.history import History


def spans() -> list[tuple[Any, ...]]:
    kept: list[tuple[Any, ...]] = database.execute_sql(
        "SELECT span, first, last FROM rolled ORDER BY span, first"
    ).fetchall()
    return kept


def test_a_row_that_reaches_back_takes_out_its_day_and_month(tmp_path: Path) -> None:
    with History(tmp_path, "2026-10-30") as hall:
        hall.at("16:00").sit(1, "can-bo-1")
        hall.take("A")
        hall.call(1)
        hall.start(1)
        hall.at("16:30").close_day()
        assert hall.keep() == 1
        hall.after(60).finish(1)  # in the evening: of the day that is over
        assert spans() == []
        assert hall.figures("field", "2026-10-30")["total"]["served"] == 1
        hall.at("08:00", "2026-11-02").sit(1, "can-bo-1")
        assert hall.keep() == 2
        assert spans() == [("day", 1, 1), ("month", 1, 1)]
        hall.take("A")  # of today: nothing reaches back
        assert spans() == [("day", 1, 1), ("month", 1, 1)]


def test_what_was_kept_in_another_zone_is_counted_again(tmp_path: Path) -> None:
    with History(tmp_path) as hall:
        hall.at("08:00").take("A")
        hall.close_day()
        hall.keep()
        database.execute_sql(
            "UPDATE rolled SET layout = replace(layout, 'Asia/Ho_Chi_Minh', 'Europe/Berlin')"
        )
        database.execute_sql("UPDATE figure SET sums = zeroblob(3)")
        assert hall.figures()["total"]["taken"] == 1
        assert hall.keep() == 1
        assert hall.figures()["total"]["taken"] == 1


def test_a_day_that_goes_on_is_not_kept(tmp_path: Path) -> None:
    with History(tmp_path) as hall:
        hall.at("08:00").take("A")
        hall.close_day()
        hall.keep()
        hall.reopen_day()
        assert spans() == []
        hall.take("A")
        assert (hall.keep(), hall.figures()["total"]["taken"]) == (0, 2)


def test_answers_that_go_to_the_weeks_first_day_are_counted_there(tmp_path: Path) -> None:
    with History(tmp_path, "2026-11-16") as hall:
        for date in ("2026-11-16", "2026-11-17"):
            hall.at("08:00", date).sit(1, "can-bo-1")
            for _ in range(3):  # too few for a day, enough for the week
                hall.take("A")
                hall.serve(1, walk_s=5, service_s=60)
                hall.after(3).rate(1, 4)
            hall.close_day()
            hall.keep()
        week = hall.figures("day", "2026-11-16", "2026-11-17")["total"]["ratings"]["scores"]
        assert [(score["n"], score["mean"]) for score in week] == [(6, 4.0)]


def test_answers_that_are_left_out_leave_the_kept_day(tmp_path: Path) -> None:
    with History(tmp_path, "2026-11-16") as hall:
        hall.at("08:00").sit(1, "can-bo-1")
        for _ in range(6):
            hall.take("A")
            hall.serve(1, walk_s=5, service_s=60)
            hall.after(3).rate(1, 4)
        hall.close_day()
        hall.keep()
        assert [score["n"] for score in hall.total()["ratings"]["scores"]] == [6]
        hall._do(lambda tx: exclusions.exclude(tx, 1, "can-bo-1", "trial", "giam-sat"))
        assert (spans(), hall.total()["ratings"]["scores"]) == ([], [])
        hall.keep()
        assert hall.total()["ratings"]["scores"] == []
