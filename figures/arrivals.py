"""How many came in each hour of the day, and how long those waited who came then.

The usual groups count a wait in the hour that ended it. Of when to come that says the opposite:
whoever is called early has waited little, however many had come just then.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import peewee as pw

from db.models import Journal
from db.statement import rows
from figures import passages
from figures.cell import Cell, made
from figures.period import Period
from figures.spans import waits_from


def arrivals(period: Period) -> dict[int, Cell]:
    """{hour from which somebody waited: a cell of the count `taken`, `wait` and `wait_open`}."""
    took = passages.rows_by(
        "hour", period, passages.hour_of(Journal.wall, period).alias("g"),
        pw.fn.COUNT(Journal.seq),
    ).where(Journal.action == "take")  # fmt: skip
    taken = dict(rows(took.group_by(pw.SQL("g"))))
    placed: dict[int, dict[str, Counter[int]]] = {}
    for hour, at, open_at, n in rows(waits_from(period)):
        spans = placed.setdefault(hour, {"wait": Counter(), "wait_open": Counter()})
        spans["wait"][at] += n
        spans["wait_open"][open_at] += n
    none: dict[str, Any] = {}
    return {
        hour: made({"taken": taken.get(hour, 0)}, placed.get(hour, none), {}, 0)
        for hour in taken.keys() | placed.keys()
    }
