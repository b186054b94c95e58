"""What becomes of a case: explained, decided, closed, each by whom it may; what is read is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from db.models import Day, Journal, LowCase, Note, OpenRating, Rating
from db.statement import rows
from db.transaction import Transaction
from ratings import case_list, cases, clerk_sheet
from tests.ratings.lows import DAY, case_of, day_ends, now, opened, rated
from tests.tickets.core import Core, refusal
from tickets import closing, day

WORDS = "Hôm đó mạng của cổng dịch vụ công bị lỗi cả buổi sáng."
NOVEMBER = dt.date(2026, 11, 1), dt.date(2026, 11, 30)
Command = Callable[[Transaction], Any]


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Core]:
    """Yesterday An had three low ratings, papers beyond the rules, and a hint to pay extra."""
    with opened(tmp_path) as core:
        rated(core, "an", "12", "R2")
        rated(core, "an", "1", "R5,R2", way=2, manner=1)
        rated(core, "an", "1", "R8")
        rated(core, "an", "5555", "P1")
        day_ends(core)
        yield core


def refused(core: Core, command: Command) -> str:
    return refusal(lambda: core.told(command))


def decided(core: Core, id: int, measure: str = "TALK", role: str = "supervisor") -> Any:
    return core.told(lambda tx: cases.decide(tx, id, measure, "Đã trao đổi.", "boss", role))


def steps() -> list[tuple[str, str, str | None, str | None]]:
    what = (Journal.action, Journal.actor, Journal.before, Journal.after)
    asked = Journal.select(*what).where((Journal.subject == "case") & (Journal.action != "open"))
    return rows(asked.order_by(Journal.seq))


def test_a_case_is_explained_decided_and_closed(hall: Core) -> None:
    id = case_of("often")
    hall.told(lambda tx: cases.explain(tx, id, WORDS, "an"))
    decided(hall, id)
    hall.told(lambda tx: cases.close(tx, id, "boss", "supervisor"))
    assert steps() == [
        ("explain", "an", "open", "explained"), ("decide", "boss", "explained", "decided"),
        ("close", "boss", "decided", "closed"),
    ]  # fmt: skip
    case = next(one for one in case_list.listed(now(hall), "boss", "supervisor") if one["id"] == id)
    assert (case["label"], case["state"], case["n"], case["low"]) == ("Cán bộ an", "closed", 8, 4)
    assert (case["mean"], case["measure"], case["by"]) == (3.12, "TALK", "Cán bộ boss")
    assert (case["explanation"], case["decision"]) == (WORDS, "Đã trao đổi.")
    assert case["closed_at"]


def test_nothing_happens_out_of_turn(hall: Core) -> None:
    id = case_of("often")
    closing = lambda tx: cases.close(tx, id, "boss", "supervisor")  # noqa: E731
    deciding = lambda tx: cases.decide(tx, id, "TALK", None, "boss", "supervisor")  # noqa: E731
    explaining = lambda tx: cases.explain(tx, id, WORDS, "an")  # noqa: E731
    assert refused(hall, closing) == "case_undecided"
    assert refused(hall, deciding) == "case_waits"
    assert refused(hall, lambda tx: cases.explain(tx, id, WORDS, "binh")) == "case"
    hall.told(explaining)
    assert refused(hall, explaining) == "case_settled"
    assert refused(hall, closing) == "case_undecided"
    unknown = lambda tx: cases.decide(tx, id, "FIRE", None, "boss", "supervisor")  # noqa: E731
    assert refused(hall, unknown) == "measure"
    hall.told(deciding)
    assert refused(hall, deciding) == "case_settled"
    hall.told(closing)
    assert refused(hall, closing) == "case_settled"
    assert refused(hall, lambda tx: cases.ask(tx, id, "hai")) == "case_settled"
    assert refused(hall, lambda tx: cases.ask(tx, 99, "hai")) == "case"


def test_who_does_not_explain_in_time_is_not_waited_for(hall: Core) -> None:
    id = case_of("often")
    hall.wait(5 * DAY)
    assert decided(hall, id)["state"] == "decided"
    assert rows(LowCase.select(LowCase.explained).where(LowCase.id == id)) == [(None,)]


def test_some_things_are_the_heads_alone(hall: Core) -> None:
    id, moment = case_of("secret"), now(hall)
    assert id not in [one["id"] for one in case_list.listed(moment, "boss", "supervisor")]
    assert id in [one["id"] for one in case_list.listed(moment, "hai", "head")]
    assert id not in [one["id"] for one in case_list.own(moment, "an")]
    for do in (
        lambda tx: cases.decide(tx, id, "TALK", None, "boss", "supervisor"),
        lambda tx: cases.close(tx, id, "boss", "supervisor"),
        lambda tx: cases.answers(tx, id, "boss", "supervisor"),
        lambda tx: cases.explain(tx, id, WORDS, "an"),
    ):
        assert refused(hall, do) == "case"
    # The head may decide at once, or let the clerk know and explain.
    for _ in range(2):
        hall.told(lambda tx: cases.ask(tx, id, "hai"))
    assert [step[0] for step in steps()] == ["ask"]
    [known] = [one for one in case_list.own(now(hall), "an") if one["id"] == id]
    assert (known["n"], known["reasons"], known["state"]) == (None, None, "open")
    hall.told(lambda tx: cases.explain(tx, id, WORDS, "an"))


def test_a_case_that_the_clerk_does_not_know_is_decided_at_once(hall: Core) -> None:
    id = case_of("secret")
    told = hall.told(lambda tx: cases.decide(tx, id, "REPORT", None, "hai", "head"))
    assert told == {"id": id, "state": "decided"}


def test_nobody_judges_himself(tmp_path: Path) -> None:
    with opened(tmp_path) as core:
        rated(core, "boss", "11155")
        day_ends(core)
        id, moment = case_of("often"), now(core)
        assert case_list.listed(moment, "boss", "supervisor") == []
        assert [one["id"] for one in case_list.listed(moment, "hai", "head")] == [id]
        do = lambda tx: cases.answers(tx, id, "boss", "supervisor")  # noqa: E731
        assert refused(core, do) == "case"
        assert clerk_sheet.sheet(*NOVEMBER, moment, "boss", "supervisor")[0]["cases"] == 0


def test_single_answers_are_read_by_whom_they_are_for_and_it_is_written_down(hall: Core) -> None:
    def read(id: int, who: str, role: str) -> list[dict[str, Any]]:
        told = hall.told(lambda tx: cases.answers(tx, id, who, role))
        found: list[dict[str, Any]] = told["answers"]
        return found

    often, grave = case_of("often"), case_of("grave")
    seen = read(often, "boss", "supervisor")
    assert sorted((one["level"], one["reasons"]) for one in seen) == [
        (1, []), (1, ["R2"]), (1, ["R2", "R5"]), (2, ["R2"]),
    ]  # fmt: skip
    by_head = read(often, "hai", "head")
    assert ["R8"] in [one["reasons"] for one in by_head]
    assert read(grave, "boss", "supervisor") == [
        {"level": 1, "way": 2, "manner": 1, "reasons": ["R2", "R5"]}
    ]
    assert [step[:2] for step in steps()] == [("read", "boss"), ("read", "hai"), ("read", "boss")]


@pytest.mark.parametrize(("rule", "nights"), [("month", 17), ("often", 3)])
def test_answers_of_a_longer_period_are_all_there(tmp_path: Path, rule: str, nights: int) -> None:
    with opened(tmp_path, "day_low_n = 3") as core:
        rated(core, "an", "1122" if rule == "often" else "5" * 18 + "12")
        day_ends(core, nights=nights)
        day_ends(core)
        told = core.told(lambda tx: cases.answers(tx, case_of(rule), "boss", "supervisor"))
        assert [one["level"] for one in told["answers"]] == (
            [1, 1, 2, 2] if rule == "often" else [1, 2]
        )


def test_the_log_has_reminders_of_cases_and_others(hall: Core) -> None:
    secret = case_of("secret")
    hall.told(lambda tx: cases.decide(tx, secret, "REMIND", None, "hai", "head"))
    hall.told(lambda tx: cases.remind(tx, "an", "Nhớ chào hỏi công dân.", "boss"))
    for clerk in ("boss", "nobody"):
        do = lambda tx: cases.remind(tx, clerk, "…", "boss")  # noqa: B023, E731
        assert refused(hall, do) == "clerk"
    by_head, by_boss, by_an = (
        case_list.reminders(now(hall), who, role)
        for who, role in (("hai", "head"), ("boss", "supervisor"), ("an", "supervisor"))
    )
    assert [(one["case"], one["by"], one["text"]) for one in by_head] == [
        (None, "Cán bộ boss", "Nhớ chào hỏi công dân."), (secret, "Cán bộ hai", None),
    ]  # fmt: skip
    assert [one["case"] for one in by_boss] == [None]
    assert by_an == []


def test_a_sheet_of_numbers_and_no_grade(hall: Core) -> None:
    rated(hall, "binh", "55")  # today is open: not counted yet
    hall.told(lambda tx: cases.remind(tx, "an", "Nhớ chào hỏi công dân.", "boss"))
    moment = now(hall)
    [an] = clerk_sheet.sheet(*NOVEMBER, moment, "boss", "supervisor")
    assert an == {
        "clerk": "an", "label": "Cán bộ an", "praise": {"P1": 4}, "reminders": 1, "cases": 2,
        "closed": 0, "answers": [{"scale": 5, "n": 8, "low": 4, "mean": 3.12}],
    }  # fmt: skip
    [by_head] = clerk_sheet.sheet(*NOVEMBER, moment, "hai", "head")
    assert by_head["cases"] == 3
    assert (
        clerk_sheet.sheet(dt.date(2026, 12, 1), dt.date(2026, 12, 31), moment, "hai", "head") == []
    )


def test_a_sheet_says_what_it_was_counted_from(tmp_path: Path) -> None:
    with opened(tmp_path) as core:
        day_ends(core, nights=10)
        day_ends(core)  # Monday, the thirtieth of November
        moment = now(core)
        assert clerk_sheet.months(moment) == ["2026-12", "2026-11"]
        week = {"from": "2026-11-30", "to": "2026-12-01", "month": "2026-11"}
        december = dt.date(2026, 12, 1), dt.date(2026, 12, 31)
        assert clerk_sheet.base(*NOVEMBER) == {"weeks": [week], "answered": {}}
        assert clerk_sheet.base(*december) == {"weeks": [week], "answered": {}}
        assert clerk_sheet.base(dt.date(2026, 10, 1), dt.date(2026, 10, 31))["weeks"] == []
        for i, state in enumerate(("answered", "answered", "unanswered")):
            OpenRating.insert(
                id=str(i), counter=1, clerk="an", ticket=1, leg=i, field="", state=state,
                day=Day.get(Day.date == "2026-11-30").id, opened_hall=0, closes_hall=0,
            ).execute()  # fmt: skip
        assert clerk_sheet.base(*NOVEMBER)["answered"] == {"an": 2}
        assert clerk_sheet.base(*december)["answered"] == {}


def test_a_case_tells_the_law_that_opened_it_and_what_it_would_be_now(hall: Core) -> None:
    def told() -> dict[str, Any]:
        id = case_of("often")
        return next(c for c in case_list.listed(now(hall), "boss", "supervisor") if c["id"] == id)

    case = told()
    assert (case["law"]["day_low_n"], case["law"]["month_low_percent"]) == (3, 10)
    assert case["share"] == {"share": 0.5, "low": 0.215, "high": 0.785}  # 4 of 8
    assert case["now"] is None
    left_out = (Rating.level == 1) & (Rating.reasons == "R8")
    hall.told(lambda _: Rating.update(excluded="9").where(left_out).execute() and None)
    assert told()["now"] == {"n": 7, "low": 3, "mean": 3.43}


def test_nobody_sees_by_a_case_how_answers_come(tmp_path: Path) -> None:
    def told() -> Any:
        return case_list.listed(now(core), "boss", "supervisor")[0]["now"]

    with opened(tmp_path) as core:
        rated(core, "an", "11155")
        core.told(lambda tx: closing.close_day(tx, "boss"))
        core.told(lambda tx: day.open_day(tx, "boss"))  # closed by mistake
        rated(core, "an", "1")
        assert told() is None
        core.told(lambda tx: closing.close_day(tx, "boss"))
        assert told() == {"n": 6, "low": 4, "mean": 2.33}


def test_of_few_answers_no_mean_is_told(tmp_path: Path) -> None:
    with opened(tmp_path) as core:
        rated(core, "an", "145")
        rated(core, "binh", "1", "R1")
        day_ends(core)
        told = clerk_sheet.sheet(*NOVEMBER, now(core), "boss", "supervisor")
        assert [one["answers"] for one in told] == [
            [{"scale": 5, "n": 3, "low": None, "mean": None}]
        ]


def test_a_clerk_sees_numbers_where_no_answer_stands_out(tmp_path: Path) -> None:
    with opened(tmp_path) as core:
        rated(core, "an", "1115555")
        rated(core, "binh", "1115555555")
        day_ends(core)
        few, many = (case_list.own(now(core), who)[0] for who in ("an", "binh"))
        assert (few["n"], few["low"], few["mean"]) == (None, None, None)
        assert (many["n"], many["low"], many["mean"]) == (10, 3, 3.8)


def test_words_are_forgotten_and_the_case_is_not(hall: Core) -> None:
    id = case_of("often")
    hall.told(lambda tx: cases.explain(tx, id, WORDS, "an"))
    hall.clock.wait(370 * DAY)
    day_ends(hall)
    assert rows(Note.select(Note.text)) == []
    case = next(one for one in case_list.listed(now(hall), "boss", "supervisor") if one["id"] == id)
    assert (case["explained"], case["explanation"]) == (True, None)
