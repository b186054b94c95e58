"""What pages may know of devices: who prints for a kiosk, whether there is paper, how all are."""

from __future__ import annotations

from typing import Any, Protocol


class Paper(Protocol):
    """Given by the wiring of devices."""

    def printer_for(self, screen: str) -> str | None:
        """The printer that serves the screen of this name, or None without any."""
        ...

    def state(self) -> dict[str, Any]:
        """{"ok": bool, "trouble": None or what is wrong}."""
        ...

    def devices(self) -> list[dict[str, Any]]:
        """Each device's name, state, since when, when last seen, and what to do."""
        ...

    def refused_key(self, counter: int) -> dict[str, Any] | None:
        """{"press", "key", "code", "text": {"vi", "en"}} of a key pad's last press, if refused."""
        ...
