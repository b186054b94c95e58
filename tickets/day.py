"""The business day: a row, opened and closed by rule."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import peewee as pw

import office
from config import DayRules
from db import store
from db.errors import Refused
from db.models import IS_ALIVE, Boot, Day, Journal, Ticket
from db.statement import Statement, hole, rows
from db.transaction import OpenDay, Transaction
from office.hours import breaks_on, gives_numbers, local, opens_at, remember, sessions_on

# The hall can be opened, and screens are ready, so long before the first session.
EARLY = dt.timedelta(minutes=30)

# No clock that is right shows a date before this version's own.
RELEASED = dt.date(2026, 11, 1)

CONFIRMED = "confirm-date"
# A clock is set right by seconds, or by hours when the zone was wrong; never by half a day (ms).
FAR = 12 * 3_600_000

# Asked twice a second, day and night.
_last_date = Statement(Day.select(Day.date, Day.id).order_by(Day.id.desc()).limit(1))
_boot = Statement(Boot.select(Boot.believed).where(Boot.id == hole("id")))
_opened = Statement(Day.select(Day.opened_wall, Day.opened_hall).where(Day.id == hole("id")))
_confirmed = Statement(
    Journal.select(Journal.seq)
    .where(
        (Journal.subject == "day") & (Journal.ref == hole("ref")) & (Journal.action == CONFIRMED)
    )
    .limit(1)
)
_in_hand = Statement(
    Ticket.select(Ticket.id)
    .where(
        IS_ALIVE
        & Ticket.state.in_(["called", "serving"])
        & (pw.fn.COALESCE(Ticket.started_hall, Ticket.called_hall) > hole("since"))
    )
    .limit(1)
)


def open_for_tickets(tx: Transaction) -> OpenDay:
    """The open business day, if numbers are given now; else Refused `closed` with opens_at."""
    if tx.day is None or _left_behind(tx) or not gives_numbers(tx.wall, tx.machine):
        raise Refused("closed", opens_at=opens_at(tx.wall, tx.machine))
    return tx.day


def business_date(tx: Transaction) -> dt.date:
    """The date that a day opened now would have: an hour past midnight still is yesterday's."""
    roll = dt.time.fromisoformat(tx.machine.roll_at)
    shift = dt.timedelta(hours=roll.hour, minutes=roll.minute)
    return (local(tx.wall, tx.machine) - shift).date()


def may_open(tx: Transaction) -> bool:
    """Whether a day opens by itself now: by the hours, and only on a date that is believed."""
    last = _last_date.one()
    date = business_date(tx)
    if last is None and not _can_be_first(tx, date):
        return False
    if last and (not _believed(tx) or date.isoformat() <= last[0]):
        return False
    if office.setting("always_open"):
        return True
    today = sessions_on(date, tx.machine)
    now = local(tx.wall, tx.machine)
    return bool(today) and today[0][0] - EARLY <= now < today[-1][1]


def must_close(tx: Transaction) -> bool:
    """Whether the open day is over by rule and nobody is being served."""
    assert tx.day
    date = dt.date.fromisoformat(tx.day.date)
    if _left_behind(tx):
        return True
    if not _believed(tx) or set_forward(tx.day.id, tx.wall, tx.now, tx.machine) or _busy(tx):
        return False
    if office.setting("always_open"):
        return business_date(tx) > date
    ends = [end for _, end in sessions_on(date, tx.machine)]
    late = dt.timedelta(minutes=office.rule("close_after_min"))
    now = local(tx.wall, tx.machine)
    return now >= ends[-1] + late if ends else business_date(tx) > date


