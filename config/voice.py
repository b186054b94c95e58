"""How a call sounds, who says it, how loudly at which hour, and which speaker it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from config.faults import Complaint
from config.raw import Entry, at, entries
from config.words import Clock, Group, Name, SlugOrNone

Percent = Annotated[int, Field(ge=0, le=100)]


class Volume(Group):
    """Another volume for some hours of the day: from `start` until `end`, both HH:MM."""

    start: Clock
    end: Clock
    volume: Percent


class Voice(Group):
    """How a call sounds; rate, pitch and gap are espeak-ng's own units."""

    output: Literal["screen", "card"] = "screen"
    card: Name = "default"
    clips: SlugOrNone = ""
    engine: Literal["espeak-ng", "none"] = "espeak-ng"
    region: Literal["north", "central", "south"] = "north"
    chime: bool = True
    repeat: Annotated[int, Field(ge=1, le=3)] = 2
    rate: Annotated[int, Field(ge=80, le=450)] = 130
    pitch: Annotated[int, Field(ge=0, le=99)] = 45
    gap: Percent = 6
    volume: Percent = 70
    volumes: list[Volume] = []

    def volume_at(self, clock: str) -> int:
        """Percent of full scale at a time of day "HH:MM"."""
        own = (hours.volume for hours in self.volumes if hours.start <= clock < hours.end)
        return next(own, self.volume)


def volumes(values: Entry) -> Iterator[Complaint]:
    """Hours of a volume that end before they begin, or that two volumes claim."""
    taken: list[tuple[str, str]] = []
    for path, hours in entries(values, ("voice", "volumes")):
        start, end = at(hours, ("start",)), at(hours, ("end",))
        if not isinstance(start, str) or not isinstance(end, str):
            continue
        if end <= start:
            yield Complaint(
                (*path, "end"),
                f"ends at {end}, before it starts at {start}: hours that cross midnight are two "
                "entries, until 23:59 and from 00:00",
            )
        clash = next((one for one in taken if start < one[1] and one[0] < end), None)
        if clash:
            yield Complaint(
                (*path, "start"),
                f"another volume holds from {clash[0]} to {clash[1]}: let these hours begin later",
            )
        taken.append((start, end))
