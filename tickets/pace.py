"""How long services usually take here, and so the work that a line is.

A service takes its counter from the call to the end: whoever walks up slowly keeps it too.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import peewee as pw

from db.models import Pace, Service, Ticket
from db.statement import Statement, hole
from db.transaction import Transaction
from tickets import line

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
_pace = Statement(
    Pace.select(Pace.samples, Pace.mean, Pace.variance).where(Pace.service == hole("service"))
)
_minutes = Statement(Service.select(Service.minutes).where(Service.id == hole("service")))
_first = Ticket.select(Ticket.service).where(line.earlier).limit(hole("sample"))
_ahead = Statement(
    pw.Select([_first], [
        pw.fn.SUM(Pace.mean),
        pw.fn.SUM(Pace.variance),
        pw.fn.MIN(pw.fn.COALESCE(Pace.samples, 0)),
    ]).join(Pace, pw.JOIN.LEFT_OUTER, on=(Pace.service == _first.c.service))
)  # fmt: skip

# A service counts for its share of a usual day; one that nobody gave a share, for very little.
_weight = Service.share + 0.001
_usual = pw.fn.COALESCE(Pace.mean, Service.minutes * 60_000.0)
_mean = pw.fn.SUM(_weight * _usual) / pw.fn.SUM(_weight)
_square = pw.fn.SUM(
    _weight * (_usual * _usual + pw.fn.COALESCE(Pace.variance, 0.0))
) / pw.fn.SUM(_weight)  # fmt: skip
_fields = Statement(
    Service.select(
        Service.field, _mean, pw.fn.MAX(0.0, _square - _mean * _mean),
        pw.fn.SUM(pw.fn.COALESCE(Pace.samples, 0)),
    )
    .join(Pace, pw.JOIN.LEFT_OUTER, on=(Pace.service == Service.id))
    .where(Service.retired == 0)
    .group_by(Service.field)
)  # fmt: skip

# After so many services an old one no longer counts: the pace follows this week, not last year.
MEMORY = 50
# Beyond so many people the sum is scaled from the first ones, so that a long line costs no more.
SAMPLE = 50


class Work(NamedTuple):
    """Time that a counter needs (ms), its variance (ms²), and the fewest samples behind it."""

    mean: float
    variance: float
    samples: float

    def also(self, other: Work) -> Work:
        """Both, one after the other."""
        return Work(
            self.mean + other.mean, self.variance + other.variance, min(self.samples, other.samples)
        )

    def times(self, people: float) -> Work:
        """Of so many people; of a part of them, when others take the rest."""
        return Work(self.mean * people, self.variance * people, self.samples)

    def rest(self) -> Work:
        """What is left of it when somebody comes at any moment: half, and more if it varies much.

        The mean residual of a renewal process; as likely over now as in twice that.
        """
        left = (self.mean + self.variance / self.mean) / 2 if self.mean else 0.0
        return Work(left, left * left / 3, self.samples)


NONE = Work(0.0, 0.0, math.inf)
UNKNOWN = Work(0.0, 0.0, 0)


def ahead(before: line.Ahead) -> Work:
    """What those ahead usually take together, each by their own service."""
    place, counted, placed, people = before
    if not people:
        return NONE
    mean, variance, samples = _ahead.one(  # type: ignore[misc]
        place=place, counted=counted, placed=placed, sample=SAMPLE
    )
    return Work(mean or 0.0, variance or 0.0, samples).times(max(1.0, people / SAMPLE))


def fields() -> dict[str, Work]:
    """What anybody of each field usually takes."""
    return {row[0]: Work(*row[1:]) for row in _fields.all()}


def of(service: str) -> tuple[int, float, float]:
    """(samples, mean ms, variance ms²) of a service; the usual minutes before any sample."""
    row: Any = _pace.one(service=service)
    if row:
        return row  # type: ignore[no-any-return]
    minutes = _minutes.one(service=service)
    return 0, (minutes[0] if minutes else 10) * 60_000.0, 0.0


def learn(tx: Transaction, service: str, took: int) -> None:
    """Takes one finished service (ms) into its running mean and variance."""
    samples, mean, variance = of(service)
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
    samples, mean, variance = of(service)
    if samples == 1:
        _forget(service=service)
        return
    weight = 1 / min(samples, MEMORY)
    mean = (mean - weight * took) / (1 - weight)
    delta = took - mean
    variance = max(0.0, variance / (1 - weight) - weight * delta * delta)
    _learn(service=service, samples=samples - 1, mean=mean, variance=variance)
