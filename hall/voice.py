"""The engine that speaks, as one of the devices: whether calls sound with words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hardware.health import Health
from hardware.vigil import OnHealth, Vigil

NAME = "giong-doc"


class Voice:
    """`trouble` names one of `words` that says why there are no words, or None."""

    def __init__(self, trouble: Callable[[], str | None], words: dict[str, dict[str, str]]) -> None:
        self._trouble, self._words = trouble, words
        self._vigil: Vigil | None = None

    def start(self, on_health: OnHealth) -> None:
        """`on_health(name, health)` is called when the voice goes or returns."""
        self._vigil = Vigil(NAME, on_health, lambda _: None)
        self.listen()

    def listen(self) -> None:
        """Looks whether it speaks."""
        if self._vigil is not None:
            trouble = self._trouble()
            self._vigil.set("error" if trouble else "ok", trouble or "")

    @property
    def health(self) -> Health:
        """How it is, since when, when it last spoke."""
        assert self._vigil
        return self._vigil.health

    @property
    def todo(self) -> dict[str, Any]:
        """What to do, in the voice's own words."""
        key = self.health.detail
        return {lang: words[key] if key else "" for lang, words in self._words.items()}
