"""The desk against a plain model: any presses in any order, refused ones too."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from db.errors import Refused
from tests.hall import HOUSE
from tests.tickets.core import SECOND, Core
from tests.tickets.model import Model, No
from tickets import line, rows

SERVICES = ("khai-sinh", "ban-sao")
GAPS = st.sampled_from([0, 1, 60, 240, 299, 300, 360, 900])
COUNTERS = st.sampled_from([1, 2])
# For speed: what a disk keeps is asked elsewhere.
SHM = Path("/dev/shm")
SHORT = settings(
    max_examples=120, stateful_step_count=40, deadline=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
LONG = settings(SHORT, max_examples=2000, stateful_step_count=100)
QUICK = settings(SHORT, phases=[Phase.generate], report_multiple_bugs=False, derandomize=True)


class DeskAndModel(RuleBasedStateMachine):
    """Presses both, and they must agree."""

    @initialize()
    def begin(self) -> None:
        self.home = Path(tempfile.mkdtemp(dir=SHM if SHM.exists() else None))
        self.core, self.model = Core(self.home / "state"), Model()
        self.ids: dict[str, int] = {}
        for n in self.model.counters:
            self.turn(n, "open")

    def teardown(self) -> None:
        self.core.close()
        shutil.rmtree(self.home)

    @rule(coming=st.lists(st.tuples(st.sampled_from(SERVICES), st.booleans(), GAPS), max_size=4))
    def people_come(self, coming: list[tuple[str, bool, int]]) -> None:
        for service, first, gap in coming:
            self.wait(gap)
            self.take(service, first)

    def take(self, service: str, first: bool) -> None:
        taken = self.core.take(service, "uu-tien" if first else None)
        assert taken["number"] == self.model.take(service, first=first)
        self.ids[taken["number"]] = taken["id"]

    @rule(n=COUNTERS)
    def call(self, n: int) -> None:
        self._both(lambda: self.core.call(n), lambda: (p := self.model.call(n)) and p.number)

    @rule(n=COUNTERS, verb=st.sampled_from(["recall", "start", "finish", "miss"]))
    def at(self, n: int, verb: str) -> None:
        self._both(lambda: self.core.at(n, verb), lambda: self.model.at(n, verb))

    @rule(n=COUNTERS)
    def next(self, n: int) -> None:
        self._both(lambda: self.core.next(n), lambda: self.model.next(n))

    @rule(n=COUNTERS, state=st.sampled_from(["open", "open", "paused", "closed"]))
    def turn(self, n: int, state: str) -> None:
        press = {"open": self.core.open, "paused": self.core.pause, "closed": self.core.shut}[state]
        self._both(lambda: press(n), lambda: self.model.turn_to(n, state))

    @rule(who=st.integers(0, 99), back=st.booleans())
    def come_or_go(self, who: int, back: bool) -> None:
        if self.model.people:
            person = self.model.people[who % len(self.model.people)]
            real, model = (
                (self.core.rejoin, self.model.rejoin)
                if back
                else (self.core.leave, self.model.leave)
            )
            self._both(lambda: real(self.ids[person.number]), lambda: model(person))

    @rule(seconds=GAPS)
    def wait(self, seconds: int) -> None:
        if self.model.now < 15 * 3600 * SECOND:  # the day does not turn within one play
            self.core.wait(seconds * SECOND)
            self.model.wait(seconds * SECOND)

    @invariant()
    def agree(self) -> None:
        assert self.core.states() == {
            p.number: p.state for p in sorted(self.model.people, key=lambda p: self.ids[p.number])
        }
        for n, person in self.model.hands.items():
            counter = rows.counter(n)
            assert counter
            assert counter.state == self.model.counters[n]
            assert counter.ticket == (self.ids[person.number] if person else None)

    def _both(self, real: Callable[[], Any], model: Callable[[], Any]) -> None:
        """The same answer, or a refusal of both that leaves no row."""
        before = len(self.core.journal())
        try:
            expected = model()
        except No:
            with pytest.raises(Refused):
                real()
            assert len(self.core.journal()) == before
            return
        assert real() == expected


def test_the_desk_does_what_the_model_does() -> None:
    run_state_machine_as_test(DeskAndModel, settings=SHORT)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_the_desk_does_what_the_model_does_for_long() -> None:
    run_state_machine_as_test(DeskAndModel, settings=LONG)


def helping_at_once(n: int, clerk: str | None) -> list[line.Place]:
    return [place._replace(offset=0) for place in PLACES(n, clerk)]


PLACES, ORDER = line.places, '"t1"."counted", "t1"."placed"'
WRONG: dict[str, tuple[Any, str, Any]] = {
    "offsets are forgotten": (line, "places", helping_at_once),
    "the last come first": (
        line._head, "sql", line._head.sql.replace(ORDER, ORDER.replace(",", " DESC,")),
    ),
    "nobody has a head start": (
        line._head, "sql", line._head.sql.replace(ORDER, '"t1"."joined", "t1"."placed"'),
    ),
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_order_is_found(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    owner, name, value = WRONG[wrong]
    assert getattr(owner, name) != value
    monkeypatch.setattr(owner, name, value)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(DeskAndModel, settings=QUICK)


def test_the_core_knows_neither_gevent_nor_flask() -> None:
    """In a process of its own: other tests of this one may have imported either."""
    program = (
        "import sys, tickets, hall.at_rest, db.backup, tests.tickets.core;"
        "sys.exit(str({'gevent', 'flask', 'escpos'} & set(sys.modules)) != 'set()')"
    )
    assert subprocess.run([sys.executable, "-c", program], cwd=HOUSE, check=False).returncode == 0
