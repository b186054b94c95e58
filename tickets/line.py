"""The line: where tickets stand, who is next, who is ahead, and why somebody was called.

`counted = joined − head start`. A counter calls the smallest `counted + offset` over its places
(one index look-up each); ties go by the row that put the ticket there.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import peewee as pw

from db.models import IS_WAITING, Counter, CounterLine, Standing, Ticket
from db.statement import Statement, hole

# The flag of a ticket that a transfer has put before everybody.
FIRST = "first "
# As many are named of each place that somebody is called past.
NAMED = 20

_lines = Statement(
    CounterLine.select(CounterLine.field, CounterLine.offset).where(
        CounterLine.counter == hole("counter")
    )
)
_head = Statement(
    Ticket.select(Ticket.id, Ticket.counted, Ticket.placed, Ticket.joined, Ticket.flags)
    .where(IS_WAITING & (Ticket.place == hole("place")))
    .order_by(Ticket.counted, Ticket.placed)
    .limit(1)
)
# Who stands before (counted, placed) of a place.
earlier = (
    IS_WAITING
    & (Ticket.place == hole("place"))
    # Twice, for the index: an OR alone would read the whole line.
    & (Ticket.counted <= hole("counted"))
    & ((Ticket.counted < hole("counted")) | (Ticket.placed < hole("placed")))
)
_first_before = Statement(
    Ticket.select(Ticket.id)
    .where(earlier)
    .order_by(Ticket.counted, Ticket.placed)
    .limit(hole("limit"))
)
_behind = Statement(
    Ticket.select(Ticket.counted)
    .where(
        IS_WAITING
        & (Ticket.place == hole("place"))
        & (
            (Ticket.counted > hole("counted"))
            | ((Ticket.counted == hole("counted")) & (Ticket.placed > hole("placed")))
        )
    )
    .order_by(Ticket.counted, Ticket.placed)
    .limit(hole("n"))
)
_nth = Statement(
    Ticket.select(Ticket.counted)
    .where(IS_WAITING & (Ticket.place == hole("place")))
    .order_by(Ticket.counted, Ticket.placed)
    .limit(hole("n"))
)
_waiting = Statement(Standing.select(Standing.waiting).where(Standing.place == hole("place")))
_not_before = Statement(
    Ticket.select(pw.fn.COUNT(pw.SQL("*"))).where(
        IS_WAITING
        & (Ticket.place == hole("place"))
        & (Ticket.counted >= hole("counted"))
        & ((Ticket.counted > hole("counted")) | (Ticket.placed >= hole("placed")))
    )
)
_passed = Statement(
    Ticket.select(Ticket.id)
    .where(
        IS_WAITING
        & (Ticket.place == hole("place"))
        & (Ticket.counted <= hole("joined"))
        & (Ticket.joined < hole("joined"))
        & (Ticket.id != hole("called"))
    )
    .order_by(Ticket.counted, Ticket.placed)
    .limit(NAMED)
)
_counters_of = Statement(
    CounterLine.select(CounterLine.counter, Counter.state, CounterLine.offset)
    .join(Counter, on=(Counter.n == CounterLine.counter))
    .where((CounterLine.field == hole("field")) & (Counter.retired == 0))
    .order_by(CounterLine.offset, CounterLine.counter)
)
_at = Statement(
    Counter.select(Counter.n, Counter.state).where(
        (Counter.n == hole("n")) & (Counter.retired == 0)
    )
)
_where_sits = Statement(
    Counter.select(Counter.n, Counter.state)
    .where((Counter.clerk == hole("clerk")) & (Counter.retired == 0) & (Counter.state != "closed"))
    .order_by(Counter.n)
)


class Place(NamedTuple):
    """Where a counter may call from, and how much longer one there must have waited (ms)."""

    name: str
    offset: int


class Head(NamedTuple):
    """The ticket that is next, and the rule that made it so."""

    id: int
    place: str
    rule: str
    passed: list[int]


def line_of(field: str) -> str:
    """The place that is this field's line."""
    return f"line:{field}"


def places(counter: int, clerk: str | None) -> list[Place]:
    """Where this counter calls from: itself, its clerk, its lines."""
    own = [Place(f"counter:{counter}", 0)]
    if clerk:
        own.append(Place(f"clerk:{clerk}", 0))
    return own + [Place(line_of(field), offset) for field, offset in lines_of(counter)]


