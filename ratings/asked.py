"""The day's questions at the pads, from the journal alone: whom, where, when answered, how long."""

from __future__ import annotations

import json
from typing import NamedTuple

import peewee as pw

from db.models import Journal
from db.statement import Statement, hole

_STEPS = ("start", "hold", "resume", "finish")
_rows = Statement(
    Journal.select(
        Journal.seq, Journal.subject, Journal.ref, Journal.action, Journal.counter, Journal.clerk,
        Journal.detail, Journal.undoes, Journal.hall, Journal.wall,
    )
    # coalesce() keeps SQLite from its index by subject: every rating there ever was.
    .where(
        (Journal.seq >= hole("since"))
        & (
            (pw.fn.COALESCE(Journal.subject, "") == "rating")
            | (
                (pw.fn.COALESCE(Journal.subject, "") == "ticket")
                & Journal.action.in_([*_STEPS, "undo"])
            )
        )
    )
    .order_by(Journal.seq)
)  # fmt: skip


class Asked(NamedTuple):
    """One question: `service` ms it asks about; answered at `at` (hall ms, else None) in `half`."""

    clerk: str
    counter: int
    field: str
    service: int | None
    at: int | None
    half: str


def of_day(since: int, noon: int) -> list[Asked]:
    """Every question since a day's first row (seq) that was not taken back.

    `noon` (wall ms) parts the half-days, as it does for the answers (tickets/ratings.py).
    """
    found = _rows.all(since=since)
    undone = {row[7] for row in found if row[7] is not None}
    told, services = dict[str, Asked](), _Services()
    for seq, subject, ref, action, counter, clerk, detail, undoes, hall, wall in found:
        if subject == "ticket":
            if seq not in undone and undoes is None:
                services.step(ref, action, hall)
        elif action == "opened":
            said = json.loads(detail)
            spent = services.spent.get(str(said["ticket"]))
            told[ref] = Asked(clerk, counter, said["field"], spent, None, "")
        elif action == "answered":
            told[ref] = told[ref]._replace(at=hall, half="am" if wall < noon else "pm")
        elif action == "withdrawn":
            del told[ref]
    return list(told.values())


class _Services:
    """How long each number has been served so far in this leg (ms)."""

    def __init__(self) -> None:
        self.spent: dict[str, int] = {}
        self._began: dict[str, int] = {}

    def step(self, ref: str, action: str, hall: int) -> None:
        """A number was taken in hand, sent to do something, or finished."""
        if action == "start":
            self.spent[ref] = 0
        if action in ("start", "resume"):
            self._began[ref] = hall
        elif ref in self._began:
            self.spent[ref] = self.spent.get(ref, 0) + hall - self._began.pop(ref)
