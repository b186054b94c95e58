"""A sheet of paper that was entered wrongly is struck out, never edited, and entered again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from audit import verify
from db.errors import Unknown
from db.models import Answer, Journal
from db.statement import rows as listed
from office.moment import Moment
from ratings import later, sheets
from ratings.later import Given, Sheet
from tests.ratings.test_later import STAFF
from tests.tickets.core import HALL, Core, refusal
from tickets import closing


@pytest.fixture
def core(tmp_path: Path) -> Iterator[Core]:
    hall = HALL.replace("pauses =", STAFF.strip() + "\npauses =")
    with Core(tmp_path / "state", hall=hall) as core:
        yield core


def enter(core: Core, level: int, clerk: str = "an", actor: str = "boss") -> int:
    """A sheet's number."""
    told = core.told(lambda tx: later.on_paper(tx, clerk, Given(level), Sheet(1), actor))
    return int(told["sheet"])


def strike(core: Core, sheet: int, reason: str = "misread", actor: str = "boss") -> Any:
    return core.told(lambda tx: sheets.strike(tx, sheet, reason, actor))


def counting() -> list[int]:
    """The levels that count."""
    found = Answer.select(Answer.level).where(Answer.excluded.is_null())
    return sorted(level for (level,) in listed(found))


def moment(core: Core) -> Moment:
    writer = core.writer
    return Moment(writer.hall_time(), writer.clock.wall(), writer.machine)


def test_a_sheet_struck_out_stays_and_counts_no_longer(core: Core) -> None:
    wrong, right = enter(core, 1), enter(core, 4)
    assert strike(core, wrong) == {"sheet": wrong, "state": "struck"}
    assert counting() == [4]
    assert Answer.select().count() == 2  # nothing is deleted
    enter(core, 5)
    assert later.entered()["paper"] == 2
    last, _, first = sheets.listed(moment(core))
    assert (first["sheet"], first["struck"]["reason"], last["struck"]) == (wrong, "misread", None)
    assert "level" not in json.dumps(first)
    kept = Journal.get(Journal.action == "strike")
    assert (kept.ref, kept.actor, kept.clerk, kept.reason) == (str(wrong), "boss", "an", "misread")
    assert right != wrong
    assert not any(verify(core.state, core.settings).values())


def test_everybody_may_know_how_many_once_the_day_has_closed(core: Core) -> None:
    strike(core, enter(core, 1))
    enter(core, 4)
    assert sheets.struck_out(1, 1) == 0
    core.told(lambda tx: closing.close_day(tx, "test"))
    assert sheets.struck_out(1, 1) == 1
    # A sheet that is under its seal is struck out all the same, and the seal holds.
    strike(core, next(s["sheet"] for s in sheets.listed(moment(core)) if not s["struck"]))
    assert sheets.struck_out(1, 1) == 2
    assert not any(verify(core.state, core.settings).values())


def test_whom_a_sheet_is_about_does_not_strike_it_out_and_nobody_does_twice(core: Core) -> None:
    sheet = enter(core, 1)
    assert refusal(lambda: strike(core, sheet, actor="an")) == "own_rating"
    assert counting() == [1]
    strike(core, sheet, "twice", "ba")
    assert refusal(lambda: strike(core, sheet)) == "struck_out"
    for sheet_, reason in ((sheet + 1, "misread"), (10**9, "misread"), (sheet, "because")):
        with pytest.raises(Unknown):
            strike(core, sheet_, reason)
