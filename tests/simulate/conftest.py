"""Five days, played once for all the tests that look at them."""

from __future__ import annotations

import pytest

from tests.simulate.played import Played, begin


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """What `motcua simulate --days 5 --seed 1` leaves."""
    state = tmp_path_factory.mktemp("simulated") / "state"
    play = begin("--days", "5", "--seed", "1", "--into", str(state))
    try:
        said, complaints = play.communicate(timeout=400)
    finally:
        play.kill()
    assert play.returncode == 0, said + complaints
    return Played(state, said)
