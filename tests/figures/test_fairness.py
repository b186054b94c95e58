"""Who was called past whom, by which rule: by hand, and asked by number."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db.errors import Unknown
from figures.why import why
from tests.figures.history import History

ELDER = "uu-tien"


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[History]:
    with History(tmp_path) as hall:
        hall.sit(1, "can-bo-1")
        hall.at("08:00")
        yield hall


def rule(told: dict[str, Any], name: str) -> tuple[int, int]:
    found = next(row for row in told["rules"] if row["rule"] == name)
    return found["calls"], found["passed"]


def serve_all(hall: History) -> None:
    while hall.call(1):
        hall.on(hall.in_state("called")[0], "leave")


def test_a_day_without_anybody_has_nothing_to_tell(hall: History) -> None:
    told = hall.fairness()
    assert (told["calls"], told["classes"], told["out_of_order"]) == (0, [], [])
    assert (told["longest"], told["waiting"]) == (None, None)
    assert [row["calls"] for row in told["rules"]] == [0] * 7


def test_in_order_nobody_is_passed(hall: History) -> None:
    hall.take("A")
    hall.after(60).take("A")
    hall.after(60).call(1)
    told = hall.fairness()
    assert (told["calls"], rule(told, "first")) == (1, (1, 0))
    assert told["longest"]["wait_s"] == 120.0
    assert told["waiting"]["number"] == "A002"


def test_a_class_passes_those_before_it(hall: History) -> None:
    plain = [hall.take("A"), hall.take("A")]
    elder = hall.after(60).take("A", ELDER)
    hall.after(60)
    serve_all(hall)
    told = hall.fairness()
    assert (rule(told, "head-start"), rule(told, "first")) == ((1, 2), (2, 0))
    assert [(row["id"], row["n"], row["p95_s"]) for row in told["classes"]] == [
        (None, 2, 120.0), (ELDER, 1, 60.0),
    ]  # fmt: skip
    answer = hall.why(elder, plain[0])
    assert (answer["answer"], answer["rule"]) == ("rule", "head-start")
    assert answer["called"]["head_start_min"] == 15
    assert answer["called"]["class"]["name"]


def test_a_call_out_of_order_names_clerk_and_reason(hall: History) -> None:
    first = hall.take("A")
    late = hall.after(60).take("A")
    hall.press(1, "call", ticket=late, reason="FUNERAL")
    (row,) = hall.fairness()["out_of_order"]
    assert (row["clerk"], row["calls"], row["passed"]) == ("Cán bộ 1", 1, 1)
    assert row["reason"] == {
        "code": "FUNERAL",
        "name": "Việc tang",
        "name_en": "A death in the family",
    }
    answer = hall.why(late, first)
    assert (answer["answer"], answer["rule"], answer["clerk"]) == ("rule", "call-this", "Cán bộ 1")
    assert answer["reason"]["code"] == "FUNERAL"


def test_what_was_taken_back_passed_nobody(hall: History) -> None:
    first = hall.take("A")
    late = hall.after(60).take("A")
    hall.press(1, "call", ticket=late, reason="FUNERAL")
    hall.after(3).press(1, "undo")
    assert (hall.fairness()["out_of_order"], hall.fairness()["calls"]) == ([], 0)
    assert hall.why(late, first)["answer"] == "not_called"


def test_somebody_back_from_a_form_passes_those_who_count_earlier(hall: History) -> None:
    form = hall.take("A")
    hall.call(1)
    hall.start(1)
    hall.press(1, "hold", reason="FORM")
    elder = hall.after(60).take("A", ELDER)
    hall.press(1, "resume", ticket=form)
    assert rule(hall.fairness(), "held") == (1, 1)
    assert hall.why(form, elder)["rule"] == "held"


def test_why_not_by_any_rule(hall: History) -> None:
    first = hall.take("A")
    second = hall.after(60).take("A")
    other = hall.take("L")
    hall.call(1)
    later = hall.after(60).take("A")
    assert hall.why(first, second)["answer"] == "came_later"
    assert hall.why(first, later)["answer"] == "not_yet"
    assert hall.why(second, first)["answer"] == "not_called"
    hall.on(first, "leave")
    hall.call(1)
    assert hall.why(second, first)["answer"] == "was_over"
    hall.on(second, "leave")
    hall.call(1)
    assert hall.why(later, other)["answer"] == "other_line"
    assert hall.why(later, second)["answer"] == "was_over"


def test_who_let_others_pass_stands_behind_them(hall: History) -> None:
    patient, other = hall.take("A"), hall.after(60).take("A")
    hall.on(patient, "pass")
    hall.call(1)
    assert rule(hall.fairness(), "other") == (1, 1)
    answer = hall.why(other, patient)
    assert (answer["answer"], answer["rule"]) == ("rule", "other")


def test_who_came_back_stands_behind_some_who_came_later(hall: History) -> None:
    late = hall.take("A")
    hall.call(1)
    hall.miss(1)
    others = [hall.after(60).take("A") for _ in range(4)]
    hall.on(late, "rejoin")
    hall.call(1)
    assert hall.why(others[0], late)["answer"] == "stood_behind"


@pytest.mark.parametrize("number", ["A999", "Z001", "a00x"])
def test_numbers_that_nobody_had(hall: History, number: str) -> None:
    hall.take("A")
    with pytest.raises(Unknown):
        why("A001", number, hall.date, hall.moment())


def test_the_longest_wait_is_of_every_leg(hall: History) -> None:
    hall.take("A")
    hall.call(1)
    hall.start(1)
    hall.press(1, "transfer", to="counter:1", place="last")
    hall.after(600).call(1)
    longest = hall.fairness()["longest"]
    assert (longest["number"], longest["counter"], longest["wait_s"]) == ("A001", 1, 600.0)
