"""One seed is always the same people and the same choices; another seed is another day."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from config import load
from config.public_days import public_days
from simulate import working_days
from simulate.people import People
from tests.config_text import shipped, without
from tests.hall import HOUSE
from tests.simulate.played import Played, begin

SETTINGS = load(HOUSE / "config.toml")
MONDAY, SUNDAY = dt.date(2026, 11, 16), dt.date(2026, 11, 15)


@pytest.mark.timeout(300)
def test_the_same_seed_is_the_same_day(tmp_path: Path) -> None:
    states = {"once": "7", "again": "7", "other": "8"}
    plays = [
        begin("--days", "1", "--seed", seed, "--into", str(tmp_path / name))
        for name, seed in states.items()
    ]
    try:
        said = [play.communicate(timeout=250) for play in plays]
    finally:
        for play in plays:
            play.kill()
    assert [play.returncode for play in plays] == [0, 0, 0], said
    once, again, other = (Played(tmp_path / name) for name in states)
    assert once.choices() == again.choices()
    assert len(once.choices()) > 300
    assert once.choices() != other.choices()
    # What must be secret is not made from the seed.
    for secret in (
        "SELECT hmac FROM journal",
        "SELECT digest FROM token",
        "SELECT key FROM rating",
    ):
        assert not set(once.column(secret)) & set(again.column(secret))


def test_people_follow_the_seed_alone() -> None:
    days = [People(SETTINGS.hall, seed).of_day(MONDAY) for seed in (1, 1, 2)]
    assert days[0] == days[1] != days[2]
    assert [visit.at for visit in days[0]] == sorted(visit.at for visit in days[0])


def test_somebody_comes_for_every_field_however_few_come() -> None:
    people = People(SETTINGS.hall, 1)
    fields = {field.id for field in SETTINGS.hall.fields}
    for _ in range(20):
        assert {visit.service.field for visit in people.of_day(SUNDAY)} == fields


def test_a_busy_weekday_has_a_quarter_more() -> None:
    people = People(SETTINGS.hall, 1)
    mondays = sum(len(people.of_day(MONDAY)) for _ in range(200))
    tuesdays = sum(len(people.of_day(MONDAY + dt.timedelta(days=1))) for _ in range(200))
    assert 1.15 < mondays / tuesdays < 1.35


def test_the_days_end_yesterday_and_only_days_with_hours_count(tmp_path: Path) -> None:
    dates = working_days(SETTINGS, 10)
    today = dt.datetime.now(dt.timezone(dt.timedelta(hours=7))).date()
    assert len(dates) == 10
    assert dates == sorted(dates)
    assert today - dt.timedelta(days=3) <= dates[-1] < today
    assert all(date.weekday() < 5 for date in dates)
    saturdays = tmp_path / "config.toml"
    week = without(without(shipped(), "[[hall.calendar]]"), "[[hall.calendar.sessions]]")
    saturdays.write_text(week.replace('["mon", "tue", "wed", "thu", "fri"]', '["sat"]'))
    assert {date.weekday() for date in working_days(load(saturdays), 3)} == {5}


def test_nobody_works_on_a_public_holiday() -> None:
    dates = working_days(SETTINGS, 250)
    off = {date for year in (dates[0].year, dates[-1].year) for date in public_days(year).off}
    assert not off & set(dates)
    between = {date for date in off if dates[0] < date < dates[-1] and date.weekday() < 5}
    assert len(between) > 5, "a year without holidays proves nothing"
