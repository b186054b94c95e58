"""Two supervisors at one setting: the second to save has not seen what the first one did."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from office import living, reform
from tests.tickets.core import HALL, Core, refusal


@pytest.fixture
def core(tmp_path: Path) -> Iterator[Core]:
    """The small hall, without appointments: it has no class for them."""
    hall = HALL.replace("rejoin_after = 2", 'rejoin_after = 2, appointment_class = ""')
    with Core(tmp_path / "state", hall=hall) as core:
        yield core


def seen_and_changed(core: Core, name: str, seen: Any, value: Any) -> Any:
    return core.told(lambda tx: reform.change(tx, name, value, "boss", seen))


def test_who_looked_before_another_changed_it_is_told_so(core: Core) -> None:
    first = second = living.hall()
    slides = [{"id": "a", "title": "Nghỉ", "text": "Nghỉ trưa", "seconds": 15}]
    ninth = {"label": "Quầy 9", "label_en": "Counter 9", "lines": [{"field": "ho-tich"}]}
    fresh: tuple[tuple[str, Any, Any], ...] = (
        ("slides", first["slides"], slides),
        ("rules", first["rules"], {"recall_limit": 7}),
        ("field:ho-tich", first["fields"][0], {"name": "Một"}),
        ("counter:9", None, ninth),
    )
    for name, was, value in fresh:
        assert seen_and_changed(core, name, was, value)
    stale: tuple[tuple[str, Any, Any], ...] = (
        ("slides", second["slides"], []),
        ("rules", second["rules"], {"recall_limit": 6}),
        ("field:ho-tich", second["fields"][0], {"name": "Hai"}),
        ("field:ho-tich", second["fields"][0], None),
        ("counter:9", None, ninth | {"label": "Quầy chín"}),
    )
    for name, was, value in stale:
        assert refusal(partial(seen_and_changed, core, name, was, value)) == "changed_meanwhile"
    # Another part of the same thing, and what was seen as it is now, are theirs to change.
    assert seen_and_changed(core, "rules", second["rules"], {"grace_min": 11})
    assert seen_and_changed(core, "slides", living.hall()["slides"], [])
