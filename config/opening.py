"""What must agree for a hall to open: its hours, those of its fields, and its calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from config.faults import Complaint
from config.places import Path
from config.raw import Entry, entries
from config.words import DAYS


def opening(values: Entry) -> Iterator[Complaint]:
    """Every fault of hours that stand in the wrong order, and of dates that contradict them."""
    hall = values.get("hall")
    if isinstance(hall, dict) and hall.get("always_open") is not True and not hall.get("hours"):
        yield Complaint(
            ("hall",), "this hall never opens: add [[hall.hours]] or always_open = true"
        )
    yield from _in_order(values, ("hall", "hours"))
    for path, field in entries(values, ("hall", "fields")):
        for found in _in_order(field, ("hours",)):
            yield Complaint((*path, *found.path), found.message, found.suggestion)
    yield from _calendar(values)


def _in_order(values: Any, path: Path) -> Iterator[Complaint]:
    """Sessions that end before they begin, or begin before another of their day has ended."""
    until: dict[str, str] = {}
    for place, session in entries(values, path):
        opens, closes = session.get("open"), session.get("close")
        if not isinstance(opens, str) or not isinstance(closes, str):
            continue
        if closes <= opens:
            yield Complaint((*place, "close"), f"closes at {closes}, before it opens at {opens}")
        days = session.get("days", ["the date"])
        late = [day for day in until if day in (days if isinstance(days, list) else [])]
        if clash := next((day for day in late if opens < until[day]), None):
            yield Complaint(
                (*place, "open"),
                f"{clash} is still open until {until[clash]}: list "
                "the hours of a day in order, without overlap",
            )
        for day in days if isinstance(days, list) else []:
            if isinstance(day, str):
                until[day] = max(closes, until.get(day, ""))


def _calendar(values: Entry) -> Iterator[Complaint]:
    seen: set[str] = set()
    open_on = _weekdays(values)
    for path, entry in entries(values, ("hall", "calendar")):
        date, like = entry.get("date"), entry.get("like")
        # A date in TOML, a text in JSON.
        if isinstance(date, dt.date | str):
            if str(date) in seen:
                yield Complaint((*path, "date"), f"{date} is there twice: keep one")
            seen.add(str(date))
        if like in DAYS and like not in open_on:
            days = ", ".join(day for day in DAYS if day in open_on)
            yield Complaint(
                (*path, "like"),
                f"the hall has no hours on {like}: give this date sessions of its own",
                f"days with hours: {days}" if days else None,
            )
        for found in _in_order(entry, ("sessions",)):
            yield Complaint((*path, *found.path), found.message, found.suggestion)


def _weekdays(values: Entry) -> set[Any]:
    days = [session.get("days") for _, session in entries(values, ("hall", "hours"))]
    return {day for listed in days if isinstance(listed, list) for day in listed if day in DAYS}
