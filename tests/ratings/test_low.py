"""Which ratings become a case: thresholds met and just not met, each in its own period."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from db.models import Journal, LowCase
from db.statement import rows
from ratings import clerk_sheet
from tests.ratings.lows import answered, case_of, day_ends, found, now, opened, rated
from tickets import closing, day

FRIDAY, WEEK, MONTH = "2026-11-20", "2026-W47", "2026-11"


@pytest.mark.parametrize(
    ("levels", "cases"),
    [("55112", 1), ("5551133", 0), ("33333", 0), ("11112", 1), ("55522", 0)],
)
def test_three_low_ones_of_a_day_are_a_case(tmp_path: Path, levels: str, cases: int) -> None:
    with opened(tmp_path) as core:
        rated(core, "an", levels)
        assert found() == []
        day_ends(core)
        assert found() == [("an", "often", FRIDAY)] * cases


def test_what_is_not_the_clerks_is_held_against_nobody(tmp_path: Path) -> None:
    with opened(tmp_path) as core:
        rated(core, "an", "111", "R1")
        rated(core, "an", "555")
        rated(core, "binh", "111", "R1,R2")
        rated(core, "binh", "55")
        day_ends(core)
        assert found() == [("binh", "often", FRIDAY)]


def test_answers_too_few_for_a_day_are_judged_with_their_week(tmp_path: Path) -> None:
    """A day of three answers would tell who gave them: it is told of the week, once over."""
    with opened(tmp_path) as core:
        rated(core, "an", "11")
        day_ends(core, nights=1)
        rated(core, "an", "1")  # Saturday
        day_ends(core, nights=2)
        assert found() == []
        day_ends(core)  # Monday
        assert found() == [("an", "often", WEEK)]
        day_ends(core)
        assert len(found()) == 1


def test_a_reason_for_the_head_is_a_case_by_itself(tmp_path: Path) -> None:
    with opened(tmp_path) as core:
        rated(core, "an", "1", "R5,R2")
        rated(core, "an", "3", "R8")
        rated(core, "an", "5555")
        day_ends(core)
        assert found() == [("an", "grave", FRIDAY), ("an", "secret", FRIDAY)]
        kept = rows(LowCase.select(LowCase.reasons, LowCase.asked).order_by(LowCase.id))
        assert [(json.loads(named), asked) for named, asked in kept] == [
            ({"R5": 1}, True), ({"R8": 1}, False),
        ]  # fmt: skip


@pytest.mark.parametrize("off", ["grave = false", "day_low_n = 0"])
def test_a_rule_that_is_off_opens_nothing(tmp_path: Path, off: str) -> None:
    with opened(tmp_path, off) as core:
        rated(core, "an", "111", "R5")
        rated(core, "an", "55")
        day_ends(core)
        left = "often" if off.startswith("grave") else "grave"
        assert found() == [("an", left, FRIDAY)]


@pytest.mark.parametrize(
    ("levels", "scale", "cases"),
    [
        ("5" * 18 + "12", 5, 1),  # a tenth is low
        ("5" * 19 + "1", 5, 0),
        ("5" * 17 + "12", 5, 0),  # fewer than twenty
        ("3" * 20, 5, 1),  # nobody is displeased, and the mean is 3
        ("4" * 20, 5, 0),
        ("2" * 20, 3, 1),  # the middle of three is 3 of five
        ("3" * 20, 3, 0),
    ],
)
def test_a_month_is_judged_when_it_is_over(
    tmp_path: Path, levels: str, scale: int, cases: int
) -> None:
    with opened(tmp_path, "day_low_n = 0") as core:
        rated(core, "an", levels, scale=scale)
        day_ends(core, nights=10)  # until Monday the thirtieth
        day_ends(core, nights=1)
        day_ends(core, nights=6)  # the first: its week began in November and goes on
        assert found() == []
        day_ends(core)  # Monday the seventh
        assert found() == [("an", "month", MONTH)] * cases


def test_a_month_has_all_of_the_week_that_began_in_it(tmp_path: Path) -> None:
    """And nothing of the next one: its figure is the one that the sheet of clerks has."""
    with opened(tmp_path, "day_low_n = 0") as core:
        rated(core, "an", "5" * 17 + "1")
        day_ends(core, nights=10)
        rated(core, "an", "5")  # Monday, the thirtieth
        day_ends(core, nights=3)
        rated(core, "an", "1")  # Thursday, gathered under Monday: the twentieth, a tenth is low
        day_ends(core, nights=4)
        rated(core, "an", "1")
        assert found() == []
        day_ends(core)  # Monday the seventh
        assert found() == [("an", "month", MONTH)]
        kept = LowCase.get_by_id(case_of("month"))
        november = dt.date(2026, 11, 1), dt.date(2026, 11, 30)
        [an] = clerk_sheet.sheet(*november, now(core), "boss", "supervisor")
        assert an["answers"] == [{"scale": 5, "n": kept.n, "low": kept.low, "mean": 4.6}]
        assert (kept.n, kept.low) == (20, 2)


def test_a_month_is_judged_however_long_nobody_works_after_it(tmp_path: Path) -> None:
    with opened(tmp_path, "day_low_n = 0") as core:
        day_ends(core, nights=10)
        rated(core, "an", "1" * 20)  # Monday, the thirtieth
        day_ends(core, nights=1)
        rated(core, "an", "1" * 20)  # the first of December
        day_ends(core, nights=50)
        day_ends(core)
        assert found() == [("an", "month", MONTH), ("an", "month", "2026-12")]


def test_a_month_can_be_left_alone(tmp_path: Path) -> None:
    with opened(tmp_path, "month_n = 0\nday_low_n = 0") as core:
        rated(core, "an", "1" * 20)
        day_ends(core, nights=17)
        day_ends(core)
        assert found() == []


def test_an_answer_that_was_left_out_counts_no_more(tmp_path: Path) -> None:
    with opened(tmp_path) as core:
        rated(core, "an", "1", excluded="9")
        rated(core, "an", "115555")
        day_ends(core)
        assert found() == []


def test_later_answers_are_counted_apart_and_with_their_week(tmp_path: Path) -> None:
    with opened(tmp_path) as core:
        rated(core, "an", "155555")
        answered(core, "an", "11", channel="phone")
        answered(core, "an", "1", channel="paper")
        answered(core, "binh", "1", "R8", channel="phone")
        day_ends(core, nights=3)
        assert found() == []
        day_ends(core)
        assert found() == [("binh", "secret", WEEK)]
        kept = LowCase.get_by_id(case_of("secret"))
        assert (kept.channel, kept.n, kept.low) == ("phone", 1, 1)


def test_a_day_that_closes_twice_opens_its_case_once(tmp_path: Path) -> None:
    with opened(tmp_path) as core:
        rated(core, "an", "11155")
        core.told(lambda tx: closing.close_day(tx, "boss"))
        core.told(lambda tx: day.open_day(tx, "boss"))
        core.told(lambda tx: closing.close_day(tx, "boss"))
        assert found() == [("an", "often", FRIDAY)]
        told = rows(Journal.select(Journal.action).where(Journal.subject == "case"))
        assert told == [("open",)]
