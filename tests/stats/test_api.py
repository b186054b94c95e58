"""Figures over HTTP: what is asked, who may ask, and what a wrong question is told."""

from __future__ import annotations

import json
from typing import Any

import pytest

from figures.passages import BY
from tests.hall import Hall, wait_until


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A hall where one citizen was served and rated, and one waits."""
    hall = Hall(tmp_path_factory.mktemp("stats-api")).start()
    counter = hall.counter(1)
    counter.open("can-bo-1")
    hall.take("A")
    hall.take("A")
    counter.call_next()
    counter.start()
    counter.finish()
    hall.pad(1).rate(5)
    yield hall
    hall.end()


def test_without_dates_it_is_today_by_field(served: Hall) -> None:
    told = served.as_("api").get("stats")
    assert (told["by"], told["from"], told["days"]) == ("field", told["to"], 1)
    (civil,) = told["rows"]
    assert (civil["key"], civil["taken"], civil["served"], civil["waiting"]) == ("ho-tich", 2, 1, 1)
    assert (told["total"]["ratings"]["n"], told["total"]["ratings"]["response"]) == (1, 1.0)


@pytest.mark.parametrize("by", BY)
def test_every_grouping_answers(served: Hall, by: str) -> None:
    told = served.as_("supervisor").get(f"stats?from=2026-01-01&to=2099-12-31&by={by}")
    assert told["by"] == by
    json.dumps(told, allow_nan=False)


@pytest.mark.parametrize(
    "query",
    ["from=yesterday", "from=2026-02-30", "to=2026-13-01", "from=2026-11-20&to=2026-11-19",
     "by=mood", "by=", "from=", "from=20261120", "from=2026-11-20T08:00"],
)  # fmt: skip
def test_a_wrong_question_is_422_with_its_field(served: Hall, query: str) -> None:
    for path in ("/api/v1/stats", "/stats/export.csv"):
        answer = served.as_("api").ask("GET", f"{path}?{query}")
        assert (answer.status, answer.code) == (422, "invalid")
        assert answer.json["error"]["fields"]


@pytest.mark.parametrize("edge", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_are_days_like_others(served: Hall, edge: str) -> None:
    told = served.as_("api").get(f"stats?from={edge}&to={edge}&by=hour")
    assert (told["days"], told["rows"]) == (0, [])


@pytest.mark.parametrize("path", ["/api/v1/stats", "/stats/export.csv"])
def test_only_supervisors_and_programs_see_figures(served: Hall, path: str) -> None:
    assert served.stranger().ask("GET", path).status == 401
    assert served.as_("kiosk").ask("GET", path).status == 403
    assert served.signed_in("canbo1").ask("GET", path).status == 403
    assert served.signed_in("giamsat").ask("GET", path).status == 200


def test_an_observer_sees_sums_of_whole_months_and_nobody(served: Hall) -> None:
    observer, reporter = served.signed_in("mattran"), served.signed_in("vanphong")
    for path in ("/api/v1/stats", "/stats/export.csv"):
        for by in ("clerk", "counter"):
            assert observer.ask("GET", f"{path}?by={by}").status == 403
            assert reporter.ask("GET", f"{path}?by={by}").status == 200
        assert observer.ask("GET", f"{path}?by=field").status == 200


def test_fairness_is_for_supervisors(served: Hall) -> None:
    told = served.signed_in("giamsat").get("stats/fairness")
    assert (told["calls"], told["longest"]["number"], told["waiting"]["number"]) == (
        1, "A001", "A002",
    )  # fmt: skip
    for path in ("/api/v1/stats/fairness", "/api/v1/stats/why?called=A001&before=A002"):
        assert served.stranger().ask("GET", path).status == 401
        assert served.as_("kiosk").ask("GET", path).status == 403
        assert served.signed_in("canbo1").ask("GET", path).status == 403


def test_why_is_answered_by_number(served: Hall) -> None:
    boss = served.signed_in("giamsat")
    told = boss.get("stats/why?called=a001&before=a002")
    assert (told["answer"], told["called"]["counter"]) == ("came_later", 1)
    assert boss.ask("GET", "/api/v1/stats/why?called=A001&before=Z009").status == 404
    for wrong in ("called=A001", "called=1&before=A002", "called=A001&before=A002&date=today"):
        assert boss.ask("GET", f"/api/v1/stats/why?{wrong}").status == 422


def test_the_page_is_a_frame_for_everybody(served: Hall) -> None:
    answer = served.stranger().ask("GET", "/stats/?lang=en")
    assert answer.status == 200
    assert b"Supervisors, please sign in" in answer.body
    assert b"ho-tich" not in answer.body


def test_the_file_has_the_rows_of_the_answer_and_a_name(served: Hall) -> None:
    told = served.as_("api").get("stats?by=counter")
    answer = served.as_("api").ask("GET", "/stats/export.csv?by=counter&lang=en")
    lines = answer.body.decode("utf-8-sig").splitlines()
    assert len(lines) == len(told["rows"]) + 2
    assert lines[0].startswith('"Counter","Taken"')
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    named = f'attachment; filename="so-lieu-{told["from"]}-{told["to"]}-counter.csv"'
    assert answer.headers["content-disposition"] == named


def test_the_live_board_holds_the_same_totals(served: Hall) -> None:
    screen = served.screen("stats", "supervisor")
    assert wait_until(lambda: screen.state.get("totals")) == {
        "waiting": 1, "taken": 2, "served": 1, "missed": 0, "expired": 0, "left": 0,
        "opened": 1, "answered": 1,
    }  # fmt: skip
