"""What a hall looks like now: small questions that the rooms build their boards from.

Each runs on a reader's thread or inside a command, on one consistent state.
"""

from __future__ import annotations

import json
from typing import Any

import peewee as pw

from db.models import (
    Announcement,
    Board,
    Counter,
    CounterLine,
    Day,
    Field,
    Journal,
    OpenRating,
    PrintJob,
    Priority,
    Service,
    Staff,
    Ticket,
)
from db.statement import Statement, hole
from tickets import day, line, office, rows, states, wait
from tickets.moment import Moment

_version = Statement(Board.select(Board.version).where(Board.name == hole("name")))
_fields = Statement(
    Field.select(Field.id, Field.series, Field.name, Field.name_en)
    .where(Field.retired == 0)
    .order_by(Field.position)
)
_waiting = Statement(
    Ticket.select(Ticket.place, pw.fn.COUNT(Ticket.id)).where(line.waiting).group_by(Ticket.place)
)
_counters = Statement(
    Counter.select(Counter.n, Counter.label, Counter.label_en, Counter.state, Counter.reason,
                   Ticket.label, Counter.clerk, Counter.since_hall, Ticket.state,
                   Ticket.called_hall, Ticket.started_hall)
    .join(Ticket, pw.JOIN.LEFT_OUTER, on=(Ticket.id == Counter.ticket))
    .where(Counter.retired == 0)
    .order_by(Counter.n)
)  # fmt: skip
_calls = Statement(
    Announcement.select(
        Announcement.id, Announcement.number, Announcement.counter, Announcement.created_wall,
        Announcement.recall, Ticket.state, Ticket.id,
    )
    .join(Ticket, on=(Ticket.id == Announcement.ticket))
    .where(Announcement.day == hole("day"))
    .order_by(Announcement.id.desc())
    .limit(30)
)  # fmt: skip
_unspoken = Statement(
    Announcement.select(
        Announcement.id, Announcement.number, Announcement.counter, Announcement.recall,
        Announcement.language, Announcement.created_wall,
    )
    .where(
        (Announcement.day == hole("day"))
        & (Announcement.created_hall >= hole("since"))
        & (Announcement.state == "open")
    )
    .order_by(Announcement.id)
)  # fmt: skip
_announcement = Statement(
    Announcement.select(
        Announcement.id, Announcement.number, Announcement.counter, Announcement.recall,
        Announcement.language, Announcement.state,
    ).where(Announcement.id == hole("id"))
)  # fmt: skip
_next = Statement(
    Ticket.select(Ticket.label).where(line.waiting & (Ticket.place == hole("place")))
    .order_by(Ticket.counted, Ticket.placed).limit(hole("limit"))
)  # fmt: skip
_alive = Statement(
    Ticket.select(
        Ticket.id, Ticket.label, Ticket.counter, Ticket.ended_hall, Ticket.field, Ticket.place,
        Service.name, Service.name_en,
    )
    .join(Service, on=(Service.id == Ticket.service))
    .where(Ticket.state == hole("state"))
    .order_by(Ticket.id.desc())
    .limit(100)
)  # fmt: skip
_line = Statement(
    Ticket.select(
        Ticket.id, Ticket.label, Service.name, Service.name_en, Ticket.priority, Ticket.joined,
        Ticket.counted, Ticket.placed,
    )
    .join(Service, on=(Service.id == Ticket.service))
    .where(line.waiting & (Ticket.place == hole("place")))
    .order_by(Ticket.counted, Ticket.placed)
    .limit(hole("limit"))
)  # fmt: skip
_longest = Statement(
    Ticket.select(pw.fn.MIN(Ticket.joined), pw.fn.COUNT(Ticket.id)).where(
        line.waiting & (Ticket.place == hole("place"))
    )
)
_history = Statement(
    Journal.select(
        Journal.action, Journal.before, Journal.after, Journal.counter, Journal.wall,
        Journal.reason, Journal.detail, Journal.leg,
    )
    .where((Journal.subject == "ticket") & (Journal.ref == hole("ref")))
    .order_by(Journal.seq)
)  # fmt: skip
_print = Statement(
    PrintJob.select(PrintJob.state)
    .where((PrintJob.ticket == hole("ticket")) & (PrintJob.id >= hole("ticket")))
    .order_by(PrintJob.id.desc())
    .limit(1)
)
_today = Statement(
    Journal.select(Journal.action, pw.fn.COUNT(Journal.seq))
    .where(
        (Journal.seq >= hole("since"))
        & (Journal.subject == "ticket")
        & (Journal.counter == hole("counter"))
        & Journal.action.in_(["finish", "miss"])
    )
    .group_by(Journal.action)
)
_open_rating = Statement(
    OpenRating.select(OpenRating.id, Ticket.label, OpenRating.closes_hall, Ticket.language)
    .join(Ticket, on=(Ticket.id == OpenRating.ticket))
    .where((OpenRating.state == pw.SQL("'open'")) & (OpenRating.counter == hole("counter")))
)
_last_day = Statement(
    Day.select(Day.id, Day.date, Day.state, Day.opened_seq).order_by(Day.id.desc()).limit(1)
)
_number = Statement(
    Ticket.select(Ticket.id).where(
        (Ticket.day == hole("day"))
        & (Ticket.series == hole("series"))
        & (Ticket.number == hole("number"))
    )
)


