"""What pages may know of the trial of all devices: its last result, and another one now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol


class Trial(Protocol):
    """Given by the wiring of devices."""

    def told(self) -> dict[str, Any]:
        """{"running", "why": "opening", "asked" or None, "at", "verdict", "rows": […]}.

        Each row: {"name", "kind", "verdict", "told": {"vi", "en"}, "at"}; a verdict is good, look
        (people must look themselves), bad, running or none; the whole has that of its worst row.
        """
        ...

    def heard(self, id: int, state: str) -> None:
        """What a screen says of the sentence it was to say: "spoken", "blocked" or "failed"."""
        ...

    def begin(self, names: Sequence[str] | None = None) -> None:
        """Tries these devices, or all; returns at once. Unknown `device` for another name."""
        ...