def open_day(tx: Transaction, actor: str, date: str | None = None) -> dict[str, Any]:
    """Opens today's business day; one of the same date that was closed by mistake goes on."""
    if tx.day:
        raise Refused("day_is_open", date=tx.day.date)
    label = date or business_date(tx).isoformat()
    last = Day.select().order_by(Day.id.desc()).first()
    if last and label < last.date and not (actor != "hall" and _confirmed.one(ref=str(last.id))):
        raise Refused("date_is_past", date=last.date)
    row = last if last and last.date == label else None
    if row:
        Day.update(state="open", closed_wall=None).where(Day.id == row.id).execute()
    else:
        id = _next_id(tx, last.id if last else 0, label)
        levels = office.rule("rating_levels")
        breaks = breaks_on(dt.date.fromisoformat(label), tx.machine)
        told = json.dumps({"date": label, "levels": levels, "breaks": breaks})
        seq = tx.append("day", id, "open", actor, day=id, after="open", detail=told)
        row = Day.create(
            id=id, date=label, state="open", opened_wall=tx.wall, opened_hall=tx.now,
            opened_seq=seq, levels=levels, breaks=json.dumps(breaks), force_insert=True,
        )  # fmt: skip
        tx.floor.begin(row.id, label)
    if row.closed_wall is not None:
        tx.append("day", row.id, "reopen", actor, day=row.id, before="closed", after="open")
        _nobody_is_forgotten(tx, row.id)
    tx.look_at_day()
    remember(tx)
    for board in ("hall", "kiosk", "stats"):
        tx.touch(board)
    return {"id": row.id, "date": row.date, "state": "open"}


def _nobody_is_forgotten(tx: Transaction, id: int) -> None:
    """What the closing had set for those in service does not end them: it was a mistake."""
    in_service = Ticket.select(Ticket.id).where((Ticket.day == id) & (Ticket.state == "serving"))
    for (ticket,) in rows(in_service):
        tx.not_due("forgotten", ticket)


def confirm_date(tx: Transaction, actor: str) -> dict[str, Any]:
    """A person says that the clock's date is right: it is believed until the next boot."""
    _believe(tx, actor)
    return {"date": business_date(tx).isoformat(), "believed": True}


def _can_be_first(tx: Transaction, date: dt.date) -> bool:
    """A new hall takes its first date unasked, if it is not before the program's own release."""
    always = tx.machine.trust_clock == "always"
    return always or date >= RELEASED or bool((_boot.one(id=tx.boot) or (False,))[0])


def _believed(tx: Transaction) -> bool:
    """Whether the clock's date is one to open and close days by.

    That of the hall's first boot, of a machine that knew the time when it started, that has been
    told it since (a Pi without a clock of its own, once the network is there), or a person's word.
    """
    if tx.boot == 1 or bool((_boot.one(id=tx.boot) or (False,))[0]):
        return True
    if not store.clock_is_kept():
        return False
    _believe(tx, "hall")
    return True


def set_forward(id: int, wall: int, hall: int, machine: DayRules) -> bool:
    """Whether the clock was set so far ahead in this day that a person must say it is right.

    Else a slip of the hand would send everybody home and begin the numbers again. An outage is no
    such jump: hall time counts it, or the date had to be confirmed (db/store.py).
    """
    opened = _opened.one(id=id)
    if machine.trust_clock == "always" or opened is None:
        return False
    return (wall - hall) - (opened[0] - opened[1]) > FAR and not _confirmed.one(ref=str(id))


def _believe(tx: Transaction, actor: str) -> None:
    Boot.update(believed=True).where(Boot.id == tx.boot).execute()
    last = _last_date.one()
    # Without an open day it is said of the last one: what may follow it is in question.
    tx.append("day", tx.day.id if tx.day else (last[1] if last else 0), CONFIRMED, actor)
    for board in ("hall", "kiosk", "stats"):
        tx.touch(board)


def _left_behind(tx: Transaction) -> bool:
    """Whether a restored database still holds open a day whose floor is gone: it ends at once."""
    return tx.day is not None and tx.day.id < tx.floor.day


def _next_id(tx: Transaction, last: int, date: str) -> int:
    """Above the floor's day, so that a restored database never opens one again.

    Unless it was lost this very day: then it goes on, above the numbers that people hold.
    """
    if tx.floor.day > last and tx.floor.date == date:
        return tx.floor.day
    return max(last, tx.floor.day) + 1


def _busy(tx: Transaction) -> bool:
    """Whether somebody is on the way to a counter or being served.

    Not one whom nobody has finished for so long that the clerk must have gone home: the next
    day would never begin.
    """
    longest = office.rule("forgotten_after_min") * 60_000
    return _in_hand.one(since=tx.now - longest) is not None
