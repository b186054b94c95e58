"""The desk against a plain model: any presses in any order, refused ones too."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

from tests.hall import HOUSE
from tests.tickets.plants import PLANTS, planted
from tests.tickets.play import Play
from tests.tickets.presses import PRESSES, open_both, press

SHORT = settings(
    max_examples=300, stateful_step_count=50, deadline=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
QUICK = settings(SHORT, phases=[Phase.generate], report_multiple_bugs=False, derandomize=True)
LONG = settings(SHORT, max_examples=2000, stateful_step_count=100)


class Pressed(RuleBasedStateMachine):
    """Presses both, and they must agree."""

    @initialize()
    def begin(self) -> None:
        self.play = Play()
        open_both(self.play)

    def teardown(self) -> None:
        self.play.end()


def _pressing(name: str) -> Callable[[Any, Any], None]:
    def pressing(self: Pressed, data: st.DataObject) -> None:
        press(self.play, name, lambda values: data.draw(st.sampled_from(values)))

    return pressing


# A rule for each press, so that hypothesis leaves some out and tries the others together.
DeskAndModel = type(
    "DeskAndModel", (Pressed,), {n: rule(data=st.data())(_pressing(n)) for n in PRESSES}
)


@pytest.mark.timeout(600)
def test_the_desk_does_what_the_model_does() -> None:
    run_state_machine_as_test(DeskAndModel, settings=SHORT)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_the_desk_does_what_the_model_does_for_long() -> None:
    run_state_machine_as_test(DeskAndModel, settings=LONG)


@pytest.mark.parametrize(
    "fault",
    ["nobody has a head start", "the last come first", "a helping line need not wait longer"],
)
def test_a_wrong_order_is_found(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Here too; test_walk.py breaks every rule."""
    monkeypatch.setattr(*planted(*PLANTS[fault]))
    with pytest.raises(AssertionError):
        run_state_machine_as_test(DeskAndModel, settings=QUICK)


def test_the_core_knows_neither_gevent_nor_flask() -> None:
    """In a process of its own: other tests of this one may have imported either."""
    program = (
        "import sys, tickets, hall.at_rest, db.backup, tests.tickets.core;"
        "sys.exit(str({'gevent', 'flask', 'escpos'} & set(sys.modules)) != 'set()')"
    )
    assert subprocess.run([sys.executable, "-c", program], cwd=HOUSE, check=False).returncode == 0
