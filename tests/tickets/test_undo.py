"""A counter takes back its own last press: everything is as it was, and the journal says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from db.models import Announcement, Counter, Due, Journal, OpenRating, Pace, Standing
from db.statement import rows as listed
from ratings import question
from tests.tickets.core import HALL, MINUTE, SECOND, Core, refusal
from tickets import pace, reading, rows, showing, voicing

CLERK = '[[hall.staff]]\nid = "can-bo"\nname = "canbo"\nlabel = "Cán bộ 1"\n'


def picture(core: Core) -> dict[str, Any]:
    """All that a press changes and an undo puts back."""
    tickets = sorted(core.states())
    return {
        "tickets": [core.ticket(id)._replace(seq=0) for (id,) in _ids()],
        "hands": listed(Counter.select(Counter.n, Counter.state, Counter.ticket).order_by("n")),
        "standing": listed(Standing.select().where(Standing.waiting > 0).order_by("place")),
        "pace": listed(Pace.select().where(Pace.samples > 0)),
        "grace": listed(Due.select(Due.ref).where(Due.kind == "grace")),
        "asked": listed(OpenRating.select(OpenRating.ticket).where(OpenRating.state == "open")),
        "unspoken": listed(Announcement.select(Announcement.id).where(_open)),
        "numbers": tickets,
    }  # fmt: skip


_open = Announcement.state == "open"


def _ids() -> list[tuple[int]]:
    found = Journal.select(Journal.seq).where(
        (Journal.subject == "ticket") & (Journal.action == "take")
    )
    return listed(found.order_by(Journal.seq))


def at(core: Core, *verbs: str) -> None:
    for verb in verbs:
        core.at(1, verb)


SAYS: dict[str, dict[str, Any]] = {
    "hold": {"reason": "FORM"},
    "transfer": {"to": "line:chung-thuc", "place": "first", "back": True},
    "add-service": {"service": "ban-sao"},
}


@pytest.mark.parametrize(
    ("before", "verb"),
    [
        ([], "call-next"),
        ([], "next"),
        (["call-next"], "next"),
        (["call-next", "start"], "next"),
        (["call-next", "start"], "finish"),
        (["call-next", "recall"], "miss"),
        (["call-next", "start"], "hold"),
        (["call-next"], "transfer"),
        (["call-next", "start"], "transfer"),
        (["call-next", "start"], "add-service"),
    ],
)
def test_everything_is_as_it_was(core: Core, before: list[str], verb: str) -> None:
    core.take()
    core.take("ban-sao")
    core.take()
    core.open()
    at(core, *before)
    was = picture(core)
    core.clock.wait(SECOND)
    core.at(1, verb, **SAYS.get(verb, {}))
    assert picture(core) != was
    rows_before = len(core.journal())
    core.at(1, "undo")
    assert picture(core) == was
    undone = Journal.select(Journal.undoes).where(Journal.seq > rows_before)
    undone = undone.where(Journal.action == "undo")
    named = [row[0] for row in listed(undone.order_by(Journal.seq))]
    assert named == sorted(named, reverse=True)
    assert named
    assert refusal(lambda: core.at(1, "undo")) == "nothing_to_undo"


def test_a_resume_and_a_call_out_of_order_are_taken_back(core: Core) -> None:
    first, second = core.take()["id"], core.take()["id"]
    core.open()
    at(core, "call-next", "start")
    core.at(1, "hold", reason="FORM")
    was = picture(core)
    core.at(1, "call", ticket=second, reason="FUNERAL")
    core.at(1, "undo")
    assert picture(core) == was
    core.at(1, "resume", ticket=first)
    core.at(1, "undo")
    assert picture(core) == was


@pytest.mark.parametrize("later", ["start", "recall"])
def test_only_the_last_press_is_taken_back(core: Core, later: str) -> None:
    core.take()
    core.open()
    at(core, "call-next", later)
    assert refusal(lambda: core.at(1, "undo")) == "nothing_to_undo"


@pytest.mark.parametrize(("seconds", "told"), [(10, None), (11, "undo_late")])
def test_after_ten_seconds_it_is_too_late(core: Core, seconds: int, told: str | None) -> None:
    core.take()
    core.open()
    core.call()
    core.clock.wait(seconds * SECOND)
    if told:
        assert refusal(lambda: core.at(1, "undo")) == told
    else:
        core.at(1, "undo")


def test_a_ticket_that_another_has_taken_stays_there(core: Core) -> None:
    id = core.take()["id"]
    core.open(1)
    core.open(2)
    at(core, "call-next", "start")
    core.at(1, "transfer", to="counter:2", place="keep")
    core.call(2)
    assert refusal(lambda: core.at(1, "undo")) == "moved_on"
    assert core.ticket(id).counter == 2


@pytest.mark.parametrize("turn", ["pause", "shut"])
def test_a_pause_or_a_close_ends_it(core: Core, turn: str) -> None:
    core.take()
    core.open()
    at(core, "call-next", "start", "finish")
    press: Callable[[], None] = getattr(core, turn)
    press()
    assert refusal(lambda: core.at(1, "undo")) == "nothing_to_undo"


def with_clerk(core: Core) -> str:
    """A service that can-bo has just finished; the question's id."""
    core.take()
    core.open(1, "can-bo")
    at(core, "call-next", "start", "finish")
    found: str = listed(OpenRating.select(OpenRating.id))[0][0]
    return found