def version(board: str) -> int:
    """How many times what this board shows has changed."""
    row = _version.one(name=board)
    return row[0] if row else 0


def today() -> tuple[int, str, str, int]:
    """(id, date, state, first sequence) of the last business day; zeros before the first."""
    return _last_day.one() or (0, "", "closed", 0)


def fields() -> list[tuple[str, str, str, str]]:
    """(id, series, name, name_en) of every field, in the office's order."""
    return _fields.all()


def waiting_by_place() -> dict[str, int]:
    """How many wait in each place that anybody waits in."""
    return dict(_waiting.all())


def counters() -> list[tuple[Any, ...]]:
    """(n, label, label_en, state, reason, number, clerk, since, ticket state, called, started)."""
    return _counters.all()


def calls(day_id: int) -> list[tuple[Any, ...]]:
    """The day's last announcements, newest first: (id, number, counter, wall, recall, state, ticket)."""
    return _calls.all(day=day_id)


def unspoken(day_id: int, since: int) -> list[tuple[Any, ...]]:
    """Announcements not yet spoken and young enough: (id, number, counter, recall, language, wall)."""
    return _unspoken.all(day=day_id, since=since)


def announcement(id: int) -> dict[str, Any] | None:
    """One announcement: {"id", "number", "counter", "recall", "language", "state"}."""
    row = _announcement.one(id=id)
    names = ("id", "number", "counter", "recall", "language", "state")
    return dict(zip(names, row, strict=True)) if row else None


def next_in(place: str, limit: int) -> list[str]:
    """The numbers that are called next from one place."""
    return [row[0] for row in _next.all(place=place, limit=limit)]


def in_state(state: str) -> list[tuple[Any, ...]]:
    """Newest first, at most 100: (id, number, counter, ended, field, place, service, service_en)."""
    return _alive.all(state=state)


def line_of_counter(n: int, clerk: str | None, limit: int) -> list[tuple[Any, ...]]:
    """Who this counter would call, in order: (key, id, number, service, service_en, priority, joined, helping)."""
    rows_ = []
    for place in line.places(n, clerk):
        for id, label, name, name_en, priority, joined, counted, placed in _line.all(
            place=place.name, limit=limit
        ):
            key = (counted + place.offset, placed)
            rows_.append((key, id, label, name, name_en, priority, joined, place.offset > 0))
    return sorted(rows_)[:limit]


def waiting_for(n: int, clerk: str | None) -> tuple[int, int | None]:
    """(how many wait for this counter, since when the longest has waited)."""
    found = [_longest.one(place=place.name) for place in line.places(n, clerk)]
    joined = [row[0] for row in found if row and row[0] is not None]
    return sum(row[1] for row in found if row), min(joined, default=None)


def print_state(ticket: int) -> str:
    """What became of the ticket's last slip; "none" when none was asked for."""
    row = _print.one(ticket=ticket)
    return row[0] if row else "none"


def done_today(n: int, since_seq: int) -> dict[str, int]:
    """{"served", "missed"} of one counter since a journal row."""
    counted = dict(_today.all(since=since_seq, counter=n))
    return {"served": counted.get("finish", 0), "missed": counted.get("miss", 0)}


def open_rating(n: int) -> tuple[Any, ...] | None:
    """The question open at this counter's pad: (id, number, closes, language)."""
    return _open_rating.one(counter=n)


def find_number(label: str) -> int | None:
    """The id of today's ticket with this number."""
    series, number = label[:1].upper(), label[1:]
    if not number.isdecimal():
        return None
    row = _number.one(day=today()[0], series=series, number=int(number))
    return row[0] if row else None


