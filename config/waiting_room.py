"""What the screens of the waiting rooms show besides calls: whose counters, what else, when."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import AfterValidator, Field, StringConstraints

from config.faults import Complaint
from config.hints import did_you_mean, quoted
from config.raw import Entry, at, entries, known
from config.words import ClockOrNone, CounterNumber, Group, Name, Slug, Text, Weekday, refuse

SLIDES = 30  # as many as a person looks through; a screen that turns every 15 s shows them in 8 min

# What fits beside the last calls in letters that are read from 6 m.
Title = Annotated[Text, StringConstraints(max_length=50)]
Notice = Annotated[Text, StringConstraints(max_length=180)]
_PICTURE = re.compile(r"([a-z0-9]+(-[a-z0-9]+)*\.webp)?")


def _picture(name: str) -> str:
    if not _PICTURE.fullmatch(name):
        raise refuse(
            "picture",
            f"{quoted(name)} is no picture that was brought in: its name has small letters, "
            'digits and hyphens, as "so-do.webp"',
        )
    return name


Picture = Annotated[str, StringConstraints(max_length=64), AfterValidator(_picture)]


def _vietnamese(key: str) -> Any:
    return Field(default_factory=lambda entry: entry.get(key, ""))


class WaitingRoom(Group):
    """What the hall's screens show besides calls and lines."""

    media: bool = False
    figures: bool = True
    month: bool = False
    plans: list[Slug] = []


class Slide(Group):
    """A notice or a picture for the media area, and when it is shown; dates are inclusive."""

    id: Slug
    title: Title = ""
    title_en: Title = _vietnamese("title")
    text: Notice = ""
    text_en: Notice = _vietnamese("text")
    picture: Picture = ""
    seconds: Annotated[int, Field(ge=8, le=120)] = 15
    first_day: dt.date | None = None
    last_day: dt.date | None = None
    days: list[Weekday] = []
    start: ClockOrNone = ""
    end: ClockOrNone = ""


class Room(Group):
    """A waiting room of its own, by the counters that its people go to."""

    id: Slug
    name: Name
    name_en: Name = _vietnamese("name")
    counters: Annotated[list[CounterNumber], Field(min_length=1)]


def disagreements_of_waiting_rooms(values: Entry) -> Iterator[Complaint]:
    """Rooms without such counters, plans without slogans, slides that are never shown."""
    yield from _rooms(values)
    yield from _plans(values)
    yield from _slides(values)
    yield from _screens(values)


def _rooms(values: Entry) -> Iterator[Complaint]:
    counters, taken = known(values, ("hall", "counters"), "n", int), dict[Any, Any]()
    for path, room in entries(values, ("hall", "rooms")):
        listed = room.get("counters")
        for place, n in enumerate(listed if isinstance(listed, list) else []):
            here = (*path, "counters", place)
            if isinstance(n, int) and n not in counters:
                hint = f"counters: {', '.join(map(str, counters))}" if counters else None
                yield Complaint(here, f"there is no counter {n} in [[hall.counters]]", hint)
            elif n in taken:
                yield Complaint(here, f"counter {n} is in {quoted(taken[n])} too: keep one")
            else:
                taken[n] = room.get("name")


def _plans(values: Entry) -> Iterator[Complaint]:
    path = ("hall", "waiting_room", "plans")
    sets = known(values, ("hall", "slogans"), "set", str)
    plans = sorted({one.partition("@")[2] for one in sets} - {""})
    chosen = at(values, path)
    for place, plan in enumerate(chosen if isinstance(chosen, list) else []):
        if isinstance(plan, str) and plan not in plans:
            hint = did_you_mean(plan, plans) or f"plans: {', '.join(plans) or 'none'}"
            yield Complaint((*path, place), f"no slogan is of the plan {quoted(plan)}", hint)


def _slides(values: Entry) -> Iterator[Complaint]:
    path = ("hall", "slides")
    if len(list(entries(values, path))) > SLIDES:
        yield Complaint(
            path, f"more than {SLIDES} slides: nobody would see them all, take some out"
        )
    for place, slide in entries(values, path):
        if not any(slide.get(key) for key in ("title", "text", "picture")):
            yield Complaint(place, "shows nothing: give it a title, a text or a picture")
        for key, first in (("last_day", "first_day"), ("end", "start")):
            later, earlier = slide.get(key), slide.get(first)
            if _before(later, earlier):
                yield Complaint(
                    (*place, key), f"{later} is before {first} = {earlier}: it would never be shown"
                )


def _before(later: Any, earlier: Any) -> bool:
    """Whether the end comes first; dates are values in a file, texts over the API."""
    return bool(later and earlier) and type(later) is type(earlier) and bool(later < earlier)


def _screens(values: Entry) -> Iterator[Complaint]:
    rooms = known(values, ("hall", "rooms"), "id", str)
    for path, screen in entries(values, ("screens",)):
        room = screen.get("room")
        if not isinstance(room, str) or not room:
            continue
        if screen.get("kind") != "display":
            yield Complaint((*path, "room"), "only a display shows a waiting room: take this out")
        elif screen.get("counter") is not None:
            yield Complaint((*path, "room"), "a display shows a room or a counter: keep one")
        elif room not in rooms:
            hint = did_you_mean(room, rooms) or (f"rooms: {', '.join(rooms)}" if rooms else None)
            yield Complaint(
                (*path, "room"), f"there is no room {quoted(room)} in [[hall.rooms]]", hint
            )
