"""One clean history for all who break it, and a copy for each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.audit.busy import Busy
from tests.audit.chance import live
from tests.audit.tampering import Tampered, tampered


@pytest.fixture(scope="session")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The state of a hall after two sealed days and the morning of a third."""
    state = tmp_path_factory.mktemp("busy") / "state"
    with Busy(state, seed=1) as hall:
        live(hall)
        # Whatever chance has done: somebody who came last, without paper, and was not called yet.
        hall.take()
    return state


@pytest.fixture
def broken(clean: Path, tmp_path: Path) -> Iterator[Tampered]:
    """A copy of it, to be broken."""
    with tampered(clean, tmp_path) as it:
        yield it
