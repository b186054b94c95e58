"""What the figures make of a visit that does not run straight on, counted by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db.engine import database
from db.models import Setting
from tests.figures.history import History

SERVICE = "a-dang-ky-khai-sinh"


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[History]:
    with History(tmp_path) as hall:
        hall.sit(1, "can-bo-1")
        hall.sit(2, "can-bo-2")
        hall.at("08:00")
        yield hall


def served(hall: History, n: int = 1) -> int:
    """Somebody who is being served at this counter from now on."""
    ticket = hall.take("A")
    hall.press(n, "call-next")
    hall.start(n)
    return ticket


def row(told: dict[str, Any], key: Any) -> dict[str, Any]:
    found: dict[str, Any] = next(r for r in told["rows"] if r["key"] == key)
    return found


def test_the_time_with_the_form_is_no_service(hall: History) -> None:
    form = served(hall)
    hall.after(120).press(1, "hold", reason="FORM")
    hall.after(600).press(1, "resume", ticket=form)
    hall.after(60).finish(1)
    assert hall.total()["service"].items() >= {"n": 1, "median_s": 180.0, "p90_s": 180.0}.items()
    assert hall.total()["walk"]["n"] == 1


def test_each_leg_waits_and_is_served_by_itself(hall: History) -> None:
    served(hall)
    hall.after(60).press(1, "transfer", to="counter:2", place="last")
    hall.after(300).call(2)
    hall.after(30).start(2)
    hall.after(240).finish(2)
    total = hall.total()
    assert (total["taken"], total["transferred"], total["served"]) == (1, 1, 1)
    assert total["wait"].items() >= {"n": 2, "median_s": 0.0, "p90_s": 300.0}.items()
    assert total["service"].items() >= {"n": 1, "median_s": 240.0, "p90_s": 240.0}.items()
    assert row(hall.figures("counter"), 1)["transferred"] == 0
    assert row(hall.figures("counter"), None)["transferred"] == 1


def test_another_errand_is_of_its_own_service(hall: History) -> None:
    served(hall)
    hall.after(60).press(1, "add-service", service=SERVICE)
    hall.after(90).call(1)
    hall.start(1)
    hall.after(30).finish(1)
    assert row(hall.figures("service"), SERVICE)["served"] >= 1
    assert hall.total()["served"] == 2
    assert hall.total()["ratings"]["opened"] == 2


def test_what_was_undone_counts_nowhere(hall: History) -> None:
    served(hall)
    hall.after(60).finish(1)
    hall.after(3).press(1, "undo")
    total = hall.total()
    assert (total["served"], total["service"]["n"], total["called"]) == (0, 0, 1)
    assert total["ratings"]["withdrawn"] == 1
    hall.after(57).finish(1)
    assert hall.total()["service"].items() >= {"n": 1, "median_s": 120.0, "p90_s": 120.0}.items()


def test_a_call_that_was_undone_waited_on(hall: History) -> None:
    hall.take("A")
    hall.after(60).call(1)
    hall.after(5).press(1, "undo")
    assert (hall.total()["called"], hall.total()["wait"]["n"], hall.total()["waiting"]) == (0, 0, 1)
    hall.after(55).call(1)
    assert hall.total()["wait"].items() >= {"n": 1, "median_s": 120.0, "p90_s": 120.0}.items()


def test_who_lets_others_pass_has_waited_all_the_time(hall: History) -> None:
    patient = hall.take("A")
    hall.take("A")
    hall.after(60).on(patient, "pass")
    hall.call(1)
    hall.on(hall.in_state("called")[0], "leave")
    hall.after(60).call(1)
    assert hall.total()["wait"].items() >= {"n": 2, "median_s": 60.0, "p90_s": 120.0}.items()


def test_work_without_a_number_is_counted_apart(hall: History) -> None:
    hall.press(1, "quick", service=SERVICE)
    hall.after(90).finish(1)
    hall.press(1, "quick", service=None)
    hall.after(30).finish(1)
    total = hall.total()
    assert (total["quick"], total["taken"], total["served"], total["service"]["n"]) == (2, 0, 0, 0)
    assert total["work"].items() >= {"n": 2, "median_s": 30.0, "p90_s": 90.0}.items()
    told = hall.figures("field")
    assert {r["label"]: r["quick"] for r in told["rows"]} == {
        row(told, "ho-tich")["label"]: 1, "Việc nội bộ": 1,
    }  # fmt: skip


def test_work_that_the_day_ended_is_no_measurement(hall: History) -> None:
    hall.press(1, "quick", service=None)
    hall.at("17:30").close_day()
    assert (hall.total()["quick"], hall.total()["work"]["n"]) == (1, 0)


def test_a_paper_that_nobody_holds_is_no_no_show(hall: History) -> None:
    for _ in range(3):
        hall.doubt(hall.take("A"))
    first, second, _ = hall.in_state("waiting")
    hall.after(60).call(1)
    hall.press(1, "miss")
    hall.on(first, "void")
    hall.on(second, "confirm")
    hall.call(1)
    hall.at("17:30").close_day()
    total = hall.total()
    assert {n: total[n] for n in ("missed", "expired", "voided", "unconfirmed", "called")} == {
        "missed": 0, "expired": 1, "voided": 0, "unconfirmed": 2, "called": 2,
    }  # fmt: skip
    assert total["wait"]["n"] == 1


def test_somebody_held_when_the_counter_closes_waits_from_then_on(hall: History) -> None:
    served(hall)
    hall.after(60).press(1, "hold", reason="FORM")
    hall.after(600).close(1)
    hall.after(120).sit(1, "can-bo-1")
    hall.call(1)
    hall.start(1)
    hall.after(30).finish(1)
    assert hall.total()["wait"].items() >= {"n": 2, "median_s": 0.0, "p90_s": 120.0}.items()
    assert hall.total()["service"].items() >= {"n": 1, "median_s": 30.0, "p90_s": 30.0}.items()


def test_a_wait_through_lunch_is_lived_and_told_without_it_too(tmp_path: Path) -> None:
    with History(tmp_path, hall__always_open=False) as hall:
        hall.sit(1, "can-bo-1")
        hall.at("11:00").take("A")
        hall.at("13:40").serve(1, service_s=60)
        told = hall.total()
        assert (told["wait"]["p90_s"], told["wait_open"]["p90_s"]) == (9_600, 2_400)
        assert told["wait"]["within"] == 0  # the promise is of the time that people lived through
        hall.close_day()
        hall.keep()
        kept = hall.total()
        assert all(kept[span] == told[span] for span in ("wait", "wait_open", "service"))


def test_a_service_is_in_time_by_its_own_usual_minutes(hall: History) -> None:
    first = "SELECT id, minutes FROM service WHERE field = 'ho-tich' ORDER BY id LIMIT 1"
    service, minutes = database.execute_sql(first).fetchone()
    long = 2 * minutes * 60
    for seconds in (long, long + 1):
        served(hall)
        hall.after(seconds).finish(1)
    assert hall.total()["service"]["within"] == 0.5
    hall.close_day()
    hall.keep()
    database.execute_sql("UPDATE service SET minutes = minutes + 1 WHERE id = ?", [service])
    assert hall.total()["service"]["within"] == 1  # as a journal says it until it is kept again
    assert hall.keep() == 1
    assert hall.total()["service"]["within"] == 1
    for percent, within in ((0, None), (200, 1)):
        Setting.replace(name="rules.service_late_percent", value=str(percent)).execute()
        assert hall.total()["service"]["within"] == within
