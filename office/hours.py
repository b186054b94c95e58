"""The hours: when numbers are given, by the hall's week, its calendar, and each field's own."""

from __future__ import annotations

import datetime as dt
import itertools
import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import peewee as pw

import office
from config import DayRules, week
from config.public_days import Closing, known_by, public_days
from db.errors import Refused
from db.models import Boot, Field, Setting, Ticket
from db.statement import Statement, hole
from db.transaction import Transaction

# How far ahead somebody is told when to come back: the longest Tết and its bridges are shorter.
LOOK_AHEAD = 60
MINUTE = 60_000  # ms

_calendar = Statement(
    Setting.select(Setting.name, Setting.value).where(
        Setting.name.in_(["calendar", "hours", "public_days", "public_holidays"])
    )
)
_fields = Statement(
    Field.select(Field.id, Field.series, Field.hours, Field.daily_limit)
    .where(Field.retired == 0)
    .order_by(Field.position)
)
_field = Statement(
    Field.select(Field.series, Field.hours, Field.daily_limit).where(Field.id == hole("id"))
)
_given = Statement(
    Ticket.select(pw.fn.COUNT(Ticket.id)).where(
        (Ticket.day == hole("day")) & (Ticket.series == hole("series"))
    )
)
_this_boot = Statement(
    Boot.select(Boot.id, Boot.believed).where(Boot.id == pw.SQL("(SELECT max(id) FROM boot)"))
)

Session = tuple[dt.datetime, dt.datetime]
Windows = list[dict[str, Any]]


class Plan(NamedTuple):
    """One date: its sessions, the weekday whose hours its fields keep, and why it is not usual."""

    sessions: list[Session]
    weekday: str
    closing: Closing | None


class Gate(NamedTuple):
    """Why a field gives no number now: the code of a refusal, and when it gives the next one."""

    code: str
    opens_at: str | None


def local(wall: int, machine: DayRules) -> dt.datetime:
    """The wall clock (ms, UTC) as the office's own date and time."""
    return in_zone(wall, machine.timezone)


def in_zone(wall: int, zone: str) -> dt.datetime:
    """The same, where only the zone is known."""
    return dt.datetime.fromtimestamp(wall / 1000, ZoneInfo(zone))


# --- the calendar ---


def noon(date: str, machine: DayRules) -> int:
    """When the half-day turns on a business date (ISO), as a wall time (ms)."""
    at = dt.datetime.combine(dt.date.fromisoformat(date), dt.time(12), ZoneInfo(machine.timezone))
    return int(at.timestamp() * 1000)


def plan(date: dt.date, machine: DayRules) -> Plan:
    """What the office does on a date: [[hall.calendar]], else public holidays, else the week."""
    return _planned(date, machine.timezone, *map(tuple, sorted(_calendar.all())))


def sessions_on(date: dt.date, machine: DayRules) -> list[Session]:
    """The sessions (from, to) of one date, in order."""
    return plan(date, machine).sessions


def breaks_on(date: dt.date, machine: DayRules) -> list[list[int]]:
    """[[from, to]] (wall ms) between two sessions of a date, when nobody is served."""
    if office.setting("always_open"):
        return []
    edges = [[int(edge.timestamp() * 1000) for edge in each] for each in sessions_on(date, machine)]
    return [[one[1], other[0]] for one, other in itertools.pairwise(edges) if one[1] < other[0]]


@lru_cache(maxsize=256)
def _planned(date: dt.date, timezone: str, *settings: tuple[str, str]) -> Plan:
    # Asked for every ticket: read again only when a setting has another text.
    known, zone = {name: json.loads(value) for name, value in settings}, ZoneInfo(timezone)
    off, worked = dict[str, Closing](), set[str]()
    if known["public_holidays"]:
        off, worked = _public(date.year, known.get("public_days") or {})
    found = week.plan(date, known["hours"], known["calendar"], off, worked)
    sessions = [(_at(date, begin, zone), _at(date, end, zone)) for begin, end in found.sessions]
    return Plan(sessions, found.weekday, found.closing)


def _at(date: dt.date, clock: str, zone: ZoneInfo) -> dt.datetime:
    return dt.datetime.combine(date, dt.time.fromisoformat(clock), zone)


def _public(year: int, kept: dict[str, Any]) -> tuple[dict[str, Closing], set[str]]:
    """The days off and the days worked in exchange, as written down, else as the library has it."""
    if year in kept.get("years", []):
        off = {date: Closing(*names) for date, names in kept["off"].items()}
        return off, set(kept["worked"])
    found = public_days(year)
    return {str(date): name for date, name in found.off.items()}, {str(d) for d in found.worked}


def remember(tx: Transaction) -> None:
    """Writes the public holidays of this year and the next down, with their source.

    Once for each year and each release of the library: who looks at the calendar needs no library.
    """
    if office.setting("always_open") or not office.setting("public_holidays"):
        return
    year = local(tx.wall, tx.machine).year
    years, row = [year, year + 1], Setting.get_or_none(Setting.name == "public_days")
    kept = json.loads(row.value) if row else {}
    if (kept.get("years"), kept.get("by")) == (years, known_by()):
        return
    found = [public_days(each) for each in years]
    value = {
        "by": known_by(),
        "years": years,
        "off": {str(date): name for days in found for date, name in days.off.items()},
        "worked": sorted(str(date) for days in found for date in days.worked),
    }
    stored = json.dumps(value, ensure_ascii=False)
    Setting.replace(name="public_days", value=stored).execute()
    told = json.dumps({"value": value}, ensure_ascii=False, separators=(",", ":"))
    tx.append("setting", "public_days", "change", "hall", detail=told)


