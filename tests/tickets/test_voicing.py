"""What becomes of an announcement: taken up, spoken, blocked, late, or taken back."""

from __future__ import annotations

from typing import Any

import pytest

from tests.tickets.core import SECOND, Core
from tickets import reading, undo, voicing

MAX_AGE = 60 * SECOND


def called(core: Core, *numbers: int) -> list[int]:
    """So many citizens called to counter 1 one after another; their announcements."""
    core.open()
    for _ in numbers:
        core.take()
    ids = []
    for gap in numbers:
        core.clock.wait(gap * SECOND)
        core.call()
        ids.append(reading.announced(1, 0)[-1].id)
        core.at(1, "start")
        core.at(1, "finish")
    return ids


def say(core: Core, id: int, state: str) -> str:
    return str(core.told(lambda tx: voicing.said(tx, id, state))["state"])


def next_up(core: Core) -> dict[str, Any]:
    taken: dict[str, Any] = core.told(voicing.take_up)
    return taken


def states(core: Core, ids: list[int]) -> list[str]:
    return [(reading.announcement(id) or {})["state"] for id in ids]


def test_the_hall_s_speaker_takes_them_up_in_order_one_at_a_time(core: Core) -> None:
    first, second = called(core, 1, 2)
    taken = next_up(core)
    assert (taken["next"]["id"], taken["others"]) == (first, 1)
    assert (taken["next"]["number"], taken["next"]["state"]) == ("A001", "speaking")
    assert taken["next"]["left_ms"] == MAX_AGE - 2 * SECOND
    assert states(core, [first, second]) == ["speaking", "open"]
    assert say(core, first, "spoken") == "spoken"
    assert next_up(core)["next"]["id"] == second
    say(core, second, "spoken")
    assert next_up(core) == {"next": None}


def test_what_an_earlier_run_began_is_taken_up_again(core: Core) -> None:
    [only] = called(core, 1)
    next_up(core)
    assert next_up(core)["next"]["id"] == only


def test_what_grew_too_old_is_late_and_never_said(core: Core) -> None:
    old, just, young = called(core, 0, 1, 30)
    core.clock.wait(MAX_AGE - 30 * SECOND)
    taken = next_up(core)
    assert states(core, [old, just, young]) == ["late", "speaking", "open"]
    assert (taken["next"]["left_ms"], taken["others"]) == (0, 1)
    core.clock.wait(MAX_AGE)
    assert next_up(core) == {"next": None}
    assert states(core, [old, just, young]) == ["late", "speaking", "late"]
    assert say(core, just, "spoken") == "spoken"


@pytest.mark.parametrize(
    ("before", "then", "after"),
    [
        ("open", "late", "late"),
        ("speaking", "late", "late"),
        ("spoken", "late", "spoken"),
        ("spoken", "speaking", "spoken"),
        ("spoken", "blocked", "spoken"),
        ("blocked", "speaking", "speaking"),
        ("late", "speaking", "speaking"),
        ("late", "spoken", "spoken"),
    ],
)
def test_one_screen_s_word_after_another_s(core: Core, before: str, then: str, after: str) -> None:
    [only] = called(core, 1)
    if before != "open":
        say(core, only, before)
    assert say(core, only, then) == after


def test_an_undone_call_is_taken_back_and_not_begun_again(core: Core) -> None:
    core.open()
    core.take()
    core.call()
    [row] = reading.unspoken(1, 0)
    say(core, row.id, "speaking")
    core.told(lambda tx: undo.undo(tx, 1, "test"))
    assert [(one.id, one.state) for one in reading.announced(1, 0)] == [(row.id, "retracted")]
    assert reading.unspoken(1, 0) == []
    assert say(core, row.id, "speaking") == "retracted"
    assert next_up(core) == {"next": None}


def test_whose_call_came_too_late_is_to_be_read_until_somebody_comes(core: Core) -> None:
    core.open()
    core.take()
    core.call()
    [row] = reading.unspoken(1, 0)
    assert reading.unheard() == []
    core.clock.wait(MAX_AGE + SECOND)
    next_up(core)
    assert reading.unheard() == [(row.id, "A001", 1)]
    core.at(1, "recall")
    assert reading.unheard() == [], "it is announced anew"
    core.clock.wait(MAX_AGE + SECOND)
    next_up(core)
    assert [one[1:] for one in reading.unheard()] == [("A001", 1)]
    core.at(1, "start")
    assert reading.unheard() == []


def test_screens_are_told_only_when_something_changed(core: Core) -> None:
    [only] = called(core, 1)
    next_up(core)
    say(core, only, "spoken")
    before = reading.version("hall")
    next_up(core)
    assert reading.version("hall") == before
