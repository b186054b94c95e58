"""Appointments: a promised time under a code and no name; whoever comes in time is helped by it."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import peewee as pw

import office
from config import DayRules
from db.errors import Refused, Unknown
from db.models import Appointment, Ticket
from db.statement import Statement, hole
from db.transaction import Transaction
from office import hours
from office.moment import Moment

MADE, USED, CANCELLED = "made", "used", "cancelled"
MINUTE = 60_000
DIGITS = 6
# A way out where codes are nearly used up; six digits are enough for an office for years.
TRIES = 1_000

_row = (Appointment.id, Appointment.code, Appointment.service, Appointment.at_wall,
        Appointment.state, Appointment.ticket)  # fmt: skip
_by_code = Statement(Appointment.select(*_row).where(Appointment.code == hole("code")))
_by_id = Statement(Appointment.select(*_row).where(Appointment.id == hole("id")))
_between = Statement(
    Appointment.select(*_row, Ticket.label)
    .join(Ticket, pw.JOIN.LEFT_OUTER, on=(Ticket.id == Appointment.ticket))
    .where((Appointment.at_wall >= hole("since")) & (Appointment.at_wall < hole("until")))
    .order_by(Appointment.at_wall, Appointment.id)
)
_make = Statement(
    Appointment.insert(
        id=hole("id"), code=hole("code"), service=hole("service"), at_wall=hole("at"), state=MADE
    )
)
_set = Statement(
    Appointment.update(state=hole("state"), ticket=hole("ticket")).where(
        Appointment.id == hole("id")
    )
)


class Booked(NamedTuple):
    """One appointment; `at_wall` in ms of the wall clock, `ticket` once its holder has come."""

    id: int
    code: str
    service: str
    at_wall: int
    state: str
    ticket: int | None


def make(tx: Transaction, service: str, at: int, actor: str) -> dict[str, Any]:
    """A new appointment: {"id", "code", "service", "at"}.

    Refused `booked_past`, or `booked_closed` when no number would be given at that time.
    """
    served = office.service(service)
    if served is None:
        raise Unknown("service")
    if at < tx.wall:
        raise Refused("booked_past")
    if not hours.gives_numbers(at, tx.machine, served.field):
        raise Refused("booked_closed")
    code = _free_code()
    seq = tx.append(
        "appointment", tx.seq + 1, "make", actor, after=MADE, service=service,
        detail=f'{{"at":{at}}}',
    )  # fmt: skip
    _make(id=seq, code=code, service=service, at=at)
    return _told(Booked(seq, code, service, at, MADE, None), Moment(tx.now, tx.wall, tx.machine))


def cancel(tx: Transaction, id: int, actor: str) -> dict[str, Any]:
    """The code cannot be used any more; Refused once its holder has come."""
    booked = _still_made(_by_id.one(id=id))
    tx.append(
        "appointment", id, "cancel", actor, before=MADE, after=CANCELLED, service=booked.service
    )
    _set(id=id, state=CANCELLED, ticket=None)
    moment = Moment(tx.now, tx.wall, tx.machine)
    return _told(booked._replace(state=CANCELLED), moment)


def of_code(tx: Transaction, code: str) -> Booked:
    """The appointment somebody comes for; Unknown, or Refused when it is used or of another day."""
    booked = _still_made(_by_code.one(code=code))
    if _date(booked.at_wall, tx.machine) != _date(tx.wall, tx.machine):
        at = Moment(tx.now, tx.wall, tx.machine).iso(booked.at_wall)
        raise Refused("appointment_other_day", at=at)
    return booked


def class_of(tx: Transaction, booked: Booked) -> str | None:
    """The class of who comes now for this appointment; None (plain) outside its window."""
    early, late = office.rule("appointment_early_min"), office.rule("appointment_late_min")
    in_time = booked.at_wall - early * MINUTE <= tx.wall <= booked.at_wall + late * MINUTE
    group: str = office.rule("appointment_class")
    return group if in_time and office.head_start(group) is not None else None


def use(booked: Booked, ticket: int) -> None:
    """Its holder has come, and has this ticket; the ticket's first journal row says so."""
    _set(id=booked.id, state=USED, ticket=ticket)


def on(date: dt.date, moment: Moment) -> list[dict[str, Any]]:
    """The appointments of a date in their order, with the number of whoever has come."""
    since = dt.datetime.combine(date, dt.time(), ZoneInfo(moment.machine.timezone))
    edges = [int(t.timestamp() * 1000) for t in (since, since + dt.timedelta(days=1))]
    return [
        _told(Booked(*row), moment) | {"number": label}
        for *row, label in _between.all(since=edges[0], until=edges[1])
    ]


def forget_past(tx: Transaction) -> None:
    """The day is over: what was promised until now is nobody's business any more."""
    Appointment.delete().where(Appointment.at_wall < tx.wall).execute()


def _still_made(row: Any) -> Booked:
    if row is None:
        raise Unknown("appointment")
    booked = Booked(*row)
    if booked.state != MADE:
        raise Refused(f"appointment_{booked.state}")
    return booked


def _free_code() -> str:
    for _ in range(TRIES):
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
        if _by_code.one(code=code) is None:
            return code
    raise Refused("booked_full")


def _date(wall: int, machine: DayRules) -> dt.date:
    return hours.local(wall, machine).date()


def _told(booked: Booked, moment: Moment) -> dict[str, Any]:
    return {
        "id": booked.id, "code": booked.code, "service": booked.service,
        "at": moment.iso(booked.at_wall), "state": booked.state, "ticket": booked.ticket,
    }  # fmt: skip
