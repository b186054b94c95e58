"""Sheets of paper that were entered wrongly: struck out with a reason and entered again.

Nothing is edited and nothing deleted: what was entered stays, is counted no longer, and everybody
may know how many there are. A sheet is found by the number it was given when it was entered, which
is written on its corner; what it says is shown to nobody here.
"""

from __future__ import annotations

import json
from typing import Any

import peewee as pw

from db.errors import Refused, Unknown
from db.models import Answer, Journal, Staff
from db.statement import rows
from db.transaction import Transaction
from office.moment import Moment
from ratings.later import PAPER

# Why: read wrongly, another clerk was meant, the same sheet twice, no sheet that somebody served
# has filled in.
REASONS = ("misread", "other-clerk", "twice", "not-valid")
LISTED = 50

_sheet = (Journal.subject == "answer") & (Journal.action == PAPER)


def strike(tx: Transaction, sheet: int, reason: str, actor: str) -> dict[str, Any]:
    """A sheet no longer counts: {"sheet", "state"}.

    Refused `own_rating` for one about oneself, `struck_out` when it is already, `sheet_unmarked`
    for one entered by a program that did not say which row it is.
    """
    if reason not in REASONS:
        raise Unknown("reason")
    kept = Journal.get_or_none(_sheet & (Journal.seq == sheet))
    if kept is None:
        raise Unknown("id")
    if kept.clerk == actor:
        raise Refused("own_rating")
    if not kept.detail:
        raise Refused("sheet_unmarked")
    row = Answer.get_by_id(bytes.fromhex(json.loads(kept.detail)["key"]))
    if row.excluded is not None:
        raise Refused("struck_out")
    seq = tx.append("answer", sheet, "strike", actor, clerk=kept.clerk, reason=reason)
    Answer.update(excluded=str(seq)).where(Answer.key == row.key).execute()
    tx.touch("stats")
    return {"sheet": sheet, "state": "struck"}


def listed(moment: Moment) -> list[dict[str, Any]]:
    """The last sheets entered, newest first, without what they say.

    [{"sheet", "at", "by", "clerk", "counter", "struck": None or {"reason", "by", "at"}}]; people by
    their labels.
    """
    struck = Journal.alias("struck")
    by, about, striker = Staff.alias("entered"), Staff.alias("about"), Staff.alias("striker")
    found = (
        Journal.select(
            Journal.seq, Journal.wall, by.label, about.label, Journal.counter,
            struck.reason, striker.label, struck.wall,
        )
        .join(
            struck, pw.JOIN.LEFT_OUTER,
            on=(struck.subject == "answer") & (struck.ref == Journal.ref)
            & (struck.action == "strike"),
        )
        .join_from(Journal, by, pw.JOIN.LEFT_OUTER, on=(by.id == Journal.actor))
        .join_from(Journal, about, pw.JOIN.LEFT_OUTER, on=(about.id == Journal.clerk))
        .join_from(struck, striker, pw.JOIN.LEFT_OUTER, on=(striker.id == struck.actor))
        .where(_sheet)
        .order_by(Journal.seq.desc())
        .limit(LISTED)
    )  # fmt: skip
    return [
        {"sheet": seq, "at": moment.iso(wall), "by": entered, "clerk": clerk, "counter": counter,
         "struck": reason and {"reason": reason, "by": who, "at": moment.iso(at)}}
        for seq, wall, entered, clerk, counter, reason, who, at in rows(found)
    ]  # fmt: skip


def struck_out(first: int, last: int) -> int:
    """For everybody to see: how many sheets of these business days (ids) were struck out."""
    mine = Answer.day.between(first, last) & (Answer.channel == PAPER)
    return Answer.select().where(mine & Answer.excluded.is_null(is_null=False)).count()
