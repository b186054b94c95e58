"""A hall that keeps office hours, at any date."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from office import hours
from tests.tickets.core import HALL, HOUR, Core, HandClock

WEEK = """
[[hall.hours]]
days = ["mon", "tue", "wed", "thu", "fri"]
open = "07:30"
close = "11:30"
[[hall.hours]]
days = ["mon", "tue", "wed", "thu", "fri"]
open = "13:30"
close = "17:00"
"""
BY_HOURS = HALL.replace("always_open = true", "always_open = false") + WEEK
DAY = 24 * HOUR
CALENDAR = """
[[hall.calendar]]
date = {date}
name = "{name}"
name_en = "{name} (en)"
"""


def at(year: int, month: int, day: int, clock: str = "08:00") -> HandClock:
    """A clock that stands at this time in Vietnam."""
    time = dt.time.fromisoformat(clock)
    zone = dt.timezone(dt.timedelta(hours=7))
    moment = dt.datetime.combine(dt.date(year, month, day), time, zone)
    return HandClock(int(moment.timestamp() * 1000))


def hall_on(path: Path, clock: HandClock, more: str = "", text: str = BY_HOURS) -> Core:
    return Core(path, clock, text + more)


def opens(core: Core) -> str:
    """When numbers are given again, as a kiosk is told it."""
    found = hours.opens_at(core.clock.now, core.settings.day)
    return (found or "never")[:16]


def why(core: Core) -> str | None:
    closing = hours.closing(core.clock.now, core.settings.day)
    return closing.name if closing else None
