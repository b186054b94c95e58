"""What the tests of the core may ask for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tickets.core import Core


@pytest.fixture
def core(tmp_path: Path) -> Iterator[Core]:
    """A small hall with an open day, two lines and two counters."""
    with Core(tmp_path / "state") as core:
        yield core
