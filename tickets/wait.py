"""About how long, and for how many more: from usual times, or nothing when it is a guess."""

from __future__ import annotations

import math

import peewee as pw

from db.models import Pace, Service, Ticket
from db.statement import Statement, hole
from db.transaction import Transaction
from tickets import line, office

_learn = Statement(
    Pace.replace(
        {
            Pace.service: hole("service"),
            Pace.samples: hole("samples"),
            Pace.mean: hole("mean"),
            Pace.variance: hole("variance"),
        }
    )
)
_forget = Statement(Pace.delete().where(Pace.service == hole("service")))

# A service counts for its share of a usual day; one that nobody gave a share, for very little.
_weight = Service.share + 0.001
_usual_ms = pw.fn.COALESCE(Pace.mean, Service.minutes * 60_000.0)
_paces = Statement(
    Service.select(
        Service.field,
        pw.fn.SUM(_weight * _usual_ms) / pw.fn.SUM(_weight),
        pw.fn.SUM(pw.fn.COALESCE(Pace.samples, 0)),
    )
    .join(Pace, pw.JOIN.LEFT_OUTER, on=(Pace.service == Service.id))
    .where(Service.retired == 0)
    .group_by(Service.field)
)
_first = (
    Ticket.select(Ticket.service)
    .where(line.waiting & (Ticket.place == hole("place")))
    .limit(line.SAMPLE)
)
_work = Statement(
    pw.Select([_first], [pw.fn.AVG(_usual_ms)])
    .join(Service, on=(Service.id == _first.c.service))
    .join(Pace, pw.JOIN.LEFT_OUTER, on=(Pace.service == _first.c.service))
)

# After so many services an old one no longer counts: the pace follows this week, not last year.
MEMORY = 50
STEP = 300


def forecast(before: line.Ahead, serving: list[line.Serving]) -> dict[str, int] | None:
    """{"low_s", "high_s"} in whole five minutes; None with too few samples or no open counter.

    Sum of the usual times ahead, divided by the counters `serving` the line that are open; the
    spread is one standard deviation of that sum on either side.
    """
    open_now = sum(counter.state == "open" for counter in serving)
    if not open_now:
        return None
    usual = line.usual(before)
    if before.people and usual.samples < office.rule("wait_min_samples"):
        return None
    middle = usual.mean / 1000 / open_now
    spread = math.sqrt(usual.variance) / 1000 / open_now
    low = max(0, math.floor((middle - spread) / STEP)) * STEP
    return {"low_s": low, "high_s": max(low + STEP, math.ceil((middle + spread) / STEP) * STEP)}


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
    load: dict[int, float] = {}
    for field, open_now in desks.items():
        place = line.line_of(field)
        people = waiting.get(place, 0) if open_now else 0
        work = people * (_work.one(place=place) or (0,))[0] if people else 0.0
        for n in open_now:
            load[n] = load.get(n, 0.0) + work / len(open_now)
    paces = {field: (mean, samples) for field, mean, samples in _paces.all()}
    return {
        field: _more(left, [load[n] for n in open_now], *paces.get(field, (0.0, 0)))
        for field, open_now in desks.items()
    }


def _more(left: int, loads: list[float], usual: float, samples: int) -> int | None:
    if not loads or not usual or samples < office.rule("wait_min_samples"):
        return None
    return sum(max(0, math.floor((left - load) / usual)) for load in loads)


def learn(tx: Transaction, service: str, took: int) -> None:
    """Takes one finished service (ms) into its running mean and variance."""
    samples, mean, variance = line.pace(service)
    tx.before.append(("pace", service, took))
    weight = 1 / min(samples + 1, MEMORY)
    delta = took - mean
    mean += weight * delta
    variance = (1 - weight) * (variance + weight * delta * delta)
    _learn(service=service, samples=samples + 1, mean=mean, variance=variance)


def forget(service: str, took: int) -> None:
    """Takes a service (ms) out again that was not finished after all; what others took stays.

    Exact while the pace is a plain average, in whatever order they were learned.
    """
    samples, mean, variance = line.pace(service)
    if samples == 1:
        _forget(service=service)
        return
    weight = 1 / min(samples, MEMORY)
    mean = (mean - weight * took) / (1 - weight)
    delta = took - mean
    variance = max(0.0, variance / (1 - weight) - weight * delta * delta)
    _learn(service=service, samples=samples - 1, mean=mean, variance=variance)
