"""Which days a report is about, and when somebody is reminded of it."""

from __future__ import annotations

import datetime as dt
from itertools import islice, pairwise
from pathlib import Path

import pytest

from config.reporting import presets
from db.errors import Unknown
from reports import periods
from reports.sentences import period
from tests.figures.history import History
from web.words import load

SAY = load("reports")["vi"]


@pytest.mark.parametrize(
    ("kind", "today", "begin", "end", "named"),
    [
        ("day", "2026-11-20", "2026-11-20", "2026-11-20", "ngày 20/11/2026"),
        ("week", "2026-11-20", "2026-11-16", "2026-11-22",
         "tuần từ ngày 16/11/2026 đến ngày 22/11/2026"),
        ("month", "2026-11-14", "2026-10-15", "2026-11-14",
         "tháng 11 năm 2026 (từ ngày 15/10/2026 đến ngày 14/11/2026)"),
        ("month", "2026-01-10", "2025-12-15", "2026-01-14",
         "tháng 1 năm 2026 (từ ngày 15/12/2025 đến ngày 14/01/2026)"),
        ("quarter", "2026-03-14", "2025-12-15", "2026-03-14",
         "quý I năm 2026 (từ ngày 15/12/2025 đến ngày 14/03/2026)"),
        ("half-year", "2026-06-14", "2025-12-15", "2026-06-14",
         "6 tháng đầu năm 2026 (từ ngày 15/12/2025 đến ngày 14/06/2026)"),
        ("half-year", "2026-11-20", "2025-12-15", "2026-06-14",
         "6 tháng đầu năm 2026 (từ ngày 15/12/2025 đến ngày 14/06/2026)"),
        ("nine-months", "2026-09-14", "2025-12-15", "2026-09-14",
         "9 tháng đầu năm 2026 (từ ngày 15/12/2025 đến ngày 14/09/2026)"),
        ("year", "2026-12-14", "2025-12-15", "2026-12-14",
         "năm 2026 (từ ngày 15/12/2025 đến ngày 14/12/2026)"),
        ("calendar-half", "2026-11-20", "2026-07-01", "2026-12-31", "6 tháng cuối năm 2026"),
        ("calendar-half", "2026-06-30", "2026-01-01", "2026-06-30", "6 tháng đầu năm 2026"),
        ("calendar-quarter", "2028-02-29", "2028-01-01", "2028-03-31", "quý I năm 2028"),
        ("calendar-month", "2028-02-29", "2028-02-01", "2028-02-29", "tháng 2 năm 2028"),
        ("calendar-year", "2026-11-20", "2026-01-01", "2026-12-31", "năm 2026"),
    ],
)  # fmt: skip
def test_a_period_has_the_days_of_its_rule(
    kind: str, today: str, begin: str, end: str, named: str
) -> None:
    span = next(presets()[kind].begun(dt.date.fromisoformat(today)))
    assert (span.begin.isoformat(), span.end.isoformat()) == (begin, end)
    assert period(kind, begin, end, SAY) == named


@pytest.mark.parametrize("kind", presets())
def test_periods_of_a_kind_never_overlap(kind: str) -> None:
    newest = list(islice(presets()[kind].begun(dt.date(2028, 3, 1)), 30))
    for later, earlier in pairwise(newest):
        assert earlier.end < later.begin


def test_no_report_is_of_days_that_are_no_period() -> None:
    for kind, begins in (("week", "2026-11-17"), ("month", "2026-11-01"), ("decade", "2026-11-16"),
                         ("week", "soon"), ("week", "0001-01-01"), ("calendar-year", "0001-01-01"),
                         ("week", "9999-12-27")):  # fmt: skip
        with pytest.raises(Unknown):
            periods.of(kind, begins)


def said(hall: History, date: str, sent: set[tuple[str, str]] | None = None) -> dict[str, str]:
    hall.at("09:00", date)
    return {one["kind"]: one["state"] for one in periods.reminders(sent or set(), hall.moment())}


def test_a_half_years_report_is_asked_for_ten_and_three_working_days_before(
    tmp_path: Path,
) -> None:
    with History(tmp_path / "state", "2026-05-29") as hall:
        # 15 June 2026 is a Monday: ten working days before it are two weeks.
        assert "half-year" not in said(hall, "2026-05-31")
        assert said(hall, "2026-06-01")["half-year"] == "soon"
        assert said(hall, "2026-06-09")["half-year"] == "soon"
        assert said(hall, "2026-06-10")["half-year"] == "urgent"
        assert said(hall, "2026-06-14")["half-year"] == "urgent"
        assert said(hall, "2026-06-15")["half-year"] == "late"
        assert "half-year" not in said(hall, "2026-06-16", {("half-year", "2025-12-15")})
        # Of a year in which the hall was open for the first time in May there is one to come.
        assert "year" not in said(hall, "2026-06-17")


def test_what_is_due_next_stands_first_and_what_is_late_last(tmp_path: Path) -> None:
    with History(tmp_path / "state", "2026-11-02") as hall:
        hall.at("09:00", "2026-12-01").at("09:00", "2026-12-11")  # open on both
        told = periods.reminders(set(), hall.moment())
    assert [(one["kind"], one["state"], one["due"]) for one in told] == [
        ("year", "urgent", "2026-12-15"), ("week", "late", "2026-12-08"),
        ("month", "late", "2026-11-16"),
    ]  # fmt: skip
    # The control: by their kinds the year would be last, by their dates the oldest first.
    assert [*presets()].index("week") < [*presets()].index("year")
    assert min(told, key=lambda one: str(one["due"]))["kind"] == "month"


def test_nobody_is_reminded_of_days_before_the_hall_was_there(tmp_path: Path) -> None:
    with History(tmp_path / "state", "2026-11-20") as new:
        assert periods.reminders(set(), new.moment()) == []