def lines_of(counter: int) -> list[tuple[str, int]]:
    """(field, offset ms) of every line that a counter serves."""
    return _lines.all(counter=counter)


def head(counter: int, clerk: str | None) -> Head | None:
    """The next ticket for this counter, with whom it passes and by which rule; None if none."""
    found = [
        (counted + place.offset, placed, id, joined, place, flags)
        for place in places(counter, clerk)
        if (row := _head.one(place=place.name))
        for id, counted, placed, joined, flags in [row]
    ]
    if not found:
        return None
    _, _, id, joined, place, flags = min(found)
    passed = {head: _overtaken(head[4].name, joined, id) for head in found}
    keys = {head[4].name: head[0] for head, overtaken in passed.items() if overtaken}
    rule = "first" if not keys else _rule(place, joined, keys)
    if keys and FIRST in flags:
        rule = "transfer-first"
    return Head(id, place.name, rule, [p for overtaken in passed.values() for p in overtaken])


def _rule(place: Place, joined: int, passing: dict[str, int]) -> str:
    """`own-line` when the offsets alone let it pass the heads of other lines, else `head-start`."""
    unaided = joined + place.offset
    helped = place.name not in passing and all(unaided <= key for key in passing.values())
    return "own-line" if helped else "head-start"


def _overtaken(place: str, joined: int, called: int) -> list[int]:
    """Those who joined this place before and still wait: the first 20, as they stand."""
    return [row[0] for row in _passed.all(place=place, joined=joined, called=called)]


def standing_before(row: Any, counter: int, clerk: str | None) -> list[int]:
    """Whom this counter passes by serving `row` now: the first 20 of each of its places."""
    here = places(counter, clerk)
    key = row.counted + dict(here).get(row.place, 0)
    return [
        found[0]
        for place in here
        for found in _first_before.all(
            place=place.name, counted=key - place.offset, placed=row.placed, limit=NAMED
        )
    ]


def behind(n: int, place: str, counted: int, placed: int) -> int | None:
    """The `counted` of the n-th who stands behind this one (the last, if fewer); None if nobody."""
    found = _behind.all(place=place, counted=counted, placed=placed, n=max(n, 1))
    return found[-1][0] if found else None


def head_of(place: str) -> int | None:
    """The `counted` of the first in this place; None when nobody waits there."""
    row = _head.one(place=place)
    return row[1] if row else None


def after_the(n: int, place: str) -> int | None:
    """The `counted` that stands right after the n-th now ahead (after the last, if fewer).

    After nobody is before the head; None when nobody waits here.
    """
    rows = _nth.all(place=place, n=max(n, 1))
    return rows[-1][0] - (n == 0) if rows else None


class Ahead(NamedTuple):
    """Who stands before a ticket of this place, counted and placed as it is: so many people."""

    place: str
    counted: int
    placed: int
    people: int


# A `counted` behind everybody's: whoever came now would have the whole line ahead.
LAST = 2**62


def ahead(place: str, counted: int, placed: int) -> Ahead:
    """Everybody in this place who is called before (counted, placed)."""
    # From the end of the line: whoever asks has mostly come last, and the line may be long.
    everybody = (_waiting.one(place=place) or (0,))[0]
    if not everybody:
        return Ahead(place, counted, placed, 0)
    rest = _not_before.one(place=place, counted=counted, placed=placed)
    return Ahead(place, counted, placed, everybody - (rest or (0,))[0])


class Serving(NamedTuple):
    """A counter that serves a line, its state, and how long the line waits for its help (ms)."""

    n: int
    state: str
    offset: int


def counters_of(field: str) -> list[Serving]:
    """Those that serve this line, the ones whose own line it is first."""
    return [Serving(*row) for row in _counters_of.all(field=field)]


def serving(row: Any) -> list[Serving]:
    """The counters that may call this ticket from where it stands."""
    kind, _, who = str(row.place).partition(":")
    if kind == "line":
        return counters_of(who)
    found = _at.all(n=int(who)) if kind == "counter" else _where_sits.all(clerk=who)
    return [Serving(n, state, 0) for n, state in found]
