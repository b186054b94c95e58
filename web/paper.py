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

    def papers(self) -> dict[str, str | None]:
        """What is wrong with the paper of each screen that a printer names, and of others ("")."""
        ...

    def printers(self, moment: Any) -> list[dict[str, Any]]:
        """Each printer as in `devices`, with its "roll"; to be asked where the database is read.

        {"left", "used_m", "slips", "slip_mm", "since", "low", "asks"}: see tickets.rolls.
        """
        ...

    def roll_changed(self, name: str) -> None:
        """Somebody has said that a new roll is in this printer."""
        ...

    def print_sheet(self, printer: str | None, blocks: list[dict[str, Any]]) -> str:
        """Hands a sheet that is no ticket's to a printer; "", or why not: no_paper, printing."""
        ...

    def devices(self) -> list[dict[str, Any]]:
        """Each device's name, state, since when, when last seen, and what to do."""
        ...

    def speaker_works(self) -> bool:
        """False while the hall's own sound card cannot be heard; True also without any."""
        ...

    def sound_on_trial(self) -> dict[str, Any] | None:
        """{"id", "sound"} of the sentence that the hall's screen is to say now, if any."""
        ...

    def pad_is_tried(self, counter: int) -> bool:
        """Whether this counter's rating pad shows now that it is tried."""
        ...

    def refused_key(self, counter: int) -> dict[str, Any] | None:
        """{"press", "key", "code", "text": {"vi", "en"}} of a key pad's last press, if refused."""
        ...
