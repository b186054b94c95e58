"""The number floor: a second tiny file that no restore of the database can turn back.

It keeps, per business day and series, the end of a block of numbers reserved ahead, the last
seal, and the generation that database and floor share. Generations that differ mean that the
database is not the one that last ran beside this floor: numbers then start above the blocks.
"""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from db.errors import DiskFull


@dataclass
class Floor:
    """The floor as last read or written; `missing` tells that the hall started without its file."""

    path: Path
    block: int
    day: int = 0
    date: str = ""
    ends: dict[str, int] = field(default_factory=dict)
    seal: str = ""
    generation: str = ""
    coming: str = ""
    missing: bool = False
    # The disk is full: what is left of it is for those who have a number.
    closed: bool = False
    trouble: str = ""
    wanted: dict[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path, block: int) -> Floor:
        """The floor at `path`; an absent or unreadable file is a missing floor, never an error."""
        floor = cls(path, block)
        try:
            kept = json.loads(path.read_text())
            floor.day, floor.ends = int(kept["day"]), {s: int(n) for s, n in kept["ends"].items()}
            floor.seal, floor.generation = str(kept["seal"]), str(kept["generation"])
            floor.date, floor.coming = str(kept["date"]), str(kept["coming"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            floor.missing = True
        return floor

    def agrees_with(self, generation: str) -> bool:
        """Whether the database of this generation is the one that last ran beside this floor."""
        return self.missing or generation in (self.generation, self.coming)

    def lay_again(self, day: int, date: str, ends: dict[str, int], seal: str) -> None:
        """A lost floor begins where the database stands; it stays `missing` until the next day."""
        self.day, self.date, self.ends, self.seal = day, date, ends, seal

    def alarm(self) -> str:
        """What somebody should look at; "" when all is well."""
        lost = f"{self.path.name} was missing when the hall started" if self.missing else ""
        return self.trouble or lost

    def announce_generation(self) -> str:
        """A new generation, kept as coming until the database holds it too."""
        self.coming = secrets.token_hex(8)
        self.write()
        return self.coming

    def settle_generation(self) -> None:
        """The database holds the coming generation: from now on it is the only one."""
        self.generation, self.coming = self.coming, ""
        self.write()

    def begin(self, day: int, date: str) -> None:
        """A new business day starts without blocks."""
        if day != self.day:
            self.day, self.date, self.ends, self.missing = day, date, {}, False
            self.wanted.clear()
        self.write()

    def cover(self, series: str, number: int) -> None:
        """Makes sure `number` lies below the floor before it is given, on disk when it must be.

        Raises DiskFull while no number is given.

        Past half of a block the next one is only wanted; `extend` writes it after the answers
        are out, so that issuing waits for it once in a block at most.
        """
        if self.closed:
            raise DiskFull("The disk is full: nobody gets a number until there is room again.")
        end = self.ends.get(series, 0)
        if number > end:
            self.ends[series] = number + self.block
            self.write()
        elif number > end - self.block // 2:
            self.wanted[series] = end + self.block

    def extend(self) -> None:
        """Writes the blocks that were wanted; called between batches."""
        if self.wanted:
            self.ends.update(self.wanted)
            self.wanted.clear()
            self.write()

    def keep_seal(self, seal: str) -> None:
        """The day's seal, once the row that made it is on disk."""
        self.seal = seal
        self.write()

    def write(self) -> None:
        """Replaces the file as a whole; a floor that cannot be written alarms, the hall goes on."""
        try:
            self._replace()
            self.trouble = ""
        except OSError as fault:
            self.trouble = str(fault)

    def _replace(self) -> None:
        kept = {
            "day": self.day, "date": self.date, "ends": self.ends, "seal": self.seal,
            "generation": self.generation, "coming": self.coming,
        }  # fmt: skip
        draft = self.path.with_suffix(".new")
        with draft.open("w") as file:
            json.dump(kept, file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.path)
        folder = os.open(self.path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
