"""Every call by what allowed it: its rule or its reason, and how many it passed."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import peewee as pw

from db.models import Journal
from db.statement import rows
from figures import passages
from figures.cell import Cell, made
from figures.period import Period, rows_of

# A call that is no call out of turn: by the law of the queue, or of somebody who was held.
CALLS = (*passages.CALLED, "resume")


def calls(period: Period) -> dict[str, Cell]:
    """{"action|reason|clerk": a cell of the counts `called` and `passed`}, clerk "" for nobody."""
    # Without a head start of its own it passed only those who had stepped back themselves.
    stepped_back = (Journal.reason == "head-start") & (Journal.head_start == 0)
    rule = pw.Case(None, [(stepped_back, "other")], Journal.reason)
    key = (Journal.action, rule, Journal.clerk)
    held = rows_of(period, "ticket") & passages.holds(period) & Journal.action.in_(CALLS)
    passed: Counter[Any] = Counter()
    for *group, detail in rows(
        Journal.select(*key, Journal.detail).where(held & ~Journal.detail.is_null())
    ):
        passed[tuple(group)] += len(json.loads(detail)["passed"])
    counted = Journal.select(*key, pw.fn.COUNT(Journal.seq)).where(held).group_by(*key)
    return {
        "|".join((action, reason or "", clerk or "")): made(
            {"called": n, "passed": passed[action, reason, clerk]}, {}, {}, 0
        )
        for action, reason, clerk, n in rows(counted)
    }