def ahead_of(row: rows.TicketRow) -> line.Ahead | None:
    """Who stands before a waiting ticket; None when it does not wait."""
    if row.state != states.WAITING:
        return None
    return line.ahead(row.place, row.counted, row.placed)


def clerk_label(id: str | None) -> dict[str, str] | None:
    """{"id", "label"} of a clerk."""
    person = office.person(id) if id else None
    return {"id": person.id, "label": person.label} if person else None


def ticket(id: int, moment: Moment) -> dict[str, Any] | None:
    """The ticket with its passages, people ahead, wait, print state and the reason of its call."""
    row = rows.ticket(id)
    if row is None:
        return None
    history = _history.all(ref=str(id))
    before = ahead_of(row)
    served = office.service(row.service)
    return {
        "id": row.id, "number": row.label, "service": row.service, "field": row.field,
        "service_name": served.name if served else row.service,
        "service_name_en": served.name_en if served else row.service,
        "state": row.state, "leg": row.leg, "priority": row.priority, "language": row.language,
        "issued_at": moment.iso(row.issued_wall), "counter": row.counter,
        "counters": [n for n, _, offset in line.counters_of(row.field) if not offset],
        "ahead": before.people if before else None,
        "wait": wait.forecast(row.field, before) if before else None,
        "recalls": row.recalls, "flags": row.flags.split(), "print": {"state": print_state(id)},
        "reason": _reason_of_call(history),
        "passages": [
            {"action": a, "from": b, "to": c, "counter": n, "at": moment.iso(w), "reason": r, "leg": g}
            for a, b, c, n, w, r, _, g in history
        ],
        "allowed": states.allowed(row.state),
    }  # fmt: skip


def _reason_of_call(history: list[tuple[Any, ...]]) -> dict[str, Any] | None:
    """Why this ticket was called when it was: {"rule", "passed": [numbers]}."""
    for action, _, _, _, _, reason, detail, _ in reversed(history):
        if action == "call":
            passed = json.loads(detail)["passed"] if detail else []
            rows_ = [rows.ticket(id) for id in passed]
            return {"rule": reason, "passed": [row.label for row in rows_ if row]}
    return None


def catalog() -> dict[str, Any]:
    """What the kiosk offers: fields with their services (most used first), and the priorities."""
    services: dict[str, list[dict[str, Any]]] = {}
    for s in Service.select().where(~Service.retired).order_by(-Service.share, Service.position):
        entry = {"id": s.id, "name": s.name, "name_en": s.name_en, "share": s.share}
        services.setdefault(s.field, []).append(entry)
    return {
        "fields": [
            {"id": id, "series": series, "name": name, "name_en": name_en, "services": services.get(id, [])}
            for id, series, name, name_en in fields()
        ],
        "priorities": [
            {"id": p.id, "name": p.name, "name_en": p.name_en, "rule": p.rule, "rule_en": p.rule_en,
             "head_start_min": p.head_start // 60_000}
            for p in Priority.select().where(~Priority.retired & Priority.asked).order_by(Priority.position)
        ],
    }  # fmt: skip


def clerks() -> list[dict[str, str]]:
    """Who may open a counter: {"id", "label"}."""
    found = Staff.select(Staff.id, Staff.label).where(~Staff.retired & (Staff.role == "clerk"))
    return [{"id": id, "label": label} for id, label in found.order_by(Staff.id).tuples()]


def lines_of(n: int) -> list[dict[str, Any]]:
    """The lines this counter serves: {"field", "name", "name_en", "series", "offset_min", "waiting"}."""
    counts = waiting_by_place()
    found = (
        CounterLine.select(Field.id, Field.name, Field.name_en, Field.series, CounterLine.offset)
        .join(Field, on=(Field.id == CounterLine.field))
        .where((CounterLine.counter == n) & ~Field.retired)
        .order_by(CounterLine.offset, Field.position)
    )
    return [
        {"field": id, "name": name, "name_en": name_en, "series": series,
         "offset_min": offset // 60_000, "waiting": counts.get(line.line_of(id), 0)}
        for id, name, name_en, series, offset in found.tuples()
    ]  # fmt: skip


def is_open(moment: Moment) -> bool:
    """Whether a number can be taken now."""
    return today()[2] == "open" and day.gives_numbers(moment.wall, moment.machine)
