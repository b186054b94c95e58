"""What a screen may have read to somebody who cannot read it."""

from __future__ import annotations

from typing import Protocol


class Aloud(Protocol):
    """Given by the wiring of the voice."""

    def able(self) -> bool:
        """Whether anything could be read now."""
        ...

    def read(self, language: str, text: str) -> bytes | None:
        """`text` as a wav file in memory; None when nobody can say it now. It blocks."""
        ...
