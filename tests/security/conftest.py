"""The hall that is attacked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.hall import Hall


@pytest.fixture(scope="session")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """One hall for all attacks; after them it must live, and nothing may have surprised it."""
    hall = Hall(tmp_path_factory.mktemp("attacked"))
    try:
        yield hall.start()
        hall.wait_until_healthy()
        assert " failed\nTraceback" not in hall.log()
    finally:
        hall.end()
