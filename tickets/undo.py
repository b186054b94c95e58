"""Taking back a counter's own last press: a forward row for each row that it undoes.

What a press changed is kept, as it was before, on its counter's row until the next press there.
"""

from __future__ import annotations

import json
from typing import Any

import office
from db.errors import Refused
from db.models import Counter
from db.statement import Statement, hole
from db.transaction import Transaction
from ratings import question
from tickets import hands, pace, rows, states, voicing
from tickets.rows import TicketRow, found

_keep = Statement(Counter.update(undo=hole("image")).where(Counter.n == hole("n")))


def keep(tx: Transaction, n: int, verb: str | None) -> None:
    """Remembers what this command has changed; without a verb it cannot be taken back."""
    if verb is None:
        _keep(n=n, image=None)
    if verb is None or not tx.before:
        return
    until = tx.now + office.rule("undo_window_s") * 1000
    image = {"verb": verb, "until": until, "before": tx.before}
    _keep(n=n, image=rows.compact(image))


def last(counter: rows.CounterRow, now: int) -> dict[str, Any] | None:
    """What can still be taken back: {"verb", "number", "until" (hall ms)}; None if nothing."""
    image = json.loads(counter.undo) if counter.undo else None
    if image is None or image["until"] < now:
        return None
    _, row, _ = next(each for each in image["before"] if each[0] == "ticket")
    return {"verb": image["verb"], "number": TicketRow(*row).label, "until": image["until"]}


def undo(tx: Transaction, n: int, actor: str) -> None:
    """Puts back what the counter's last press changed, last row first.

    Being a press itself, and none that is kept, it leaves nothing to take back.
    """
    counter = rows.existing(n)
    if counter.undo is None:
        raise Refused("nothing_to_undo", state=counter.state, allowed=hands.allowed(counter))
    image = json.loads(counter.undo)
    if image["until"] < tx.now:
        raise Refused("undo_late", state=counter.state, allowed=hands.allowed(counter))
    _must_be_untouched(tx, image["before"])
    for kind, *was in reversed(image["before"]):
        if kind == "ticket":
            _put_back(tx, n, TicketRow(*was[0]), was[1], actor)
        elif kind == "rating":
            question.withdraw(tx, was[0])
        else:
            pace.forget(*was)


def _must_be_untouched(tx: Transaction, before: list[Any]) -> None:
    """Refused when the day is over, an answer was given, or another has changed a ticket."""
    for row in (TicketRow(*was[0]) for kind, *was in before if kind == "ticket"):
        hands.must_be_today(tx, row)
    for kind, *was in before:
        if kind == "rating" and question.is_answered(was[0]):
            raise Refused("rating_answered")
    newest = {was[0][0]: was[1] for kind, *was in before if kind == "ticket"}
    for id, seq in newest.items():
        if found(id).seq != seq:
            raise Refused("moved_on", state=found(id).state)


def _put_back(tx: Transaction, n: int, before: TicketRow, seq: int, actor: str) -> None:
    now = found(before.id)
    rows.put_back(tx, now, before, seq, actor)
    if now.state == states.CALLED:
        voicing.retract(seq)
    if now.state == states.MISSED:
        tx.not_due("grace", now.id)
    if before.state in (states.CALLED, states.SERVING):
        rows.hold(n, before.id)
    elif now.state in (states.CALLED, states.SERVING):
        rows.hold(n, None)