@pytest.fixture
def staffed(tmp_path: Path) -> Iterator[Core]:
    with Core(tmp_path / "staffed", hall=HALL + CLERK) as core:
        yield core


def test_an_undone_finish_takes_its_question_back(staffed: Core) -> None:
    id = with_clerk(staffed)
    staffed.at(1, "undo")
    state = listed(OpenRating.select(OpenRating.state).where(OpenRating.id == id))
    assert state == [("withdrawn",)]
    assert "rating withdrawn" in staffed.journal()
    staffed.at(1, "finish")
    assert listed(OpenRating.select(OpenRating.state).where(OpenRating.id != id)) == [("open",)]


def test_who_sat_there_is_who_sat_there(staffed: Core) -> None:
    id = staffed.take()["id"]
    staffed.open(1)
    at(staffed, "call-next", "recall")
    staffed.open(1, "can-bo")
    at(staffed, "miss")
    assert staffed.ticket(id).clerk == "can-bo"
    at(staffed, "undo")
    assert staffed.ticket(id).clerk is None


def test_what_another_counter_has_taught_stays(core: Core) -> None:
    for n in (1, 2):
        core.take()
        core.open(n)
        core.call(n)
        core.at(n, "start")
        core.clock.wait(n * MINUTE)
    core.at(1, "finish")
    core.at(2, "finish")
    assert pace.of("khai-sinh") == (2, 2.5 * MINUTE, (MINUTE / 2) ** 2)
    core.at(1, "undo")
    assert pace.of("khai-sinh") == (1, 2.0 * MINUTE, 0.0)
    core.at(2, "undo")
    assert pace.of("khai-sinh")[0] == 0


def test_once_the_citizen_has_answered_a_finish_stays_finished(staffed: Core) -> None:
    id = with_clerk(staffed)
    staffed.told(lambda tx: question.answer(tx, id, 1, 5, b"k" * 16))
    assert refusal(lambda: staffed.at(1, "undo")) == "rating_answered"
    assert rows.existing(1).ticket is None


def test_an_unspoken_call_is_never_spoken_and_a_spoken_one_stays(core: Core) -> None:
    core.take()
    core.open()
    core.call()
    core.at(1, "undo")
    assert listed(Announcement.select(Announcement.state)) == [("retracted",)]
    core.call()
    id = listed(Announcement.select(Announcement.id).where(_open))[0][0]
    core.told(lambda tx: voicing.said(tx, id, "spoken"))
    core.at(1, "undo")
    states = [row[0] for row in listed(Announcement.select(Announcement.state))]
    assert sorted(states) == ["retracted", "spoken"]


def test_calling_when_nobody_waits_forgets_nothing(core: Core) -> None:
    core.take()
    core.open()
    at(core, "call-next", "start", "finish")
    assert core.call() is None
    core.at(1, "undo")
    assert rows.existing(1).ticket


def test_the_board_shows_no_call_that_was_taken_back(core: Core) -> None:
    core.take()
    core.open()
    core.call()
    assert [row[1] for row in showing.calls(1)] == ["A001"]
    core.at(1, "undo")
    assert showing.calls(1) == []
    assert reading.unspoken(1, 0) == []
