"""The question at the pad: when it opens and closes, and what is kept of few answers."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db.models import Day, OpenRating, Rating, Setting
from db.statement import rows as listed
from ratings import question, sealing
from tests.tickets.core import HALL, HOUR, SECOND, Core, refusal
from tickets import closing, day

CLERKS = "".join(
    f'[[hall.staff]]\nid = "{id}"\nname = "{id}"\nlabel = "Cán bộ {id}"\n' for id in ("an", "ba")
)


PRAISE = 'reasons = [{ code = "P1", name = "Niềm nở", kind = "praise" }]\npauses ='


@pytest.fixture
def core(tmp_path: Path) -> Iterator[Core]:
    hall = HALL.replace("pauses =", PRAISE) + CLERKS
    with Core(tmp_path / "state", hall=hall) as core:
        core.open(1, "an")
        core.open(2, "ba")
        yield core


def served(core: Core, n: int = 1) -> str:
    """Somebody is served at a counter; the question that opens."""
    core.take("khai-sinh" if n == 1 else "ban-sao")
    for verb in ("call-next", "start", "finish"):
        core.at(n, verb)
    found = OpenRating.select(OpenRating.id).where(
        (OpenRating.state == "open") & (OpenRating.counter == n)
    )
    [(id,)] = listed(found)
    return str(id)


def state(id: str) -> str:
    return str(OpenRating.get_by_id(id).state)


def answer(core: Core, id: str, n: int = 1, level: int = 5) -> None:
    key = secrets.token_bytes(16)
    core.told(lambda tx: question.answer(tx, id, n, level, key))


@pytest.mark.parametrize(("seconds", "closed"), [(19, False), (20, True), (21, True)])
def test_the_next_service_closes_the_question_but_not_before_twenty_seconds(
    seconds: int, closed: bool, core: Core
) -> None:
    id = served(core)
    core.take()
    core.clock.wait(seconds * SECOND)
    core.call()
    assert state(id) == "open"  # a call alone closes nothing
    core.at(1, "start")
    assert state(id) == ("unanswered" if closed else "open")
    core.wait((20 - seconds) * SECOND if not closed else 0)
    assert state(id) == "unanswered"
    assert core.journal().count("rating unanswered") == 1


def test_a_question_that_nobody_answers_is_over_after_its_minute(core: Core) -> None:
    id = served(core)
    core.wait(60 * SECOND - 1)
    assert state(id) == "open"
    core.wait(1)
    assert state(id) == "unanswered"


def test_a_question_gives_way_to_the_next_of_its_pad_and_to_no_other(core: Core) -> None:
    first, beside = served(core, 1), served(core, 2)
    second = served(core, 1)
    assert [state(id) for id in (first, beside, second)] == ["unanswered", "open", "open"]


def test_the_day_closes_every_question(core: Core) -> None:
    ids = [served(core, n) for n in (1, 2)]
    core.told(lambda tx: closing.close_day(tx, "test"))
    assert [state(id) for id in ids] == ["unanswered", "unanswered"]


def test_an_answered_question_is_neither_withdrawn_nor_unanswered(core: Core) -> None:
    id = served(core)
    answer(core, id)
    core.told(lambda tx: question.withdraw(tx, id))
    core.told(lambda tx: question.unanswered(tx, id))
    core.told(lambda tx: question.unanswered(tx, "no question"))
    assert state(id) == "answered"
    assert core.journal()[-1] == "rating answered"


def test_few_answers_of_a_half_day_become_the_day_and_few_of_a_day_the_week(core: Core) -> None:
    for n, many in ((1, 5), (2, 3)):
        for _ in range(many):
            answer(core, served(core, n), n)
    core.clock.wait(5 * HOUR)
    for n in (1, 2):
        answer(core, served(core, n), n)
    halves = Rating.select(Rating.clerk, Rating.half)
    assert sorted(set(listed(halves))) == [("an", "am"), ("an", "pm"), ("ba", "am"), ("ba", "pm")]
    core.told(lambda tx: closing.close_day(tx, "test"))
    kept = listed(halves)
    assert sorted(set(kept)) == [("an", "day"), ("ba", "week")]
    assert [kept.count(each) for each in (("an", "day"), ("ba", "week"))] == [6, 4]


def test_what_is_sealed_of_the_answers_shows_any_change(core: Core) -> None:
    for _ in range(5):
        answer(core, served(core))
    before = sealing.digests(1, [1])
    empty = hashlib.sha256(json.dumps([]).encode()).hexdigest()
    assert before["ratings"] != empty
    assert before["week"] == empty
    Rating.update(level=1).execute()
    assert sealing.digests(1, [1])["ratings"] != before["ratings"]


def test_axes_and_reasons_are_added_each_once(core: Core) -> None:
    Setting.replace(name="rules.rating_axes", value="true").execute()
    id, key = served(core), b"k" * 16
    core.told(lambda tx: question.answer(tx, id, 1, 4, key))

    def add(*codes: str, **axes: int) -> Any:
        return core.told(lambda tx: question.add(tx, id, key, question.More(codes, **axes)))

    assert add()["state"] == "answered"
    add(way=4, manner=5)
    add("P1")
    assert listed(Rating.select(Rating.level, Rating.way, Rating.manner, Rating.reasons)) == [
        (4, 4, 5, "P1")
    ]
    assert refusal(lambda: add("P1")) == "rating_closed"
    assert refusal(lambda: add(manner=1)) == "rating_closed"


def test_axes_are_taken_where_they_are_asked_and_on_the_days_scale(core: Core) -> None:
    id, key = served(core), b"k" * 16
    core.told(lambda tx: question.answer(tx, id, 1, 4, key))
    more = question.More(way=5)
    assert refusal(lambda: core.told(lambda tx: question.add(tx, id, key, more))) == "level"
    Setting.replace(name="rules.rating_axes", value="true").execute()
    more = question.More(manner=6)
    assert refusal(lambda: core.told(lambda tx: question.add(tx, id, key, more))) == "level"
    stray = question.More(way=5)
    assert (
        refusal(lambda: core.told(lambda tx: question.add(tx, id, b"?", stray))) == "rating_closed"
    )


def test_a_change_of_scale_holds_from_the_next_opening_on(core: Core) -> None:
    Setting.replace(name="rules.rating_levels", value="3").execute()
    answer(core, served(core), level=5)
    core.told(lambda tx: closing.close_day(tx, "test"))
    core.clock.wait(24 * HOUR)
    core.told(lambda tx: day.open_day(tx, "test"))
    core.open(1, "an")
    assert refusal(lambda: answer(core, served(core), level=4)) == "level"
    answer(core, served(core), level=3)
    assert sorted(listed(Rating.select(Rating.scale, Rating.level))) == [(3, 3), (5, 5)]


def test_a_day_of_before_has_the_scale_of_the_rule(core: Core) -> None:
    Day.update(levels=None).execute()
    assert question.levels_of(1) == 5
