"""What is wrong with a file: faults with their lines, and the error that carries them all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from config.hints import printable
from config.places import Path, Places


@dataclass(frozen=True)
class Fault:
    """One thing to put right: `line` counts from 1 (0: no file), `where` names the setting."""

    line: int
    where: str
    message: str
    suggestion: str | None = None

    def __str__(self) -> str:
        said = f"line {self.line}: {self.where}: {self.message}"
        return f"{said} ({self.suggestion})" if self.suggestion else said


class ConfigError(Exception):
    """The configuration cannot be used; `faults` lists everything that is wrong with it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(faults, key=lambda fault: (fault.line, fault.where))
        super().__init__("\n".join(map(str, self.faults)))


@dataclass(frozen=True)
class Complaint:
    """A fault that does not know its line yet."""

    path: Path
    message: str
    suggestion: str | None = None

    def at(self, places: Places, name: str) -> Fault:
        """The same as a fault, with the line of its path and the name a reader knows it by."""
        # A file may hold what would break a line of the terminal, even in the name of a setting.
        suggestion = printable(self.suggestion) if self.suggestion else None
        return Fault(places.line(self.path), printable(name), printable(self.message), suggestion)
