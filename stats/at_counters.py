"""Each counter now: who sits there, what they are doing, and since when."""

from __future__ import annotations

from typing import Any, NamedTuple

import peewee as pw

import office
from db.models import Counter, Journal, Service, Staff, Ticket
from db.statement import Statement, hole
from tickets import Moment, desk, reading

_counters = Statement(
    Counter.select(
        Counter.n, Counter.label, Counter.label_en, Counter.state, Counter.reason,
        Counter.since_hall, Staff.id, Staff.label, Ticket.id, Ticket.label, Ticket.state,
        Ticket.leg, Ticket.called_hall, Ticket.started_hall, Ticket.spent, Service.name,
        Service.name_en, Service.minutes, Journal.hall,
    )
    .join(Staff, pw.JOIN.LEFT_OUTER, on=(Staff.id == Counter.clerk))
    .join(Ticket, pw.JOIN.LEFT_OUTER, on=(Ticket.id == Counter.ticket))
    .join(Service, pw.JOIN.LEFT_OUTER, on=(Service.id == Ticket.service))
    .join(Journal, pw.JOIN.LEFT_OUTER, on=(Journal.seq == Counter.quick))
    .where(Counter.retired == 0)
    .order_by(Counter.n)
)  # fmt: skip
_ended = Statement(
    Ticket.select(Ticket.counter, pw.fn.MAX(Ticket.ended_hall))
    .where(Ticket.day == hole("day"))
    .group_by(Ticket.counter)
)


class AtCounter(NamedTuple):
    """One counter, as it is read; times are hall times (ms)."""

    n: int
    label: str
    label_en: str
    state: str
    reason: str | None
    since: int
    clerk: str | None
    clerk_label: str | None
    ticket: int | None
    number: str | None
    ticket_state: str | None
    leg: int
    called: int | None
    started: int | None
    spent: int
    service: str | None
    service_en: str | None
    minutes: int
    quick: int | None

    @property
    def idle(self) -> bool:
        """Whether it is open and has nobody and nothing in hand."""
        return self.state == "open" and self.ticket is None and self.quick is None

    @property
    def long_at(self) -> int | None:
        """From when on (hall ms) this service takes longer than the office finds usual."""
        percent = office.rule("service_late_percent")
        if self.started is None or not percent:
            return None
        return int(self.started + self.minutes * 600 * percent - self.spent)

    @property
    def asks_at(self) -> int | None:
        """From when on (hall ms) nobody believes that this service still goes on."""
        return None if self.started is None else desk.asks_at(self.started)


def found() -> list[AtCounter]:
    """Every counter that is not retired, by its number."""
    return [AtCounter(*row) for row in _counters.all()]


def told(counters: list[AtCounter], moment: Moment) -> list[dict[str, Any]]:
    """[{"n", "label", "state", "doing", "doing_since", "number", "service_name", "clerk", …}].

    `doing` is idle, called, serving, working (without a number), paused or closed; somebody idle
    is so since the last citizen left, or the counter opened.
    """
    ended = dict(_ended.all(day=reading.today()[0]))
    pauses = {each["code"]: each for each in office.setting("pauses")}
    return [_told(one, ended.get(one.n), pauses, moment) for one in counters]


def _told(
    one: AtCounter, ended: int | None, pauses: dict[str, dict[str, str]], moment: Moment
) -> dict[str, Any]:
    doing, since = _doing(one, ended)
    why = pauses.get(one.reason or "", {})
    return {
        "n": one.n, "label": one.label, "label_en": one.label_en, "state": one.state,
        "reason": one.reason, "reason_name": why.get("name"), "reason_name_en": why.get("name_en"),
        "since": moment.of_hall(one.since), "doing": doing, "doing_since": moment.of_hall(since),
        "number": one.number, "service_name": one.service, "service_name_en": one.service_en,
        "clerk": {"id": one.clerk, "label": one.clerk_label} if one.clerk else None,
        "asks_at": moment.of_hall(one.asks_at),
    }  # fmt: skip


def _doing(one: AtCounter, ended: int | None) -> tuple[str, int]:
    if one.started is not None:
        return "serving", one.started
    if one.called is not None:
        return "called", one.called
    if one.quick is not None:
        return "working", one.quick
    return ("idle", max(one.since, ended or 0)) if one.state == "open" else (one.state, one.since)
