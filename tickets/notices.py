"""What the staff should know, as the database tells it; each stands until it is over."""

from __future__ import annotations

import json
from typing import Any

import peewee as pw

from db.models import Boot, Day, Journal
from db.statement import Statement, hole
from office.moment import Moment
from tickets import day, slips

_restored = Statement(
    Journal.select(Journal.seq, Journal.day, Journal.detail, Journal.wall).where(
        Journal.seq
        == Journal.select(pw.fn.MAX(Journal.seq)).where(
            (Journal.subject == "day") & (Journal.action == "restored")
        )
    )
)
_last_day = Statement(
    Day.select(Day.id, Day.state).where(Day.id == pw.SQL("(SELECT max(id) FROM day)"))
)
_kept_until = Statement(Journal.select(Journal.wall).where(Journal.seq == hole("seq")))
_boot = Statement(
    Boot.select(Boot.id, Boot.believed).where(Boot.id == pw.SQL("(SELECT max(id) FROM boot)"))
)


def standing(moment: Moment) -> list[dict[str, Any]]:
    """A restore {"since", "at", "gap"}, until the next day begins; a date nobody confirmed.

    And the numbers of slips that wait for people.
    """
    return [*_restore(moment), *_date(moment), *_slips()]


def _restore(moment: Moment) -> list[dict[str, Any]]:
    """What was written between `since` (null: since ever) and `at` is lost; `gap` by series."""
    row, last = _restored.one(), _last_day.one()
    if row is None or (last and last[0] > row[1]):
        return []
    seq, _, detail, wall = row
    before = _kept_until.one(seq=seq - 1)
    return [
        {
            "code": "restored",
            "since": moment.iso(before[0]) if before else None,
            "at": moment.iso(wall),
            "gap": json.loads(detail or "{}"),
        }
    ]


def _slips() -> list[dict[str, Any]]:
    found = slips.numbers()
    return [{"code": "slips", "numbers": found}] if found else []


def _date(moment: Moment) -> list[dict[str, Any]]:
    row, last = _boot.one(), _last_day.one()
    # The hall's first boot takes its date from the clock (tickets/day.py).
    doubted = row and row[0] != 1 and not row[1]
    if last and last[1] == "open":
        doubted = doubted or day.set_forward(last[0], moment.wall, moment.hall, moment.machine)
    return [{"code": "date", "date": moment.iso()}] if doubted else []