# --- when numbers are given ---


def gives_numbers(wall: int, machine: DayRules, field: str | None = None) -> bool:
    """Whether the hours of the hall, or of one field, allow a number at this time.

    Ticketing stops `close_before_min` before the end of a session.
    """
    row = _field.one(id=field) if field else None
    return not _by_the_clock() or _inside(wall, machine, json.loads(row[1]) if row else [])


def opens_at(wall: int, machine: DayRules, windows: Windows | None = None) -> str | None:
    """When numbers are given again (ISO 8601), by the hall or in the hours of one field.

    None where nobody knows: no hours in the next weeks, or a hall without hours that was closed.
    """
    if office.setting("always_open"):
        return None
    now = local(wall, machine)
    for days in range(LOOK_AHEAD):
        for begin, _ in _giving(now.date() + dt.timedelta(days), machine, windows or []):
            if begin > now:
                return begin.isoformat()
    return None


def closing(wall: int, machine: DayRules) -> Closing | None:
    """Why the hall is closed now, when the date has a reason of its own: a holiday, a storm."""
    if office.setting("always_open"):
        return None
    now = local(wall, machine)
    today = plan(now.date(), machine)
    over = not today.sessions or now >= today.sessions[-1][1]
    return today.closing if over else None


def time_left(wall: int, machine: DayRules) -> int | None:
    """The open time (ms) that is left today; None in a hall that never closes."""
    if not _by_the_clock():
        return None
    now = local(wall, machine)
    left = [end - max(begin, now) for begin, end in sessions_on(now.date(), machine) if end > now]
    return int(sum(left, dt.timedelta()).total_seconds() * 1000)


def changes(wall: int, machine: DayRules) -> tuple[Any, ...]:
    """What the clock alone changes on a screen: another value, and its board must be told.

    The date, which fields are in their hours, and the time left in steps of five minutes.
    """
    left = time_left(wall, machine)
    if left is None:
        return ()
    inside = tuple(_in_hours(wall, machine, row[2]) for row in _fields.all())
    return (local(wall, machine).date(), inside, left // (5 * MINUTE))


def _giving(date: dt.date, machine: DayRules, windows: Windows) -> Iterator[Session]:
    """The stretches of one date in which numbers are given, within `windows` if there are any."""
    early = dt.timedelta(minutes=office.rule("close_before_min"))
    sessions, weekday, _ = plan(date, machine)
    for begin, end in sessions:
        if not windows:
            yield begin, end - early
        for window in windows:
            if weekday in window["days"]:
                zone = ZoneInfo(machine.timezone)
                first = max(begin, _at(date, window["open"], zone))
                last = min(end - early, _at(date, window["close"], zone))
                if first < last:
                    yield first, last


def _by_the_clock() -> bool:
    """Whether hours count: not day and night, nor by a clock whose date nobody believes.

    Then the hall works under the day that is open, until somebody confirms the date.
    """
    if office.setting("always_open"):
        return False
    boot = _this_boot.one()
    return boot is None or boot[0] == 1 or bool(boot[1])


# --- a field's own hours and limit ---


def must_give(tx: Transaction, field: str) -> None:
    """Refused `field_closed` (with opens_at) or `limit_reached`, if this field gives none now."""
    day = tx.day.id if tx.day else 0
    if gate := _gate(tx.wall, tx.machine, day, *(_field.one(id=field) or ("", "[]", 0))):
        raise Refused(gate.code, opens_at=gate.opens_at)


def gates(wall: int, machine: DayRules, day: int) -> dict[str, tuple[Gate | None, int | None]]:
    """For each field: why it gives no number now (if so), and how many its limit still allows."""
    return {
        id: (
            _gate(wall, machine, day, series, windows, limit),
            max(0, limit - _taken(day, series)) if limit else None,
        )
        for id, series, windows, limit in _fields.all()
    }


def _gate(
    wall: int, machine: DayRules, day: int, series: str, written: str, limit: int
) -> Gate | None:
    if limit and _taken(day, series) >= limit:
        return Gate("limit_reached", None)
    if _in_hours(wall, machine, written):
        return None
    return Gate("field_closed", opens_at(wall, machine, json.loads(written)))


def _in_hours(wall: int, machine: DayRules, written: str) -> bool:
    """Whether a field gives numbers now, by its hours as they are written in its row."""
    return written == "[]" or not _by_the_clock() or _inside(wall, machine, json.loads(written))


def _inside(wall: int, machine: DayRules, windows: Windows) -> bool:
    now = local(wall, machine)
    return any(begin <= now < end for begin, end in _giving(now.date(), machine, windows))


def _taken(day: int, series: str) -> int:
    return int((_given.one(day=day, series=series) or (0,))[0])
