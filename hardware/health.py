"""How a device is: a handful of states, each with what a person should do about it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

STATES = ("ok", "paper-out", "cover-open", "offline", "error", "unknown")
"""`unknown` is a device that never answers: it may well work, so it stops nobody."""

BLOCKING = frozenset({"paper-out", "cover-open", "offline", "error"})
"""In these no byte is sent: the job is failed, and may be tried again."""


@dataclass(frozen=True)
class Condition:
    """What the device itself says: one of STATES, and a short code or sentence for the log."""

    state: str
    detail: str = ""


@dataclass(frozen=True)
class Health:
    """A condition with its history: times are Unix seconds, None = the device was never heard."""

    state: str
    detail: str
    since: float
    last_seen: float | None

    def todo(self, kind: str) -> dict[str, str]:
        """What a person should do now with a device of this kind, as {"vi": …, "en": …}.

        Empty texts when there is nothing to do. What a detail says before a colon is its code.
        """
        code = f"{self.state}:{self.detail.partition(':')[0]}"
        words, every = _catalogue().get(kind, {}), _catalogue()["any"]
        return words.get(code) or every.get(code) or words.get(self.state) or NOTHING

    def level(self, kind: str) -> str:
        """good; watch = it works, or may, and somebody should look; bad."""
        if self.state in BLOCKING:
            return "bad"
        return "good" if self.state == "ok" and self.todo(kind) == NOTHING else "watch"


NOTHING = {"vi": "", "en": ""}


@cache
def _catalogue() -> dict[str, dict[str, dict[str, str]]]:
    # The drivers' children, which know the states too, never ask.
    import tomllib

    path = Path(__file__).with_name("words.toml")
    tables: dict[str, dict[str, dict[str, str]]] = tomllib.loads(path.read_text("utf-8"))
    return tables
