"""About how long, and for how many more: from usual times, or nothing when it is a guess.

The work ahead is poured on the open counters like water: whoever has least to do takes it first.
"""

from __future__ import annotations

import math

from db.models import Counter, Ticket
from db.statement import Statement, hole
from tickets import line, office, pace
from tickets.pace import NONE, Work

_in_hand = Statement(
    Counter.select(Ticket.field)
    .join(Ticket, on=(Ticket.id == Counter.ticket))
    .where(Counter.n == hole("n"))
)

STEP = 300


def forecast(before: line.Ahead, serving: list[line.Serving]) -> dict[str, int] | None:
    """{"low_s", "high_s"} in whole five minutes; None with too few samples or no open counter.

    The usual times ahead, on the counters `serving` the line that are open, after what each of
    them has in hand and the people of its other lines who came before; the spread is one standard
    deviation on either side.
    """
    open_now = [counter.n for counter in serving if counter.state == "open"]
    if not open_now:
        return None
    middle = poured(pace.ahead(before), [_besides(n, before) for n in open_now])
    if middle.samples < office.rule("wait_min_samples"):
        return None
    mean, spread = middle.mean / 1000, math.sqrt(middle.variance) / 1000
    low = max(0, math.floor((mean - spread) / STEP)) * STEP
    return {"low_s": low, "high_s": max(low + STEP, math.ceil((mean + spread) / STEP) * STEP)}


def poured(work: Work, loads: list[Work]) -> Work:
    """When counters with these loads are through with `work` too; each helps when it is free.

    Without work: when the first of them is free.
    """
    loads = sorted(loads)
    together = work.also(loads[0])
    for n, load in enumerate(loads[1:], 1):
        if load.mean * n >= together.mean:
            return _shared(together, n)
        together = together.also(load)
    return _shared(together, len(loads))


def _shared(work: Work, counters: int) -> Work:
    return Work(work.mean / counters, work.variance / counters**2, work.samples)


def _besides(n: int, before: line.Ahead) -> Work:
    """What counter n does first: whom it has in hand, and its own other lines' people before."""
    load = _hand(n)
    for field, _ in line.lines_of(n):
        place = line.line_of(field)
        if place == before.place:
            continue
        people = line.ahead(place, before.counted, before.placed).people
        if people and n in (own := _own(field)):
            load = load.also(pace.of_field(field).times(people / len(own)))
    return load


def _hand(n: int) -> Work:
    field = _in_hand.one(n=n)
    return pace.of_field(field[0]).rest() if field else NONE


def _own(field: str) -> list[int]:
    """The open counters to which this line belongs first; helpers when none of those is open."""
    serving = [counter for counter in line.counters_of(field) if counter.state == "open"]
    return [counter.n for counter in serving if counter.offset == serving[0].offset]


def capacity(
    left: int | None, waiting: dict[str, int], serving: dict[str, list[line.Serving]]
) -> dict[str, int | None]:
    """How many more people each field's open counters can serve in `left` ms of today.

    Those who wait come first: each line's work lies evenly on the open counters that serve it.
    None where no counter is open, too few services were measured, or the day does not end.
    """
    desks = {
        field: [counter.n for counter in counters if counter.state == "open"]
        for field, counters in serving.items()
    }
    if left is None or not any(desks.values()):
        return dict.fromkeys(serving)
    usual = {field: pace.of_field(field) for field in desks}
    load = {n: _hand(n).mean for open_now in desks.values() for n in open_now}
    for field, open_now in desks.items():
        work = usual[field].mean * waiting.get(line.line_of(field), 0)
        for n in open_now:
            load[n] += work / len(open_now)
    return {
        field: _more(left, [load[n] for n in open_now], usual[field])
        for field, open_now in desks.items()
    }


def _more(left: int, loads: list[float], usual: Work) -> int | None:
    if not loads or not usual.mean or usual.samples < office.rule("wait_min_samples"):
        return None
    return sum(max(0, math.floor((left - load) / usual.mean)) for load in loads)
