"""What is answered after the pad has gone to rest: by phone, once a leg, or on a sheet of paper."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db.errors import Unknown
from db.models import Answer, Journal, Setting
from db.statement import rows as listed
from ratings import later
from ratings.later import Given, Leg, Sheet
from tests.tickets.core import HALL, SECOND, Core, refusal
from tickets import closing, counters, day

DAY = 86_400_000
STAFF = """
reasons = [
  { code = "R1", name = "Chờ lâu", of_clerk = false }, { code = "R2", name = "Thái độ" },
  { code = "P1", name = "Niềm nở", kind = "praise" },
]
staff = [
  { id = "an", name = "an", label = "An" }, { id = "ba", name = "ba", label = "Ba" },
]
"""


@pytest.fixture
def core(tmp_path: Path) -> Iterator[Core]:
    hall = HALL.replace("pauses =", STAFF.strip() + "\npauses =")
    with Core(tmp_path / "state", hall=hall) as core:
        core.open(1, "an")
        yield core


def served(core: Core, seconds: int = 60) -> int:
    """Somebody is served, and says nothing at the pad; the ticket."""
    id = core.take()["id"]
    for verb in ("call-next", "start", "finish"):
        core.at(1, verb)
    core.wait(seconds * SECOND)
    return int(id)


def legs(core: Core, ticket: int) -> list[Leg]:
    return later.open_to(ticket, core.store.writer.hall_time())


def by_phone(core: Core, ticket: int, rating: str, *said: Any) -> Any:
    return core.told(lambda tx: later.by_phone(tx, ticket, rating, Given(*said)))


def kept() -> list[tuple[Any, ...]]:
    columns = (Answer.channel, Answer.clerk, Answer.counter, Answer.day, Answer.level)
    return listed(Answer.select(*columns, Answer.reasons, Answer.way, Answer.form))


def close(core: Core) -> None:
    core.told(lambda tx: closing.close_day(tx, "test"))


def test_what_the_pad_asked_in_vain_is_answered_by_phone_once(core: Core) -> None:
    ticket = served(core)
    [leg] = legs(core, ticket)
    assert (leg.clerk, leg.counter) == ("an", 1)
    assert by_phone(core, ticket, leg.rating, 2, ("R2",), 3)["state"] == "answered"
    assert kept() == [("phone", "an", None, None, 2, "R2", 3, None)]
    assert legs(core, ticket) == []
    assert refusal(lambda: by_phone(core, ticket, leg.rating, 5)) == "rating_closed"
    row = Journal.get(Journal.subject == "answer")
    assert (row.ref, row.action, row.actor, row.clerk) == (leg.rating, "phone", "holder", "an")


def test_while_the_pad_asks_the_phone_is_told_to_wait(core: Core) -> None:
    ticket = served(core, 59)
    now = core.store.writer.hall_time
    assert later.asks(ticket, now()) == {"soon": True, "axes": False, "legs": []}
    core.wait(SECOND)
    [leg] = legs(core, ticket)
    asked = {"rating": leg.rating, "counter": 1, "levels": 5}
    assert later.asks(ticket, now()) == {"soon": False, "axes": False, "legs": [asked]}


@pytest.mark.parametrize(("seconds", "days", "open_"), [(59, 0, 0), (60, 0, 1), (60, 7, 0)])
def test_the_phone_asks_after_the_pad_and_for_so_many_days(
    seconds: int, days: int, open_: int, core: Core
) -> None:
    ticket = served(core, seconds)
    core.clock.wait(days * DAY)
    assert len(legs(core, ticket)) == open_


def test_each_leg_is_asked_about_and_nobody_elses(core: Core) -> None:
    ticket, other = served(core), served(core)
    core.take()
    for verb in ("call-next", "start"):
        core.at(1, verb)
    core.at(1, "transfer", to="line:chung-thuc", place="first")
    core.open(2, "ba")
    for verb in ("call-next", "start", "finish"):
        core.at(2, verb)
    core.wait(60 * SECOND)
    third = other + len(listed(Journal.select().where(Journal.seq > other)))
    several = [legs(core, id) for id in range(1, third)]
    assert [len(each) for each in several if each] == [1, 1, 1]
    [leg] = legs(core, ticket)
    assert refusal(lambda: by_phone(core, other, leg.rating, 5)) == "rating_closed"


@pytest.mark.parametrize("said", [(6,), (0,), (5, ("R2",)), (2, ("P1",)), (2, ("X",)), (3, (), 6)])
def test_an_answer_holds_what_the_form_offers(said: tuple[Any, ...], core: Core) -> None:
    ticket = served(core)
    [leg] = legs(core, ticket)
    with pytest.raises(Unknown):
        by_phone(core, ticket, leg.rating, *said)
    assert kept() == []


def test_a_sheet_is_entered_for_a_clerk_by_somebody_else(core: Core) -> None:
    sheet = Sheet(1, "ho-tich", (5, None, 4, 4, 3), 2, papers=True)

    def enter(clerk: str, actor: str = "ba") -> Any:
        said = Given(4, ("P1",))
        return core.told(lambda tx: later.on_paper(tx, clerk, said, sheet, actor))

    assert enter("an")["state"] == "entered"
    form = json.dumps([[5, None, 4, 4, 3], 2, True, None])
    assert kept() == [("paper", "an", 1, None, 4, "P1", None, form)]
    assert later.entered() == {"phone": 0, "paper": 1}
    assert refusal(lambda: enter("an", "an")) == "own_rating"
    with pytest.raises(Unknown):
        enter("nobody")


def test_whoever_sat_at_the_counter_that_day_is_whom_a_sheet_may_be_about(core: Core) -> None:
    core.told(lambda tx: counters.open_counter(tx, 1, "ba", pin_ok=False, actor="ba"))
    core.open(2)
    close(core)
    core.clock.wait(DAY)
    core.told(lambda tx: day.open_day(tx, "test"))
    core.open(1, "ba")
    dates = ("2026-11-20", "2026-11-21", "2026-11-22")
    assert [later.sat_at(1, date) for date in dates] == [["an", "ba"], ["ba"], []]
    assert later.sat_at(2, dates[0]) == []


def test_what_came_since_joins_the_seal_of_the_next_closing(core: Core) -> None:
    ticket = served(core)
    close(core)
    empty = sealed()
    assert kept() == []
    by_phone(core, ticket, legs(core, ticket)[0].rating, 4)  # in the evening
    core.clock.wait(DAY)
    core.told(lambda tx: day.open_day(tx, "test"))
    close(core)
    assert [row[3] for row in kept()] == [1]  # the first business day of that week
    assert sealed() != empty
    assert later.entered() == {"phone": 0, "paper": 0}


def sealed() -> str:
    row = Journal.select().where(Journal.action == "close").order_by(Journal.seq.desc()).first()
    return str(json.loads(row.detail)["later"])


def test_a_change_of_scale_holds_from_the_next_opening_on(core: Core) -> None:
    ticket = served(core)
    Setting.replace(name="rules.rating_levels", value="3").execute()
    [leg] = legs(core, ticket)
    by_phone(core, ticket, leg.rating, 5)
    close(core)
    core.clock.wait(DAY)
    core.told(lambda tx: day.open_day(tx, "test"))
    core.open(1, "an")
    ticket = served(core)
    [leg] = legs(core, ticket)
    with pytest.raises(Unknown):
        by_phone(core, ticket, leg.rating, 5)
    by_phone(core, ticket, leg.rating, 3)
    assert sorted(listed(Answer.select(Answer.scale, Answer.level))) == [(3, 3), (5, 5)]
