"""What a hall looks like now: small questions that the rooms build their boards from.

Each runs on a reader's thread or inside a command, on one consistent state.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import peewee as pw

import office
from db.models import (
    IS_ALIVE,
    IS_WAITING,
    Announcement,
    Board,
    Counter,
    Day,
    Field,
    Journal,
    Need,
    OpenRating,
    Service,
    Standing,
    Ticket,
)
from db.statement import Statement, hole
from office import hours
from office.moment import Moment
from tickets import line

_version = Statement(Board.select(Board.version).where(Board.name == hole("name")))
_fields = Statement(
    Field.select(Field.id, Field.series, Field.name, Field.name_en)
    .where(Field.retired == 0)
    .order_by(Field.position)
)
_waiting = Statement(Standing.select(Standing.place, Standing.waiting).where(Standing.waiting > 0))
_counters = Statement(
    Counter.select(Counter.n, Counter.label, Counter.label_en, Counter.state, Counter.reason,
                   Ticket.label, Counter.clerk, Counter.since_hall, Ticket.state,
                   Ticket.called_hall, Ticket.started_hall)
    .join(Ticket, pw.JOIN.LEFT_OUTER, on=(Ticket.id == Counter.ticket))
    .where(Counter.retired == 0)
    .order_by(Counter.n)
)  # fmt: skip
_unspoken = Statement(
    Announcement.select(
        Announcement.id, Announcement.number, Announcement.counter, Announcement.recall,
        Announcement.language, Announcement.created_wall, Need.ticket, Announcement.state,
        Announcement.created_hall,
    )
    .join(Need, pw.JOIN.LEFT_OUTER, on=(Need.ticket == Announcement.ticket))
    .where(
        (Announcement.day == hole("day"))
        & (Announcement.created_hall >= hole("since"))
        & Announcement.state.in_(["open", "speaking", "retracted"])
    )
    .order_by(Announcement.id)
)  # fmt: skip
_announcement = Statement(
    Announcement.select(
        Announcement.id, Announcement.number, Announcement.counter, Announcement.recall,
        Announcement.language, Announcement.state,
    ).where(Announcement.id == hole("id"))
)  # fmt: skip
_unheard = Statement(
    Announcement.select(Announcement.id, Announcement.number, Announcement.counter)
    # The last change of who is called is the call.
    .join(Ticket, on=(Ticket.seq == Announcement.id))
    .where(IS_ALIVE & (Ticket.state == "called") & (Announcement.state == "late"))
    .order_by(Announcement.id)
)
_next = Statement(
    Ticket.select(Ticket.label).where(IS_WAITING & (Ticket.place == hole("place")))
    .order_by(Ticket.counted, Ticket.placed).limit(hole("limit"))
)  # fmt: skip
_alive = Statement(
    Ticket.select(
        Ticket.id, Ticket.label, Ticket.counter, Ticket.ended_hall, Ticket.field, Ticket.place,
        Service.name, Service.name_en, Ticket.flags,
    )
    .join(Service, on=(Service.id == Ticket.service))
    .where(IS_ALIVE & (Ticket.state == hole("state")))
    .order_by(Ticket.id.desc())
    .limit(100)
)  # fmt: skip
_line = Statement(
    Ticket.select(
        Ticket.id, Ticket.label, Service.name, Service.name_en, Ticket.priority, Ticket.joined,
        Ticket.counted, Ticket.placed, Ticket.flags, pw.fn.COALESCE(Need.kinds, ""),
    )
    .join(Service, on=(Service.id == Ticket.service))
    .join(Need, pw.JOIN.LEFT_OUTER, on=(Need.ticket == Ticket.id))
    .where(IS_WAITING & (Ticket.place == hole("place")))
    .order_by(Ticket.counted, Ticket.placed)
    .limit(hole("limit"))
)  # fmt: skip
_held = Statement(
    Ticket.select(
        Ticket.id, Ticket.label, Service.name, Service.name_en, Journal.reason, Journal.hall,
        Ticket.remind_hall,
    )
    .join(Service, on=(Service.id == Ticket.service))
    # Its last change but for marks and papers was the hold; a copy of the paper says no reason.
    .join(Journal, on=(Journal.seq == Ticket.seq))
    .where(IS_ALIVE & (Ticket.state == "held") & (Ticket.counter == hole("counter")))
    .order_by(Ticket.remind_hall)
)  # fmt: skip
_needs = Statement(Need.select(Need.kinds).where(Need.ticket == hole("ticket")))
_longest = Statement(
    Ticket.select(pw.fn.MIN(Ticket.joined), pw.fn.COUNT(Ticket.id)).where(
        IS_WAITING & (Ticket.place == hole("place"))
    )
)
_today = Statement(
    Journal.select(Journal.action, pw.fn.COUNT(Journal.seq))
    .where(
        (Journal.seq >= hole("since"))
        # coalesce() keeps SQLite from its index by subject: every ticket there ever was.
        & (pw.fn.COALESCE(Journal.subject, "") == "ticket")
        & (Journal.counter == hole("counter"))
        & Journal.action.in_(["finish", "miss"])
    )
    .group_by(Journal.action)
)
_open_rating = Statement(
    OpenRating.select(
        OpenRating.id, Ticket.label, OpenRating.closes_hall, Ticket.language, OpenRating.day
    )
    .join(Ticket, on=(Ticket.id == OpenRating.ticket))
    .where((OpenRating.state == pw.SQL("'open'")) & (OpenRating.counter == hole("counter")))
)
_last_day = Statement(
    Day.select(Day.id, Day.date, Day.state, Day.opened_seq).order_by(Day.id.desc()).limit(1)
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


class Unspoken(NamedTuple):
    """An announcement that is to be heard; `needs` is the ticket if its holder needs time."""

    id: int
    number: str
    counter: int
    recall: int
    language: str
    created_wall: int
    needs: int | None
    state: str
    created_hall: int


def announced(day_id: int, since: int) -> list[Unspoken]:
    """What was announced since then and neither spoken nor given up: open, speaking, retracted."""
    return [Unspoken(*row) for row in _unspoken.all(day=day_id, since=since)]


def unspoken(day_id: int, since: int) -> list[Unspoken]:
    """Not yet spoken to the end and young enough, oldest first."""
    return [row for row in announced(day_id, since) if row.state != "retracted"]


def unheard() -> list[tuple[int, str, int]]:
    """Whose call came too late to be read aloud and who is still awaited: (id, number, counter)."""
    return _unheard.all()


def announcement(id: int) -> dict[str, Any] | None:
    """One announcement: {"id", "number", "counter", "recall", "language", "state"}."""
    row = _announcement.one(id=id)
    names = ("id", "number", "counter", "recall", "language", "state")
    return dict(zip(names, row, strict=True)) if row else None


def next_in(place: str, limit: int) -> list[str]:
    """The numbers that are called next from one place."""
    return [row[0] for row in _next.all(place=place, limit=limit)]


def in_state(state: str) -> list[tuple[Any, ...]]:
    """Who is `called`, `serving`, `held` or `missed`: newest first, 100 at most.

    (id, number, counter, ended, field, place, service, service_en, flags).
    """
    return _alive.all(state=state)


def line_of_counter(n: int, clerk: str | None, limit: int) -> list[tuple[Any, ...]]:
    """Who this counter would call, in order.

    (key, id, number, service, service_en, priority, joined, helping, targeted, flags, needs).
    """
    rows_ = []
    for place in line.places(n, clerk):
        how = (place.offset > 0, not place.name.startswith("line:"))
        for *told, counted, placed, flags, needs_ in _line.all(place=place.name, limit=limit):
            rows_.append(((counted + place.offset, placed), *told, *how, flags, needs_))
    return sorted(rows_)[:limit]


def held_by(n: int) -> list[tuple[Any, ...]]:
    """Whom this counter holds: (id, number, service, service_en, reason, since, remind)."""
    return _held.all(counter=n)


def needs(ticket: int) -> list[str]:
    """What the holder needs of the clerk: "hearing", "sight"."""
    row = _needs.one(ticket=ticket)
    return row[0].split() if row else []


def waiting_for(n: int, clerk: str | None) -> tuple[int, int | None]:
    """(how many wait for this counter, since when the longest has waited)."""
    found = [_longest.one(place=place.name) for place in line.places(n, clerk)]
    joined = [row[0] for row in found if row and row[0] is not None]
    return sum(row[1] for row in found if row), min(joined, default=None)


def done_today(n: int, since_seq: int) -> dict[str, int]:
    """{"served", "missed"} of one counter since a journal row."""
    counted = dict(_today.all(since=since_seq, counter=n))
    return {"served": counted.get("finish", 0), "missed": counted.get("miss", 0)}


def open_rating(n: int) -> tuple[Any, ...] | None:
    """The question open at this counter's pad: (id, number, closes, language, day)."""
    return _open_rating.one(counter=n)


def clerk_label(id: str | None) -> dict[str, str] | None:
    """{"id", "label"} of a clerk."""
    person = office.person(id) if id else None
    return {"id": person.id, "label": person.label} if person else None


def is_open(moment: Moment) -> bool:
    """Whether a number can be taken now."""
    return today()[2] == "open" and hours.gives_numbers(moment.wall, moment.machine)


def by_the_clock(moment: Moment) -> tuple[Any, ...]:
    """What of the boards time alone has changed, when this is another value than before."""
    return (is_open(moment), *hours.changes(moment.wall, moment.machine))
