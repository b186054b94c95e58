"""About how long, and for how many more: from usual times, or nothing when it is a guess.

The work ahead is poured on the open counters like water: whoever has least to do takes it first.
"""

from __future__ import annotations

import math

import office
from db.models import Counter, Ticket
from db.statement import Statement, hole
from tickets import line, pace
from tickets.pace import NONE, UNKNOWN, Work

_in_hand = Statement(
    Counter.select(Ticket.field)
    .join(Ticket, on=(Ticket.id == Counter.ticket))
    .where(Counter.n == hole("n"))
)

STEP = 300


class Loads:
    """What counters have to do besides one line's people; each thing is looked up once.

    For many lines at one moment: `waiting` by place and `serving` by field, where they are known.
    """

    def __init__(
        self,
        waiting: dict[str, int] | None = None,
        serving: dict[str, list[line.Serving]] | None = None,
    ) -> None:
        self._waiting, self._usual = waiting, pace.fields()
        self._own = {field: own(counters) for field, counters in (serving or {}).items()}
        self._hands: dict[int, Work] = {}
        self._lines: dict[int, list[tuple[str, int]]] = {}

    def of(self, n: int, before: line.Ahead) -> Work:
        """What counter n does first: whom it has in hand, and its own other lines' people."""
        mean, variance, samples = self.hand(n)
        for field, _ in self._lines_of(n):
            place = line.line_of(field)
            if place == before.place or not (people := self._people(place, before)):
                continue
            if n in (counters := self._own_of(field)):
                usual, share = self.usual(field), people / len(counters)
                mean, variance = mean + usual.mean * share, variance + usual.variance * share
                samples = min(samples, usual.samples)
        return Work(mean, variance, samples)

    def hand(self, n: int) -> Work:
        """What is left of the service in hand at counter n, as far as anybody can say."""
        if n not in self._hands:
            field = _in_hand.one(n=n)
            self._hands[n] = self.usual(field[0]).rest() if field else NONE
        return self._hands[n]

    def usual(self, field: str) -> Work:
        """What anybody of this field usually takes; nothing is known of one without services."""
        return self._usual.get(field, UNKNOWN)

    def _lines_of(self, n: int) -> list[tuple[str, int]]:
        if n not in self._lines:
            self._lines[n] = line.lines_of(n)
        return self._lines[n]

    def _own_of(self, field: str) -> list[int]:
        if field not in self._own:
            self._own[field] = own(line.counters_of(field))
        return self._own[field]

    def _people(self, place: str, before: line.Ahead) -> int:
        if self._waiting is not None and before.counted == line.LAST:
            return self._waiting.get(place, 0)
        return line.ahead(place, before.counted, before.placed).people


def own(serving: list[line.Serving]) -> list[int]:
    """The open counters to which a line belongs first; helpers when none of those is open."""
    open_now = [counter for counter in serving if counter.state == "open"]
    return [counter.n for counter in open_now if counter.offset == open_now[0].offset]


def forecast(
    before: line.Ahead, serving: list[line.Serving], loads: Loads | None = None
) -> dict[str, int] | None:
    """{"low_s", "high_s"} in whole five minutes; None with too few samples or no open counter.

    The usual times ahead, on the counters `serving` the line that are open, after what each of
    them has in hand and the people of its other lines who came before; the spread is one standard
    deviation on either side.
    """
    open_now = [counter.n for counter in serving if counter.state == "open"]
    if not open_now:
        return None
    loads = loads or Loads()
    middle = poured(pace.ahead(before), [loads.of(n, before) for n in open_now])
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


def capacity(
    left: int | None,
    waiting: dict[str, int],
    serving: dict[str, list[line.Serving]],
    loads: Loads | None = None,
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
    loads = loads or Loads(waiting, serving)
    load = {n: loads.hand(n).mean for open_now in desks.values() for n in open_now}
    for field, open_now in desks.items():
        work = loads.usual(field).mean * waiting.get(line.line_of(field), 0)
        for n in open_now:
            load[n] += work / len(open_now)
    return {
        field: _more(left, [load[n] for n in open_now], loads.usual(field))
        for field, open_now in desks.items()
    }


def _more(left: int, loads: list[float], usual: Work) -> int | None:
    if not loads or not usual.mean or usual.samples < office.rule("wait_min_samples"):
        return None
    return sum(max(0, math.floor((left - load) / usual.mean)) for load in loads)
