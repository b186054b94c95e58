"""Answers that a person leaves out, and where each was given: only what tells nobody apart."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db.models import OpenRating, Rating
from db.statement import rows as listed
from office.moment import Moment
from ratings import exclusions, question
from tests.tickets.core import HALL, HOUR, MINUTE, Core, refusal
from tickets import closing, counters, day, rows

CLERKS = "".join(
    f'[[hall.staff]]\nid = "{id}"\nname = "{id}"\nlabel = "Cán bộ {id}"\n' for id in ("an", "ba")
)
DAY = 24 * HOUR


@pytest.fixture
def core(tmp_path: Path) -> Iterator[Core]:
    with Core(tmp_path / "state", hall=HALL + CLERKS) as core:
        yield core


def rate(core: Core, n: int, many: int, service: str = "khai-sinh") -> None:
    """So many are served at a counter, each by its clerk, and answer."""
    core.told(lambda tx: _sit(tx, n))
    for _ in range(many):
        core.take(service)
        core.clock.wait(6 * MINUTE)  # so that the helping counter may call too
        for verb in ("call-next", "start", "finish"):
            core.at(n, verb)
        [(id,)] = listed(
            OpenRating.select(OpenRating.id).where(
                (OpenRating.state == "open") & (OpenRating.counter == n)
            )
        )
        answer(core, id, n)


def answer(core: Core, id: str, n: int) -> None:
    core.told(lambda tx: question.answer(tx, id, n, 5, secrets.token_bytes(16)))


def _sit(tx: Any, n: int) -> None:
    if rows.existing(n).state != "open":
        counters.open_counter(tx, n, {1: "an", 2: "ba"}[n], pin_ok=False, actor="test")


def close(core: Core) -> None:
    core.told(lambda tx: closing.close_day(tx, "test"))


def exclude(core: Core, id: int = 1, clerk: str = "an", reason: str = "trial") -> Any:
    return core.told(lambda tx: exclusions.exclude(tx, id, clerk, reason, "boss"))


def counting() -> int:
    return Rating.select().where(Rating.excluded.is_null()).count()


def moment(core: Core) -> Moment:
    return Moment(core.writer.hall_time(), core.clock.wall(), core.writer.machine)


# --- left out ---


def test_a_day_of_a_clerk_is_left_out_counted_and_put_back(core: Core) -> None:
    rate(core, 1, 6)
    rate(core, 2, 5, "ban-sao")
    close(core)
    told = exclude(core)
    assert told["n"] == 6
    assert counting() == 5
    left = {"answers": 6, "days": 1, "by_reason": {"trial": 6}}
    assert exclusions.counted(1, 1) == left
    [kept] = exclusions.listed(1, 9, moment(core))
    assert (kept["clerk"], kept["label"], kept["n"], kept["week"]) == ("an", "Cán bộ an", 6, False)
    assert (kept["reason"], kept["back"], kept["date"]) == ("trial", False, "2026-11-20")
    core.told(lambda tx: exclusions.readmit(tx, told["id"], "boss"))
    assert counting() == 11
    assert exclusions.counted(1, 1) == {"answers": 0, "days": 0, "by_reason": {}}
    assert [each["back"] for each in exclusions.listed(1, 9, moment(core))] == [True]
    assert core.journal()[-2:] == ["exclusion exclude", "exclusion readmit"]


def test_what_is_refused(core: Core) -> None:
    rate(core, 1, 5)
    assert refusal(lambda: exclude(core)) == "ratings_not_sealed"
    close(core)
    assert refusal(lambda: exclude(core, reason="rude")) == "reason"
    assert refusal(lambda: exclude(core, id=7)) == "day"
    core.clock.wait(7 * DAY)
    assert refusal(lambda: exclude(core, clerk="ba")) == "nothing_to_exclude"
    id = exclude(core)["id"]
    assert refusal(lambda: exclude(core)) == "nothing_to_exclude"
    assert refusal(lambda: core.told(lambda tx: exclusions.readmit(tx, 99, "boss"))) == "exclusion"
    core.told(lambda tx: exclusions.readmit(tx, id, "boss"))
    assert refusal(lambda: core.told(lambda tx: exclusions.readmit(tx, id, "x"))) == "counts_again"


def test_few_answers_are_left_out_with_their_week_once_it_is_over(core: Core) -> None:
    """Friday and Saturday are of one week; Sunday has no day, and Monday begins another."""
    rate(core, 1, 3)
    close(core)
    core.clock.wait(DAY)
    core.tick()
    rate(core, 1, 2)
    assert refusal(lambda: exclude(core)) == "week_not_over"
    close(core)
    core.clock.wait(2 * DAY)
    core.tick()
    assert exclude(core, id=2)["n"] == 5
    assert [each["week"] for each in exclusions.listed(1, 1, moment(core))] == [True]
    assert counting() == 0


def test_a_week_of_fewer_than_five_is_never_left_out(core: Core) -> None:
    rate(core, 1, 4)
    close(core)
    core.clock.wait(3 * DAY)
    core.tick()
    assert refusal(lambda: exclude(core)) == "too_few"


# --- where an answer was given ---


def places() -> set[tuple[str, int, str]]:
    return set(listed(Rating.select(Rating.clerk, Rating.counter, Rating.field)))


def test_an_answer_is_born_without_a_place(core: Core) -> None:
    rate(core, 1, 2)
    assert places() == {("an", 0, "")}


def test_a_place_is_kept_only_where_a_whole_half_day_shares_it(core: Core) -> None:
    rate(core, 1, 6)
    rate(core, 2, 5, "ban-sao")
    rate(core, 2, 1, "khai-sinh")
    close(core)
    assert places() == {("an", 1, "ho-tich"), ("ba", 2, "")}


def test_a_place_goes_when_the_day_is_opened_again_and_the_clerk_helps(core: Core) -> None:
    rate(core, 1, 6)
    close(core)
    core.told(lambda tx: day.open_day(tx, "boss"))
    rate(core, 1, 1, "ban-sao")
    close(core)
    assert places() == {("an", 1, "")}


def test_what_goes_into_the_week_has_no_place(core: Core) -> None:
    rate(core, 1, 3)
    close(core)
    core.told(lambda tx: day.open_day(tx, "boss"))
    rate(core, 1, 6)
    close(core)
    halves = Rating.select(Rating.half, Rating.counter, Rating.field)
    assert set(listed(halves)) == {("week", 0, ""), ("am", 1, "ho-tich")}
