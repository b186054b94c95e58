"""About how long: a range from the usual times of those ahead, or nothing when it is a guess."""

from __future__ import annotations

import math

from db.models import Pace
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


def learn(tx: Transaction, service: str, took: int) -> None:
    """Takes one finished service (ms) into its running mean and variance."""
    samples, mean, variance = line.pace(service)
    tx.before.append(("pace", service, samples, mean, variance))
    weight = 1 / min(samples + 1, MEMORY)
    delta = took - mean
    mean += weight * delta
    variance = (1 - weight) * (variance + weight * delta * delta)
    _learn(service=service, samples=samples + 1, mean=mean, variance=variance)


def forget(service: str, samples: int, mean: float, variance: float) -> None:
    """Puts a pace back as it was before a service that was not finished after all."""
    _learn(service=service, samples=samples, mean=mean, variance=variance)
