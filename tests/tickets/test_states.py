"""The law, said once more in another shape: state by state, what may be done and what follows."""

from __future__ import annotations

import pytest

from db.errors import Refused
from tickets import states

# What somebody may choose, and what it leads to.
CHOSEN: dict[str | None, dict[str, str]] = {
    None: {"take": "waiting"},
    "waiting": {
        "call": "called", "call-this": "called", "pass": "waiting", "leave": "left",
        "confirm": "waiting", "void": "void", "reprint": "waiting", "mark": "waiting",
    },
    "called": {
        "recall": "called", "start": "serving", "miss": "missed", "transfer": "waiting",
        "leave": "left", "confirm": "called", "reprint": "called", "mark": "called",
    },
    "serving": {"finish": "served", "hold": "held", "transfer": "waiting", "mark": "serving",
                "note": "serving"},
    "held": {
        "resume": "serving", "leave": "left", "void": "void", "reprint": "held", "mark": "held",
    },
    "missed": {
        "rejoin": "waiting", "leave": "left", "confirm": "missed", "void": "void",
        "reprint": "missed", "mark": "missed",
    },
    "served": {}, "left": {}, "void": {}, "expired": {},
}  # fmt: skip
# What comes of a rule, or with another action.
FOLLOWS: dict[str | None, dict[str, str]] = {
    "waiting": {"release": "waiting", "doubt": "waiting", "expire": "expired"},
    "called": {"doubt": "called", "expire": "expired"},
    "held": {"release": "waiting", "expire": "expired"},
    "missed": {"expire": "expired"},
    "served": {"add-service": "waiting", "return": "waiting"},
}
# From here an undo leads back, so a page offers it.
UNDOABLE = {"waiting", "called", "serving", "held", "missed", "served"}
ACTIONS = {action for done in CHOSEN.values() for action in done}
ALL = sorted(ACTIONS | {action for done in FOLLOWS.values() for action in done})


@pytest.mark.parametrize("state", CHOSEN)
def test_every_action_in_every_state(state: str | None) -> None:
    lawful = CHOSEN[state] | FOLLOWS.get(state, {})
    undo = ["undo"] if state in UNDOABLE else []
    assert sorted(states.allowed(state)) == sorted([*CHOSEN[state], *undo])
    for action in ALL:
        if action in lawful:
            assert states.after(state, action) == lawful[action]
        else:
            with pytest.raises(Refused) as refused:
                states.after(state, action)
            assert refused.value.code == "not_allowed"
            assert refused.value.fields["state"] == state
            assert refused.value.fields["allowed"] == states.allowed(state)


def test_the_states_are_these_and_an_end_is_an_end() -> None:
    assert {*states.STATES} == {*CHOSEN} - {None}
    assert {*states.ENDED} == {state for state, done in CHOSEN.items() if not done}
    assert set(states.UNDONE) == UNDOABLE
