"""Answers that a person keeps out of the averages: with a reason, counted in public, never deleted.

Whole days of a clerk are left out, or whole weeks where days were too small: nobody picks one.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import peewee as pw

from db.errors import Refused, Unknown
from db.models import Day, Exclusion, Rating, Staff
from db.statement import rows
from db.transaction import Transaction
from office.moment import Moment
from ratings.sealing import FEW

# Why: the clerk's own presses, a trial of the pad, a pad out of order, not those who were served.
REASONS = ("own-presses", "trial", "pad-fault", "not-served")


def exclude(tx: Transaction, day: int, clerk: str, reason: str, actor: str) -> dict[str, Any]:
    """Leaves out what this clerk was answered on a closed day, or in its closed week: {"id", "n"}.

    Refused `ratings_not_sealed` before the close, `nothing_to_exclude` when no answers are kept
    there, `too_few` when averages before and after would tell of fewer than five.
    """
    if reason not in REASONS:
        raise Unknown("reason")
    kept = Day.get_or_none(Day.id == day)
    if kept is None:
        raise Unknown("day")
    if kept.state == "open":
        raise Refused("ratings_not_sealed")
    under, which = _kept_under(tx, kept, clerk)
    n = Rating.select().where(which & Rating.excluded.is_null()).count()
    if not n:
        raise Refused("nothing_to_exclude")
    if n < FEW:
        raise Refused("too_few", n=n)
    week = under != day or bool(Rating.select().where(which & (Rating.half == "week")).exists())
    told = json.dumps({"day": under, "week": week, "n": n})
    seq = tx.append(
        "exclusion",
        tx.seq + 1,
        "exclude",
        actor,
        day=under,
        clerk=clerk,
        reason=reason,
        detail=told,
    )
    Exclusion.create(
        id=seq, day=under, clerk=clerk, week=week, reason=reason, n=n, staff=actor,
        at_wall=tx.wall, force_insert=True,
    )  # fmt: skip
    Rating.update(excluded=str(seq)).where(which & Rating.excluded.is_null()).execute()
    tx.touch("stats")
    return {"id": seq, "n": n}


def readmit(tx: Transaction, id: int, actor: str) -> dict[str, Any]:
    """What was left out counts again: {"id", "n"}. Refused `counts_again` when it does already."""
    kept = Exclusion.get_or_none(Exclusion.id == id)
    if kept is None:
        raise Unknown("exclusion")
    if kept.back is not None:
        raise Refused("counts_again")
    seq = tx.append("exclusion", id, "readmit", actor, day=kept.day, clerk=kept.clerk)
    Exclusion.update(back=seq).where(Exclusion.id == id).execute()
    mine = (Rating.day == kept.day) & (Rating.clerk == kept.clerk)
    Rating.update(excluded=None).where(mine & (Rating.excluded == str(id))).execute()
    tx.touch("stats")
    return {"id": id, "n": kept.n}


def _kept_under(tx: Transaction, day: Any, clerk: str) -> tuple[int, Any]:
    """The day under which this clerk's answers are, and which they are."""
    mine = Rating.clerk == clerk
    own = mine & (Rating.day == day.id) & (Rating.half != "week")
    if Rating.select().where(own).exists():
        return day.id, own
    monday = dt.date.fromisoformat(day.date)
    monday -= dt.timedelta(days=monday.weekday())
    edges = (monday.isoformat(), (monday + dt.timedelta(days=6)).isoformat())
    first = Day.select(pw.fn.MIN(Day.id)).where(Day.date.between(*edges)).scalar()
    if tx.day and tx.day.date <= edges[1]:
        # It goes on growing: what comes after would count, and what was before would not.
        raise Refused("week_not_over")
    return first, mine & (Rating.day == first) & (Rating.half == "week")


def listed(first: int, last: int, moment: Moment) -> list[dict[str, Any]]:
    """Every exclusion of these days (ids), newest first; those taken back with `back`: true.

    Each {"id", "day", "date", "week", "clerk", "label", "reason", "n", "by", "at", "back"}.
    """
    by = Staff.alias()
    found = (
        Exclusion.select(
            Exclusion.id, Exclusion.day, Day.date, Exclusion.week, Exclusion.clerk, Staff.label,
            Exclusion.reason, Exclusion.n, by.label, Exclusion.at_wall, Exclusion.back,
        )
        .join(Day, on=(Day.id == Exclusion.day))
        .join_from(Exclusion, Staff, pw.JOIN.LEFT_OUTER, on=(Staff.id == Exclusion.clerk))
        .join_from(Exclusion, by, pw.JOIN.LEFT_OUTER, on=(by.id == Exclusion.staff))
        .where(Exclusion.day.between(first, last))
        .order_by(Exclusion.id.desc())
    )  # fmt: skip
    return [
        {"id": id, "day": day, "date": date, "week": bool(week), "clerk": clerk, "label": label,
         "reason": reason, "n": n, "by": who, "at": moment.iso(at), "back": back is not None}
        for id, day, date, week, clerk, label, reason, n, who, at, back in rows(found)
    ]  # fmt: skip


def counted(first: int, last: int) -> dict[str, Any]:
    """For everybody to see: {"answers": left out of these days, "days": of clerks, "by_reason"}."""
    found = Exclusion.select(Exclusion.reason, pw.fn.COUNT(Exclusion.id), pw.fn.SUM(Exclusion.n))
    live = Exclusion.back.is_null() & Exclusion.day.between(first, last)
    told = rows(found.where(live).group_by(Exclusion.reason))
    return {
        "answers": sum(n for _, _, n in told), "days": sum(days for _, days, _ in told),
        "by_reason": {reason: n for reason, _, n in told},
    }  # fmt: skip
