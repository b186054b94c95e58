"""How a device is: a handful of states, each with what a person should do about it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

STATES = ("ok", "paper-out", "cover-open", "offline", "error", "unknown")
"""`unknown` is a printer that never answers: it may well print, so it stops nobody."""

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

    @property
    def todo(self) -> dict[str, str]:
        """What a person should do now, as {"vi": …, "en": …}; empty texts when nothing."""
        return _catalogue()[self.state]


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    path = Path(__file__).with_name("words.toml")
    entries: dict[str, dict[str, str]] = tomllib.loads(path.read_text("utf-8"))
    return {"ok": {"vi": "", "en": ""}} | entries
