"""What an office does on a date: its calendar, else the public holidays, else its week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from config.hall import Hall
from config.public_days import Closing, public_days
from config.words import DAYS


class Plan(NamedTuple):
    """One date: its sessions (from, to), whose weekday's hours hold, and why it is not usual."""

    sessions: list[tuple[str, str]]
    weekday: str
    closing: Closing | None


def plan(
    date: dt.date,
    week: list[dict[str, Any]],
    calendar: list[dict[str, Any]],
    off: Mapping[str, Closing],
    worked: Collection[str],
) -> Plan:
    """The plan of one date by the tables of `[hall]` as JSON has them; dates of holidays are ISO.

    A weekend day that is worked in exchange is as the working day before it: as Friday.
    """
    day, own = str(date), DAYS[date.weekday()]
    if entry := next((entry for entry in calendar if entry["date"] == day), None):
        like, closing = entry["like"], Closing(entry["name"], entry["name_en"])
        if like and not entry["sessions"]:
            return Plan(_of(week, like), like, None)  # closed at night for no reason of its own
        return Plan(_sorted(entry["sessions"]), like or own, closing)
    if day in off:
        return Plan([], own, off[day])
    weekday = "fri" if day in worked else own
    return Plan(_of(week, weekday), weekday, None)


def plan_in(hall: Hall, date: dt.date) -> Plan:
    """The plan of one date in a hall as its file founds it."""
    known = hall.model_dump(mode="json", include={"hours", "calendar"})
    if not hall.public_holidays:
        return plan(date, known["hours"], known["calendar"], {}, set())
    found = public_days(date.year)
    off = {str(day): closing for day, closing in found.off.items()}
    worked = {str(day) for day in found.worked}
    return plan(date, known["hours"], known["calendar"], off, worked)


def _of(week: list[dict[str, Any]], weekday: str) -> list[tuple[str, str]]:
    return _sorted([session for session in week if weekday in session["days"]])


def _sorted(sessions: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return sorted((session["open"], session["close"]) for session in sessions)
