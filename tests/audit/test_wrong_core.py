"""A core that breaks the law while the hall works is named, although its chain is perfect."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from audit import PROMISES, verify
from audit.announced import Announced
from audit.answers import Answers
from audit.floors import Floors
from audit.hands import Hands
from audit.order import Order
from audit.placing import Placing
from audit.presses import Presses
from audit.promise import Promise
from audit.questions import Questions
from audit.seals import Seals
from audit.seen import Seen
from db.floor import Floor
from db.transaction import Transaction
from ratings import question, sealing
from tests.audit.busy import MORNING, Busy, settings
from tests.audit.chance import empty_hands, work
from tests.audit.deeds import everything
from tickets import line, moving, rows, taking, voicing


def nothing(*_: object, **__: object) -> None:
    """What a function does that was forgotten."""


def call_the_last(places: Callable[..., list[line.Place]]) -> Callable[..., Any]:
    """A counter that looks at one of its lines only."""
    return lambda counter, clerk: places(counter, clerk)[-1:]


def ask_twice(ask: Callable[..., None]) -> Callable[..., None]:
    """Two questions for one leg."""

    def twice(tx: Transaction, row: rows.TicketRow) -> None:
        ask(tx, row)
        ask(tx, row)

    return twice


def take_twice(take: Callable[..., Any]) -> Callable[..., Any]:
    """Two tickets for one press."""
    return lambda *of, **more: (take(*of, **more), take(*of, **more))[0]


def forget_the_hash(digests: Callable[..., dict[str, str]]) -> Callable[..., Any]:
    """The hash of another day's answers."""
    return lambda day, week: digests(day + 1, [day + 1])


Wrong = Callable[[Callable[..., Any]], Callable[..., Any]]
WRONG: list[tuple[type[Promise], Any, str, Wrong]] = [
    (Order, line, "places", call_the_last),
    (Placing, line, "after_the", lambda _: lambda n, place: 0),
    (Order, line, "_overtaken", lambda _: lambda *of: []),
    (Announced, voicing, "announce", lambda _: nothing),
    (Hands, rows, "hold", lambda _: nothing),
    (Floors, Floor, "cover", lambda _: nothing),
    (Presses, taking, "take", take_twice),
    (Questions, question, "ask", lambda _: nothing),
    (Questions, question, "ask", ask_twice),
    (Answers, sealing, "gather_small_cells", lambda _: nothing),
    (Seals, sealing, "digests", forget_the_hash),
]
# Of what is done on purpose.
WRONG_DEEDS: list[tuple[type[Promise], Any, str, Wrong]] = [
    (Announced, voicing, "retract", lambda _: nothing),
    (Order, line, "standing_before", lambda _: lambda *of: []),
    (Placing, line, "behind", lambda _: lambda *of: 0),
    (Seen, moving, "give_back", lambda _: nothing),
    (Seen, moving, "let_go", lambda _: nothing),
    (Questions, question, "withdraw", lambda _: nothing),
]


def a_day(state: Path) -> None:
    """A day of work, closed in the night, and the next day's first number."""
    with Busy(state, seed=11) as hall:
        hall.open_counters_on_a_new_day()
        work(hall, 100)
        empty_hands(hall, (1, 2, 3))
        hall.until(MORNING + 86_400_000)
        hall.take()


def test_the_same_day_without_a_fault(tmp_path: Path) -> None:
    a_day(tmp_path / "state")
    assert not any(verify(tmp_path / "state", settings()).values())


def the_deeds(state: Path) -> None:
    """Every action of the law, done on purpose."""
    with Busy(state, seed=11) as hall:
        hall.open_counters_on_a_new_day()
        everything(hall)


def broken(state: Path) -> set[type[Promise]]:
    """The promises that are."""
    told = verify(state, settings())
    return {kind for kind in PROMISES if told[kind.says]}


@pytest.mark.parametrize(("promise", "where", "name", "wrong"), WRONG)
def test_a_core_that_is_wrong_is_named(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    promise: type[Promise],
    where: Any,
    name: str,
    wrong: Wrong,
) -> None:
    monkeypatch.setattr(where, name, wrong(getattr(where, name)))
    a_day(tmp_path / "state")
    assert broken(tmp_path / "state") == {promise}


@pytest.mark.parametrize(("promise", "where", "name", "wrong"), WRONG_DEEDS)
def test_a_core_that_does_one_deed_wrong_is_named(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    promise: type[Promise],
    where: Any,
    name: str,
    wrong: Wrong,
) -> None:
    monkeypatch.setattr(where, name, wrong(getattr(where, name)))
    the_deeds(tmp_path / "state")
    assert broken(tmp_path / "state") == {promise}
