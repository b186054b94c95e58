"""How good the forecasts have been: what people were told when they came, and how long it took.

Each number's first journal row holds the wait that its holder was told (tickets/taking.py). It is
held against the call that followed, if the holder stood in line until then: whoever let others go
first, was sent on or left has waited for something else.
"""

from __future__ import annotations

import datetime as dt
import json
import statistics
from collections.abc import Iterator
from typing import Any, NamedTuple

import peewee as pw

from db.models import Journal
from db.statement import rows
from figures import between
from figures.passages import CALLED
from figures.period import rows_of
from tickets import Moment, reading

DAYS = 30
# The newest are enough to say how good it is; a large hall gives so many in some days.
MOST = 2000
# Of fewer than this a share says nothing.
FEWEST = 20


class Held(NamedTuple):
    """One forecast (s) and what came of it."""

    field: str
    low: int
    high: int
    took: float


def foretold(today: dt.date, moment: Moment) -> dict[str, Any]:
    """{"days", "total": {…}, "fields": [{"field", "name", "name_en", …}]}.

    Each with {"n", "within", "sooner", "later": shares or None, "error_s": median distance from
    the middle of what was told, or None}; None of fewer than 20.
    """
    found = list(_held(today, moment))
    fields = [
        {"field": id, "name": name, "name_en": name_en} | of_field
        for id, _, name, name_en in reading.fields()
        if (of_field := _judged([each for each in found if each.field == id]))["n"]
    ]
    return {"days": DAYS, "total": _judged(found), "fields": fields}


def _held(today: dt.date, moment: Moment) -> Iterator[Held]:
    period = between(today - dt.timedelta(DAYS), today, moment)
    call = Journal.alias("c")
    called = (
        Journal.select(Journal.place, Journal.detail, pw.fn.MAX(call.hall) - Journal.hall)
        .join(call, on=(call.subject == "ticket") & (call.ref == Journal.ref))
        .where(
            rows_of(period, "ticket") & (Journal.action == "take")
            & Journal.detail.contains('"wait":[') & call.action.in_(CALLED) & (call.leg == 1)
            & (call.place == Journal.place) & (call.counted == Journal.counted)
        )
        .group_by(Journal.seq, Journal.place, Journal.detail, Journal.hall)
        .order_by(Journal.seq.desc())
        .limit(MOST)
    )  # fmt: skip
    for place, detail, took in rows(called):
        low, high = json.loads(detail)["wait"]
        yield Held(place.removeprefix("line:"), low, high, took / 1000)


def _judged(found: list[Held]) -> dict[str, Any]:
    n = len(found)
    if n < FEWEST:
        return {"n": n, "within": None, "sooner": None, "later": None, "error_s": None}
    sooner = sum(each.took < each.low for each in found)
    later = sum(each.took > each.high for each in found)
    errors = [abs(each.took - (each.low + each.high) / 2) for each in found]
    return {
        "n": n, "within": (n - sooner - later) / n, "sooner": sooner / n, "later": later / n,
        "error_s": round(statistics.median(errors)),
    }  # fmt: skip
